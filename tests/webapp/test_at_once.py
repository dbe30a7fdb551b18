"""An edit that is not to wait is deployed beside others that do, and undone at once."""

import pytest

from tests.webapp.builders import (
    Operation,
    add_app,
    add_sandbox,
    edit,
    member,
    remove,
    set_field,
    two_apps,
)
from topology.problems import InvalidDesign
from topology.values import Design
from webapp.store import changes, topologies, undoing
from webapp.store.errors import Forbidden, Refused, StaleRevision
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Change, DeployedDesign, Topology
from webapp.store.reading import design, picture

pytestmark = pytest.mark.django_db(transaction=True)

CUT = set_field("endpoint", "app1.eth0", up=False)
SLOWER = set_field("endpoint", "app1.eth0", delay="10ms")
PAUSE = set_field("sandbox", "app1", paused=True)


@pytest.fixture
def lab() -> Topology:
    """Two apps, deployed at revision 2."""
    made = two_apps()
    changes.deploy("lab", made.owner)
    return topologies.find("lab")


def now() -> Topology:
    return topologies.find("lab")


def at_once(*operations: Operation) -> Change:
    return changes.change_at_once("lab", now().revision, operations, now().owner)


def wanted() -> Design:
    """What the engine is to build."""
    found = StoredDesigns().get("lab")
    assert found and found.design
    return found.design


def waiting() -> list[str]:
    return [each["name"] for each in picture(now()).waiting["objects"]]


def test_it_is_deployed_and_nothing_waits(lab: Topology) -> None:
    at_once(CUT, PAUSE)
    assert (wanted().endpoints[0].up, wanted().sandboxes[0].paused) == (False, True)
    assert (now().revision, now().deployed_revision, waiting()) == (3, 3, [])


def test_edits_that_wait_go_on_waiting(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    edit(lab, lab.owner, *add_app("app3", "lan1"))
    at_once(CUT)
    first = wanted().endpoints[0]
    assert (first.up, first.delay, len(wanted().sandboxes)) == (False, None, 2)
    assert (design(now()).endpoints[0].delay, waiting()) == ("10ms", ["app3", "app1.eth0", "app3.eth0"])


def test_each_gives_the_engine_a_revision_of_its_own(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    seen = []
    for operation in (CUT, PAUSE):
        at_once(operation)
        found = StoredDesigns().get("lab")
        assert found
        seen.append(found.revision)
    assert len({2, *seen}) == 3
    assert now().revision > max(seen)


def test_another_process_finds_what_is_deployed(lab: Topology, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(lab, lab.owner, SLOWER)
    at_once(CUT)
    before = wanted()
    monkeypatch.setattr("webapp.store.reading._designs.find", lambda key: None)
    monkeypatch.setattr("webapp.store.deployed._held.find", lambda key: None)
    assert wanted() == before


def test_what_waits_can_be_deployed_afterwards(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    revision = at_once(CUT).revision
    changes.deploy("lab", lab.owner, revision)
    assert (wanted().endpoints[0].delay, wanted().endpoints[0].up) == ("10ms", False)
    assert not DeployedDesign.objects.exists()


def test_it_is_undone_and_done_again_at_once(lab: Topology) -> None:
    at_once(CUT)
    undoing.undo("lab", lab.owner)
    assert wanted().endpoints[0].up
    undoing.redo("lab", lab.owner)
    assert (wanted().endpoints[0].up, waiting()) == (False, [])


def test_it_is_undone_at_once_beside_edits_that_wait(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    at_once(CUT)
    undoing.undo("lab", lab.owner)
    assert (wanted().endpoints[0].up, waiting()) == (True, ["app1.eth0"])


def test_undoing_all_that_waited_leaves_what_was_deployed_at_once(lab: Topology) -> None:
    edit(lab, lab.owner, *add_app("app3", "lan1"))
    at_once(CUT)
    edit(lab, lab.owner, remove("sandbox", "app3"))
    assert (wanted().endpoints[0].up, waiting(), now().waits) == (False, [], False)


def test_after_it_was_destroyed_it_is_undone_in_the_design(lab: Topology) -> None:
    at_once(CUT)
    changes.destroy("lab", lab.owner)
    undoing.undo("lab", lab.owner)
    assert design(now()).endpoints[0].up


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (add_sandbox("app4"), "only a change of what is there"),
        (set_field("endpoint", "app3.eth0", up=False), "endpoint app3.eth0 is not deployed"),
    ],
    ids=["an addition", "what waits itself"],
)
def test_beside_edits_that_wait_it_changes_only_what_is_deployed(
    lab: Topology, operation: Operation, reason: str
) -> None:
    edit(lab, lab.owner, *add_app("app3", "lan1"))
    with pytest.raises(Refused, match=reason):
        at_once(operation)
    assert now().revision == 3


def test_without_a_deployment_it_is_refused() -> None:
    two_apps()
    with pytest.raises(Refused, match="is not deployed; deploy it first"):
        at_once(CUT)


def test_what_could_not_be_built_is_refused(lab: Topology) -> None:
    with pytest.raises(InvalidDesign, match="jitter"):
        at_once(set_field("endpoint", "app1.eth0", jitter="1ms"))
    assert now().revision == 2


def test_only_who_may_edit_does_it_and_on_what_they_have_seen(lab: Topology) -> None:
    with pytest.raises(Forbidden):
        changes.change_at_once("lab", 2, [CUT], member(lab, "vera", "viewer"))
    with pytest.raises(StaleRevision):
        changes.change_at_once("lab", 1, [CUT], lab.owner)
