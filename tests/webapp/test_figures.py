"""What is only drawn is stored, undone and told like all else, and the engine never hears of it."""

import pytest

from engine.status import Deviation, Drifted, Status
from tests.webapp.builders import (
    Operation,
    add_figure,
    add_sandbox,
    edit,
    place,
    set_field,
    topology,
    two_apps,
)
from webapp import prompts
from webapp.prompts import Listener
from webapp.store import changes, restoring, rows, topologies, undoing
from webapp.store.errors import StaleRevision
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import DeployedDesign, Figure, Topology
from webapp.store.reading import deployed_design, design, picture

pytestmark = pytest.mark.django_db(transaction=True)

SLOWER = set_field("endpoint", "app1.eth0", delay="10ms")
ICON = set_field("sandbox", "app1", icon="firewall")


AREA = add_figure("area", title="DMZ", at=[0, 0], size=[300, 200])
NOTE = add_figure("note", text="Read me", at=[0, 300])
MARK = add_figure("mark", points=[0, 0, 10, 10])
DRAWN = [place(app1=(10, 20)), AREA, NOTE, MARK, ICON]


@pytest.fixture
def lab() -> Topology:
    """Two apps, deployed at revision 2 and in sync."""
    made = two_apps()
    changes.deploy("lab", made.owner)
    StoredDesigns().report("lab", 2, Status("in_sync", ""))
    return topologies.find("lab")


def now() -> Topology:
    return topologies.find("lab")


def test_figures_and_icons_are_stored_and_read() -> None:
    drawn = topology("drawn", None, add_sandbox("app1"), *DRAWN)
    read = rows.read(drawn)
    assert read == design(drawn)
    assert (read.areas[0].title, read.notes[0].text) == ("DMZ", "Read me")
    assert read.marks[0].points == (0, 0, 10, 10)
    assert read.sandboxes[0].icon == "firewall"


def test_figures_are_changed_in_place_and_gone_when_removed() -> None:
    drawn = topology("drawn", None, AREA, NOTE)
    edit(drawn, drawn.owner, set_field("area", "area1", colour="red"))
    edit(drawn, drawn.owner, {"op": "remove", "kind": "note", "name": "note1"})
    assert [(row.kind, row.fields["colour"]) for row in Figure.objects.all()] == [("area", "red")]
    assert rows.read(drawn) == design(drawn)


def test_an_edit_of_figures_is_undone_redone_and_restored() -> None:
    drawn = topology("drawn", None, AREA)
    before = design(drawn)
    edit(drawn, drawn.owner, set_field("area", "area1", title="Inside"), NOTE)
    after = design(drawn)
    undoing.undo("drawn", drawn.owner)
    assert design(drawn) == before
    undoing.redo("drawn", drawn.owner)
    assert design(drawn) == after
    restoring.restore("drawn", 2, drawn.owner)
    assert design(drawn) == before


@pytest.mark.parametrize("operation", DRAWN, ids=lambda operation: str(operation.get("kind", "place")))
def test_what_is_only_drawn_does_not_wait_and_the_engine_is_wanted_the_same(
    lab: Topology, operation: Operation
) -> None:
    before = StoredDesigns().get("lab")
    edit(lab, lab.owner, operation)
    assert StoredDesigns().get("lab") == before
    assert (picture(lab).waiting["count"], DeployedDesign.objects.exists()) == (0, False)
    assert (now().revision, now().effective_revision, now().deployed_revision) == (3, 2, 2)
    assert now().state == "in_sync"


def test_the_engine_sees_none_of_it(lab: Topology) -> None:
    edit(lab, lab.owner, *DRAWN)
    changes.deploy("lab", lab.owner)
    wanted = StoredDesigns().get("lab")
    assert wanted and wanted.design
    assert (wanted.design.areas, wanted.design.notes, wanted.design.marks) == ((), (), ())
    assert (wanted.design.layout, {each.icon for each in wanted.design.sandboxes}) == ({}, {None})


@pytest.mark.parametrize(
    ("operations", "woken"), [(DRAWN, False), ([SLOWER], True), ([NOTE, SLOWER], True)], ids=str
)
def test_the_engine_is_woken_by_what_is_more_than_drawn(
    lab: Topology, operations: list[Operation], woken: bool
) -> None:
    engine, web = Listener("engine"), Listener("web")
    edit(lab, lab.owner, *operations)
    heard = engine.receive(), web.receive()
    engine.close()
    web.close()
    news = prompts.News(str(lab.pk), "lab")
    assert heard == (news if woken else None, news)


def test_a_drawing_beside_edits_that_wait_does_not_add_to_them(lab: Topology) -> None:
    before = StoredDesigns().get("lab")
    edit(lab, lab.owner, NOTE)
    edit(lab, lab.owner, SLOWER)
    edit(lab, lab.owner, AREA)
    edit(lab, lab.owner, ICON)
    assert StoredDesigns().get("lab") == before
    assert [each["name"] for each in picture(lab).waiting["objects"]] == ["app1.eth0"]
    undoing.undo("lab", lab.owner)
    undoing.undo("lab", lab.owner)
    undoing.undo("lab", lab.owner)
    assert (picture(now()).waiting["count"], now().waits) == (0, False)


def test_another_process_finds_what_is_deployed_under_a_newer_drawing(
    lab: Topology, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(lab, lab.owner, NOTE)
    monkeypatch.setattr("webapp.store.reading._designs.find", lambda key: None)
    topology, found = deployed_design(now())
    assert (topology.deployed_revision, found) == (2, design(lab))


def test_with_auto_deploy_a_drawing_deploys_nothing_either(lab: Topology) -> None:
    changes.set_auto_deploy("lab", True, lab.owner)
    edit(lab, lab.owner, NOTE)
    assert (now().deployed_revision, now().revision) == (2, 3)


def test_a_plan_may_be_carried_out_after_a_drawing_but_not_after_an_edit(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    edit(lab, lab.owner, NOTE)
    changes.deploy("lab", lab.owner, 3)
    assert now().deployed_revision == 4
    edit(lab, lab.owner, add_sandbox("app3"))
    with pytest.raises(StaleRevision):
        changes.deploy("lab", lab.owner, 4)


def test_drift_can_be_adopted_after_a_drawing(lab: Topology) -> None:
    drift = Drifted((Deviation("endpoint", "app1.eth0", "has a delay of 10ms", "nothing"),), (SLOWER,), ())
    StoredDesigns().report("lab", 2, Status("drifted", "app1.eth0 has a delay", drift=drift))
    edit(lab, lab.owner, NOTE)
    changes.adopt("lab", lab.owner)
    assert (picture(now()).waiting["count"], now().deployed_revision) == (0, now().revision)
