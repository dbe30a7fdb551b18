"""A scenario is played by the clock, and leaves nothing behind."""

import time

import pytest
from django.contrib.auth.models import User

from tests.webapp.builders import Operation, edit, member, set_field, two_apps
from webapp.store import changes, playing, plays, topologies, undoing
from webapp.store.errors import Forbidden, Refused
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Membership, Topology
from webapp.store.reading import design, picture, since, snapshot

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = [
    {"at": 20, "do": "restore", "object": "app1.eth0"},
    {"at": 10, "do": "cut", "object": "app1.eth0"},
    {"at": 10, "do": "pause", "object": "app2"},
]
STORM: Operation = {"op": "add", "kind": "scenario", "value": {"name": "storm", "steps": STEPS}}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is."""
    found = [1_000_000.0]
    monkeypatch.setattr(time, "time", lambda: found[0])
    return found


@pytest.fixture
def lab(clock: list[float]) -> Topology:
    made = two_apps()
    edit(made, made.owner, STORM)
    changes.deploy("lab", made.owner)
    return topologies.find("lab")


def now() -> Topology:
    return topologies.find("lab")


def wanted() -> tuple[bool, bool]:
    """Whether the engine is to have app1 plugged in, and app2 paused."""
    found = StoredDesigns().get("lab")
    assert found and found.design
    return found.design.endpoints[0].up, found.design.sandboxes[1].paused


def sentences(topology: Topology) -> list[str]:
    return [change.sentence for change in topology.changes.order_by("number")]


def test_its_steps_are_done_when_they_are_due(lab: Topology, clock: list[float]) -> None:
    playing.start("lab", "storm", lab.owner)
    assert (playing.go_on(), wanted()) == (clock[0] + 10, (True, False))
    clock[0] += 10
    assert (playing.go_on(), wanted()) == (clock[0] + 10, (False, True))
    clock[0] += 10
    assert (playing.go_on(), wanted()) == (clock[0] + plays.AFTERMATH, (True, True))


def test_at_its_end_all_is_as_it_was(lab: Topology, clock: list[float]) -> None:
    playing.start("lab", "storm", lab.owner)
    before = design(now())
    for seconds in (10, 10, plays.AFTERMATH):
        clock[0] += seconds
        playing.go_on()
    assert (playing.go_on(), now().playing) == (None, None)
    assert (design(now()), wanted(), picture(now()).waiting["count"]) == (before, (True, False), 0)
    assert sentences(now())[-5:] == [
        "began scenario storm",
        "scenario storm at 0:10: cut app1.eth0, pause app2",
        "scenario storm at 0:20: restore app1.eth0",
        "put back what scenario storm had changed",
        "scenario storm has ended",
    ]


def test_stopped_it_puts_back_what_it_did(lab: Topology, clock: list[float]) -> None:
    playing.start("lab", "storm", lab.owner)
    clock[0] += 12
    playing.go_on()
    playing.stop("lab", lab.owner)
    assert (wanted(), now().playing) == ((True, False), None)
    with pytest.raises(Refused, match="no scenario is being played"):
        playing.stop("lab", lab.owner)


def test_edits_that_wait_go_on_waiting(lab: Topology, clock: list[float]) -> None:
    edit(lab, lab.owner, set_field("endpoint", "app1.eth0", rate="1mbit"))
    playing.start("lab", "storm", lab.owner)
    clock[0] += 10
    playing.go_on()
    assert (wanted(), picture(now()).waiting["count"]) == ((False, True), 1)


def test_a_process_that_comes_late_does_all_that_is_due(lab: Topology, clock: list[float]) -> None:
    playing.start("lab", "storm", lab.owner)
    clock[0] += 21
    playing.go_on()
    assert wanted() == (True, True)


def test_one_that_cannot_be_read_any_more_keeps_no_other_from_going_on(
    lab: Topology, clock: list[float]
) -> None:
    two_apps("aged")
    Topology.objects.filter(name="aged").update(playing={"scenario": "of an earlier Patchboard"})
    playing.start("lab", "storm", lab.owner)
    clock[0] += 10
    assert (playing.go_on(), wanted()) == (clock[0] + 10, (False, True))


def test_its_steps_are_nobodys_to_undo(lab: Topology, clock: list[float]) -> None:
    edit(lab, lab.owner, set_field("sandbox", "app1", forwarding=True))
    playing.start("lab", "storm", lab.owner)
    clock[0] += 10
    playing.go_on()
    undoing.undo("lab", lab.owner)
    assert (wanted(), design(now()).sandboxes[0].forwarding) == ((False, True), False)


def test_everybody_is_told_which_and_since_when(lab: Topology, clock: list[float]) -> None:
    playing.start("lab", "storm", lab.owner)
    clock[0] += 3
    told = snapshot(now(), lab.owner)["topology"]["playing"]
    assert (told["scenario"], told["author"], told["elapsed"]) == ("storm", "owner-of-lab", 3)
    assert ([step["at"] for step in told["steps"]], told["length"]) == ([10, 10, 20], 25)
    messages = since(now(), now().number - 1)
    assert messages and messages[0]["playing"] == told
    playing.stop("lab", lab.owner)
    messages = since(now(), now().number - 1)
    assert messages and messages[0]["playing"] is None


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([], "has no steps; add one"),
        ([{"at": 0, "do": "cut", "object": "p9"}], "there is no patch p9; change or remove that step"),
    ],
    ids=["nothing", "something that is not there"],
)
def test_what_cannot_be_played_is_not_begun(lab: Topology, steps: list[Operation], reason: str) -> None:
    edit(lab, lab.owner, {"op": "add", "kind": "scenario", "value": {"name": "bad", "steps": steps}})
    with pytest.raises(Refused, match=reason):
        playing.start("lab", "bad", lab.owner)


def test_one_at_a_time_and_only_where_it_is_deployed(lab: Topology) -> None:
    playing.start("lab", "storm", lab.owner)
    with pytest.raises(Refused, match="scenario storm is being played; stop it first"):
        playing.start("lab", "storm", lab.owner)
    with pytest.raises(Refused, match="there is no scenario calm"):
        playing.stop("lab", lab.owner)
        playing.start("lab", "calm", lab.owner)
    changes.destroy("lab", lab.owner)
    with pytest.raises(Refused, match="is not deployed"):
        playing.start("lab", "storm", lab.owner)


def test_a_viewer_neither_begins_nor_stops_one(lab: Topology) -> None:
    vera = member(lab, "vera", "viewer")
    with pytest.raises(Forbidden):
        playing.start("lab", "storm", vera)
    playing.start("lab", "storm", lab.owner)
    with pytest.raises(Forbidden):
        playing.stop("lab", vera)


@pytest.mark.parametrize("how", ["demoted", "deleted"])
def test_it_ends_when_whoever_began_it_may_not_edit_any_more(
    lab: Topology, clock: list[float], how: str
) -> None:
    edith = member(lab, "edith", "editor")
    playing.start("lab", "storm", edith)
    clock[0] += 10
    playing.go_on()
    Membership.objects.filter(user=edith).delete()
    if how == "deleted":
        User.objects.filter(pk=edith.pk).delete()
    clock[0] += 10
    playing.go_on()
    assert (now().playing, wanted()) == (None, (True, False))
    assert "cannot go on at 0:20" in sentences(now())[-1]


def test_it_ends_when_the_topology_is_destroyed(lab: Topology, clock: list[float]) -> None:
    playing.start("lab", "storm", lab.owner)
    clock[0] += 10
    playing.go_on()
    changes.destroy("lab", lab.owner)
    clock[0] += 10
    playing.go_on()
    assert (now().playing, design(now()).endpoints[0].up) == (None, True)
    assert sentences(now())[-1].startswith("scenario storm cannot go on at 0:20: lab is not deployed")


def test_the_clock_reads_as_people_say_it() -> None:
    assert [plays.clock(seconds) for seconds in (0, 7, 62.5, 600)] == ["0:00", "0:07", "1:02.5", "10:00"]
