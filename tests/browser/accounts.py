"""Other people: made by the administrator, let into a topology, signed in."""

from playwright.sync_api import Page


def add_account(administrator: Page, name: str, password: str) -> None:
    administrator.goto("/admin/auth/user/add/")
    administrator.locator("[name=username]").fill(name)
    administrator.locator("[name=password1]").fill(password)
    administrator.locator("[name=password2]").fill(password)
    administrator.locator("[name=_save]").click()
    administrator.wait_for_url("**/change/")


def share(owner: Page, topology: str, name: str, role: str) -> None:
    owner.goto(f"/topologies/{topology}/sharing/")
    owner.locator("[name=username]").first.fill(name)
    owner.locator("[name=role]").first.select_option(role)
    owner.get_by_role("button", name="Share", exact=True).click()
    owner.get_by_text(f"is {role} of").wait_for()


def sign_in(window: Page, name: str, password: str) -> None:
    window.goto("/sign-in/")
    window.locator("[name=username]").fill(name)
    window.locator("[name=password]").fill(password)
    window.locator("main").get_by_role("button").click()
    window.get_by_role("heading", name="Topologies").wait_for()
