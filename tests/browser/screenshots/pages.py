"""Every page but the designer, by who sees it and by name: how one gets there."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

See = Callable[[Page], object]
BROKEN = "/broken/"
"""Answered with the page that says that Patchboard made a mistake."""


def at(address: str, *presses: str) -> See:
    """That address, and what is labelled or reads so pressed there, one after the other."""

    def see(page: Page) -> None:
        page.goto(address)
        for each in presses:
            named = page.get_by_label(each, exact=True).or_(page.get_by_text(each, exact=True))
            named.filter(visible=True).last.click()

    return see


def narrow(see: See) -> See:
    def see_narrow(page: Page) -> None:
        page.set_viewport_size({"width": 390, "height": 800})
        see(page)

    return see_narrow


def wrong_password(page: Page) -> None:
    page.goto("/sign-in/")
    page.locator("[name=username]").fill("nobody")
    page.locator("[name=password]").fill("nothing")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()


def without_token(page: Page) -> None:
    page.goto("/sign-in/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in").click()


def refused_name(page: Page) -> None:
    at("/", "New topology")(page)
    page.get_by_role("dialog").get_by_label("Name").fill("a name with spaces")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()


def refused_file(page: Page) -> None:
    at("/", "Upload")(page)
    text = b"networks: [{name: a b, subnets: [10.0.0.300/24]}]\nsandboxes: [{name: x, colour: red}]\n"
    page.get_by_label("Design file", exact=True).set_input_files(
        {"name": "design.yaml", "mimeType": "text/yaml", "buffer": text}
    )
    page.get_by_role("dialog").get_by_role("button", name="Upload").click()
    page.get_by_role("alert").first.wait_for()


def nothing_found(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("nothing like this")


def not_whole(page: Page) -> None:
    page.route("**/js/live/model.js", lambda route: route.abort())
    page.goto("/topologies/router/")
    page.get_by_text("The designer did not arrive whole.").wait_for()


def stuck(page: Page) -> None:
    """The drawing does not come."""
    page.route_web_socket("**/live/**", lambda socket: None)
    page.goto("/topologies/router/")
    page.get_by_text("Loading the drawing").wait_for()


def shared(page: Page) -> None:
    page.goto("/topologies/router/sharing/")
    page.locator("[name=username]").first.fill("newcomer")
    page.locator("[name=role]").first.select_option("viewer")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_text("is viewer of").wait_for()


def unknown_person(page: Page) -> None:
    page.goto("/topologies/router/sharing/")
    page.locator("[name=username]").first.fill("nobody")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("alert").first.wait_for()


def looking(address: str) -> dict[str, See]:
    """What is seen by who has a link to look."""

    def look(page: Page) -> None:
        page.goto(address)
        page.get_by_role("textbox", name="Your name").fill("Maya")
        page.get_by_role("button", name="Look").click()
        page.get_by_text("Loading the drawing").wait_for(state="hidden")

    return {"look": at(address), "guest": look}


def link_made(page: Page) -> str:
    """The address for guests to look at."""
    page.goto("/topologies/router/sharing/")
    page.get_by_role("button", name=re.compile("^Make a (new )?link")).click()
    return page.get_by_role("textbox", name="The link").input_value()


def first_of(model: str) -> See:
    def see(page: Page) -> None:
        page.goto(f"/admin/{model}/")
        page.locator("#result_list tbody a").first.click()
        page.wait_for_url(re.compile("/change/"))

    return see


STRANGER = {
    "sign-in": at("/sign-in/"),
    "sign-in-wrong": wrong_password,
    "sign-in-390": narrow(at("/sign-in/")),
    "error-old-form": without_token,
}
NEWCOMER = {
    "list-empty": at("/"),
    "list-empty-390": narrow(at("/")),
    "error-404": at("/topologies/nothing/"),
    "error-500": at(BROKEN),
    "error-500-390": narrow(at(BROKEN)),
}
VIEWER = {
    "list-viewer": at("/"),
    "error-403": at("/topologies/router/sharing/"),
    "viewer": at("/topologies/router/", "Fit everything"),
}
"""Once `shared` is done."""

ADMINISTRATOR = {
    "list": at("/"),
    "list-390": narrow(at("/")),
    "list-nothing-found": nothing_found,
    "list-menu": at("/", "Actions for router"),
    "list-create": at("/", "New topology"),
    "list-create-refused": refused_name,
    "list-upload": at("/", "Upload"),
    "list-upload-refused": refused_file,
    "list-rename": at("/", "Actions for router", "Rename…"),
    "list-delete": at("/", "Actions for router", "Delete…"),
    "account": at("/", "admin"),
    "appearance": at("/", "Appearance"),
    "sharing-link": link_made,
    "sharing-unknown": unknown_person,
    "sharing": shared,
    "sharing-390": narrow(at("/topologies/router/sharing/")),
    "loading": stuck,
    "not-whole": not_whole,
    "admin": at("/admin/"),
    "admin-390": narrow(at("/admin/")),
    "admin-topologies": at("/admin/store/topology/"),
    "admin-topology": first_of("store/topology"),
    "admin-changes": at("/admin/store/change/"),
    "admin-change": first_of("store/change"),
    "admin-states": at("/admin/store/objectstatus/"),
    "admin-engine": at("/admin/store/engine/"),
    "admin-users": at("/admin/auth/user/"),
    "admin-user": first_of("auth/user"),
    "admin-user-add": at("/admin/auth/user/add/"),
    "admin-memberships": at("/admin/store/membership/"),
    "admin-console": at("/admin/store/consoleentry/"),
}
