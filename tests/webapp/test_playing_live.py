"""A scenario over the socket: begun by one, seen by all, going on by itself."""

from typing import Any

import pytest

from tests.webapp.browser import Browser, browser, database, running_relay
from tests.webapp.builders import edit, set_field, two_apps
from webapp.live.relay import Relay
from webapp.store import changes, playing
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = [
    {"at": 0, "do": "cut", "object": "app1.eth0"},
    {"at": 0.2, "do": "pause", "object": "app2"},
    {"at": 600, "do": "resume", "object": "app2"},
]
START = 4
"""The number of the last change before it is begun."""
CUT = set_field("endpoint", "app1.eth0", up=False)


@pytest.fixture
def lab() -> Topology:
    made = two_apps()
    edit(made, made.owner, {"op": "add", "kind": "scenario", "value": {"name": "storm", "steps": STEPS}})
    changes.deploy("lab", made.owner)
    return made


async def heard(reader: Browser) -> dict[str, dict[str, Any]]:
    """What the first two steps have changed, by name; a player that is late does both in one edit."""
    found: dict[str, dict[str, Any]] = {}
    while len(found) < 2:
        change = await reader.hear("change")
        assert change["at_once"]
        found |= {each["name"]: each["after"] for each in change["delta"]}
    return found


async def test_it_is_begun_seen_by_all_and_stopped(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as presenter, browser(relay, lab.owner) as reader:
        await reader.hear("engine")
        await presenter.say(type="play", id="p", scenario="storm")
        assert (await presenter.hear("done", "refused"))["type"] == "done"
        assert (await reader.hear("control"))["playing"]["scenario"] == "storm"
        found = await heard(reader)
        assert (found["app1.eth0"]["up"], found["app2"]["paused"]) == (False, True)
        await presenter.say(type="stop", id="s")
        assert (await presenter.hear("done", "refused"))["type"] == "done"
        assert (await reader.hear("control"))["playing"] is None


async def test_it_goes_on_without_whoever_began_it_and_in_another_process(lab: Topology) -> None:
    await database(playing.start, "lab", "storm", lab.owner)
    async with running_relay() as relay, browser(relay, lab.owner, after=START) as reader:
        assert (await heard(reader)).keys() == {"app1.eth0", "app2"}


async def test_an_edit_may_ask_to_be_deployed_at_once(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.say(type="edit", id="e", revision=3, operations=[CUT], deploy=True)
        assert (await writer.hear("done", "refused"))["type"] == "done"
    wanted = await database(StoredDesigns().get, "lab")
    assert wanted and wanted.design and not wanted.design.endpoints[0].up


async def test_what_cannot_be_played_is_refused_with_what_to_do(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.say(type="play", id="p", scenario="calm")
        (problem,) = (await writer.hear("refused"))["problems"]
        assert (problem["reason"], problem["remedy"]) == ("there is no scenario calm", "choose another one")
