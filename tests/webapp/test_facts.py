"""What is seen of the spanning tree reaches the database, the browsers and the command line, not the log."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from engine.status import Facts, ObjectState, Status, nothing_left
from tests.webapp.browser import browser, database
from tests.webapp.builders import two_apps
from webapp.live.relay import Relay
from webapp.store import changes, topologies
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Change, ObjectStatus, Topology
from webapp.store.reading import facts

pytestmark = pytest.mark.django_db(transaction=True)

ROOT: Facts = (("STP root", "this bridge"),)
OTHER: Facts = (("STP root", "s2, through p1"),)


@pytest.fixture
def lab() -> Topology:
    """Two apps, deployed: number 3, revision 2."""
    made = two_apps()
    changes.deploy("lab", made.owner)
    return topologies.find("lab")


def report(seen: Facts = (), state: Any = "in_sync") -> None:
    """What the engine says of lan1, and that app1 is in sync."""
    objects = (ObjectState("network", "lan1", state, "", seen), ObjectState("sandbox", "app1", "in_sync"))
    StoredDesigns().report("lab", 2, Status(state, "", objects))


def told() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = facts(topologies.find("lab"))["objects"]
    return found


def test_facts_are_stored_with_the_states(lab: Topology) -> None:
    report(ROOT)
    assert told() == [{"kind": "network", "name": "lan1", "facts": [["STP root", "this bridge"]]}]


def test_other_facts_alone_are_no_entry_of_the_log(lab: Topology) -> None:
    report(ROOT)
    before = Change.objects.count()
    report(OTHER)
    now = topologies.find("lab")
    assert (Change.objects.count(), now.number, now.facts) == (before, before, 2)
    assert told()[0]["facts"] == [["STP root", "s2, through p1"]]


def test_another_state_leaves_the_facts(lab: Topology) -> None:
    report(ROOT)
    report(ROOT, "degraded")
    assert topologies.find("lab").facts == 1
    assert ObjectStatus.objects.get(name="lan1").state == "degraded"
    assert told()[0]["facts"] == [["STP root", "this bridge"]]


@pytest.mark.parametrize("status", [Status("in_sync", ""), nothing_left()])
def test_facts_go_with_their_object(lab: Topology, status: Status) -> None:
    report(ROOT)
    StoredDesigns().report("lab", 2, status)
    assert (topologies.find("lab").facts, told()) == (2, [])


async def test_a_browser_hears_all_facts_that_there_are_and_then_each_change(
    relay: Relay, lab: Topology
) -> None:
    await database(report, ROOT)
    async with browser(relay, lab.owner) as reader:
        await reader.hear("snapshot")
        heard = await reader.hear("facts")
        assert heard["objects"] == [
            {"kind": "network", "name": "lan1", "facts": [["STP root", "this bridge"]]}
        ]
        assert "number" not in heard
        await reader.hear("engine")
        await database(report, OTHER)
        heard = await reader.hear("facts")
        assert (heard["count"], heard["objects"][0]["facts"]) == (2, [["STP root", "s2, through p1"]])


async def test_a_browser_that_comes_back_hears_the_facts_anew(relay: Relay, lab: Topology) -> None:
    await database(report, ROOT)
    async with browser(relay, lab.owner, after=4) as reader:
        assert (await reader.hear())["type"] == "facts"


async def test_where_there_never_were_facts_none_are_told(relay: Relay, lab: Topology) -> None:
    await database(report)
    async with browser(relay, lab.owner) as reader:
        assert [(await reader.hear())["type"] for _ in range(2)] == ["snapshot", "engine"]


def test_the_command_line_tells_them(lab: Topology) -> None:
    report(ROOT)
    assert "network lan1: in sync; STP root: this bridge\n" in said("lab")
    objects = {each["name"]: each for each in json.loads(said("lab", "--json"))["objects"]}
    assert objects["lan1"]["facts"] == [["STP root", "this bridge"]]
    assert objects["app1"]["facts"] == []


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("status", *arguments, stdout=out)
    return out.getvalue()
