"""Every instrument at a network that runs, by name: what a person does to see it at work."""

import re

from playwright.sync_api import expect

from tests.bench.designs import bridged
from tests.browser.designer import Designer
from tests.browser.screenshots.acts import Act, found, in_turn, key, menu_of, nothing, panel, searched
from tests.browser.screenshots.screens import Screen
from topology.scenarios import Scenario, Step
from topology.values import Design, Service

ANSWERED = re.compile("answers|answered|reachable")
TALK = Service(name="talk", command=("ping", "-n", "-q", "-i", "0.05", "-s", "1000", "10.0.0.3"))
"""Without it there would be nothing to see in the first network."""
STORM = Scenario(
    name="storm",
    steps=(
        Step(at=2, do="cut", object="app1.eth0"),
        Step(at=20, do="restore", object="app1.eth0"),
        Step(at=25, do="loss", object="app0.eth0", value="30%"),
        Step(at=40, do="pause", object="app1"),
    ),
)


def running(name: str, sandboxes: int) -> Design:
    """Sandboxes that are bridged, of which the first talks to the second; at least two."""
    drawn = bridged(name, sandboxes)
    talking = drawn.sandboxes[0].model_copy(update={"services": (TALK,)})
    return drawn.model_copy(update={"sandboxes": (talking, *drawn.sandboxes[1:]), "scenarios": (STORM,)})


def run(act: str) -> Act:
    """The button of the panel that is open."""
    return lambda designer: designer.drawer.get_by_role("button", name=act, exact=True).first.click()


def wait(selector: str, text: re.Pattern[str] | None = None) -> Act:
    def until(designer: Designer) -> None:
        there = designer.page.locator(selector)
        (there.filter(has_text=text) if text else there).first.wait_for(timeout=30_000)

    return until


def choose(label: str, option: str) -> Act:
    return lambda designer: designer.drawer.get_by_label(label, exact=True).select_option(option)


def typed(selector: str, text: str) -> Act:
    def type_it(designer: Designer) -> None:
        designer.page.locator(selector).first.click()
        designer.page.keyboard.type(text)
        designer.page.keyboard.press("Enter")

    return type_it


def measured_all(designer: Designer) -> None:
    panel("tools")(designer)
    run("Ping all")(designer)
    expect(designer.page.locator(".tool-sentence")).to_have_text(
        re.compile("predict|at most"), timeout=60_000
    )


TERMINAL = in_turn(found("app0"), key("e"), wait(".xterm-rows", re.compile("app0")))
TRAFFIC = in_turn(found("app0"), searched("Show traffic"), key("Enter"), wait(".flow-lanes[data-lanes]"))
FLOWING = wait(".flow-rate", re.compile("kbit/s"))
CAPTURE = in_turn(found("app0"), searched("Packets: capture"), key("Enter"), run("Start"))
PING = in_turn(
    panel("tools"), choose("From", "app0"), lambda each: each.page.get_by_label("To", exact=True).fill("app1")
)

AT_WORK = {
    "running": Screen(nothing),
    "running-menu": Screen(menu_of("app0")),
    "running-inspector": Screen(in_turn(TRAFFIC, FLOWING)),
    "terminals-none": Screen(panel("terminals")),
    "terminal": Screen(
        in_turn(
            TERMINAL,
            typed(".terminal-screen", "ip -br addr; ip route"),
            wait(".xterm-rows", re.compile("lo")),
        )
    ),
    "tools-none": Screen(panel("tools")),
    "tools": Screen(in_turn(PING, run("Run"), wait(".tool-sentence", ANSWERED))),
    "tools-all": Screen(measured_all),
    "traffic": Screen(in_turn(TRAFFIC, FLOWING, panel("traffic"), wait("[aria-label='Top talkers'] td"))),
    "packets-none": Screen(panel("packets")),
    "packets": Screen(in_turn(CAPTURE, wait("[role=option]"), run("Stop"), typed("[role=option]", ""))),
    "trail": Screen(in_turn(panel("trail"), choose("To", "app1"), run("Follow"), wait(".trail-steps li"))),
    "why": Screen(
        in_turn(
            found("app0"),
            panel("analysis"),
            searched("Why can’t it reach"),
            key("Enter"),
            choose("To", "app1"),
            run("Ask"),
            wait(".why", ANSWERED),
        )
    ),
    "kernel-none": Screen(panel("kernel")),
    "kernel": Screen(in_turn(found("app0"), panel("kernel"), wait(".live-table td"))),
    "kernel-network": Screen(in_turn(found("network lan0"), panel("kernel"), wait(".live-table td"))),
    "kernel-log": Screen(in_turn(panel("kernel"), run("Log"), wait(".log-lines"))),
    "narrow-390-tools": Screen(panel("tools"), width=390),
    "scenarios": Screen(panel("scenarios")),
    "scenarios-playing": Screen(in_turn(panel("scenarios"), run("Play"), wait(".steps [aria-current=step]"))),
}
"""Of a drawing as `running` makes it, deployed. The scenario that is played goes on, so that is the last."""
