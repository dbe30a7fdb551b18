"""What the engine reads from the store and writes into it."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError

from engine.errors import Transient
from engine.features import EVERY
from engine.status import Deviation, Drifted, ObjectState, Status, nothing_left
from tests.webapp.builders import add_sandbox, edit, remove, two_apps
from webapp.store import changes, log, topologies, undoing
from webapp.store.errors import Refused
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Change, Engine, ObjectStatus, Topology
from webapp.store.reading import design, picture

pytestmark = pytest.mark.django_db(transaction=True)


def status(state: Any, *objects: ObjectState, reason: str = "") -> Status:
    return Status(state, reason, objects)


def app1(state: Any, reason: str = "") -> ObjectState:
    return ObjectState("sandbox", "app1", state, reason)


def reports(lab: Topology) -> list[Change]:
    return list(Change.objects.filter(topology=lab, kind="report"))


@pytest.fixture
def lab() -> Topology:
    """Two apps, deployed: number 3, revision 2."""
    made = two_apps()
    changes.deploy("lab", made.owner)
    return topologies.find("lab")


def test_what_was_never_deployed_is_not_wanted() -> None:
    two_apps("drawn")
    designs = StoredDesigns()
    assert not list(designs.wanted())
    assert designs.get("drawn") is None
    assert not designs.known("drawn")


def test_what_is_deployed_is_wanted_as_designed(lab: Topology) -> None:
    (wanted,) = StoredDesigns().wanted()
    assert (wanted.name, wanted.revision, wanted.drift, wanted.settled) == ("lab", 2, "repair", None)
    assert wanted.design == design(lab)
    assert StoredDesigns().get("lab") == wanted


def test_what_was_destroyed_is_to_be_taken_away_until_nothing_is_left(lab: Topology) -> None:
    changes.destroy("lab", lab.owner)
    designs = StoredDesigns()
    wanted = designs.get("lab")
    assert wanted and wanted.design is None
    designs.report("lab", 2, nothing_left())
    assert designs.get("lab") is None
    assert designs.known("lab")


def test_that_nothing_is_left_is_no_news_of_what_was_deployed_again(lab: Topology) -> None:
    changes.destroy("lab", lab.owner)
    changes.deploy("lab", lab.owner)
    StoredDesigns().report("lab", 2, nothing_left())
    assert topologies.find("lab").built


def test_a_report_of_an_edit_leaves_the_other_objects_as_they_are(lab: Topology) -> None:
    designs = StoredDesigns()
    designs.report("lab", 2, status("in_sync", app1("in_sync"), ObjectState("sandbox", "app2", "in_sync")))
    endpoint = ObjectState("endpoint", "app1.eth0", "in_sync")
    designs.report("lab", 2, Status("in_sync", "", (endpoint,), gone=(("sandbox", "app2"),)))
    told = {(row.kind, row.name) for row in ObjectStatus.objects.all()}
    assert told == {("sandbox", "app1"), ("endpoint", "app1.eth0")}
    assert reports(lab)[-1].payload["objects"] == [
        {"kind": "endpoint", "name": "app1.eth0", "state": "in_sync", "reason": ""},
        {"kind": "sandbox", "name": "app2", "state": "designed", "reason": ""},
    ]


def test_a_report_is_stored_and_logged(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, status("in_sync", app1("in_sync")))
    now = topologies.find("lab")
    assert (now.state, now.observed_revision, now.settled, now.number) == ("in_sync", 2, 2, 4)
    (report,) = reports(lab)
    assert report.payload["objects"] == [
        {"kind": "sandbox", "name": "app1", "state": "in_sync", "reason": ""}
    ]


def test_a_report_says_only_what_changed(lab: Topology) -> None:
    designs = StoredDesigns()
    other = ObjectState("sandbox", "app2", "in_sync")
    designs.report("lab", 2, status("in_sync", app1("in_sync"), other))
    designs.report("lab", 2, status("failed", app1("failed", "no room"), other, reason="no room"))
    assert [each["name"] for each in reports(lab)[1].payload["objects"]] == ["app1"]
    assert reports(lab)[1].sentence == "failed: no room"


def test_of_more_objects_than_one_statement_takes_each_is_stored(lab: Topology) -> None:
    facts = (("port state", "100% 'forwarding'"),)
    first = [ObjectState("sandbox", f"app{number}", "applying", "50% made") for number in range(400)]
    then = [replace(each, state="in_sync", reason="", facts=facts) for each in first]
    for objects in (first, then):
        StoredDesigns().report("lab", 2, status("in_sync", *objects))
    stored = ObjectStatus.objects.filter(topology=lab, state="in_sync", reason="").values_list(
        "name", "facts"
    )
    assert dict(stored) == {each.name: [list(fact) for fact in facts] for each in then}


def test_the_same_again_is_no_news(lab: Topology) -> None:
    designs = StoredDesigns()
    for _ in range(2):
        designs.report("lab", 2, status("in_sync", app1("in_sync")))
    assert len(reports(lab)) == 1


def test_an_object_that_is_no_more_spoken_of_is_designed(lab: Topology) -> None:
    designs = StoredDesigns()
    designs.report("lab", 2, status("in_sync", app1("in_sync")))
    designs.report("lab", 2, status("in_sync"))
    assert not ObjectStatus.objects.exists()
    assert reports(lab)[1].payload["objects"][0]["state"] == "designed"


def test_a_repair_unsettles_so_that_drift_is_put_back(lab: Topology) -> None:
    designs = StoredDesigns()
    designs.report("lab", 2, status("in_sync"))
    designs.report("lab", 2, status("drifted"))
    wanted = designs.get("lab")
    assert wanted and wanted.is_settled
    changes.repair("lab", lab.owner)
    wanted = designs.get("lab")
    assert wanted and not wanted.is_settled
    designs.report("lab", 2, status("in_sync"))
    wanted = designs.get("lab")
    assert wanted and wanted.is_settled


def test_status_never_touches_the_design(lab: Topology) -> None:
    before = design(lab)
    StoredDesigns().report("lab", 2, status("failed", app1("failed")))
    assert design(lab) == before
    assert topologies.find("lab").revision == 2


def test_a_report_about_what_was_deleted_is_nobodys_business() -> None:
    StoredDesigns().report("gone", 1, status("in_sync"))
    assert not Change.objects.exists()


def test_every_object_has_a_state(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, status("applying", app1("in_sync")))
    edit(lab, lab.owner, add_sandbox("app3"), remove("sandbox", "app2"))
    states = {each["name"]: each["state"] for each in picture(lab).objects}
    assert states == {"lan1": "designed", "app1": "in_sync", "app3": "designed", "app1.eth0": "designed"}


def test_a_service_is_an_object_with_a_state_of_its_own(lab: Topology) -> None:
    web = {"name": "web", "command": ["httpd"]}
    edit(lab, lab.owner, add_sandbox("app3", services=[web, {**web, "name": "db"}]))
    failed = ObjectState("service", "app3.web", "failed", "service web exited with status 3")
    StoredDesigns().report("lab", 3, status("failed", failed))
    states = {(each["kind"], each["name"]): each["state"] for each in picture(topologies.find("lab")).objects}
    assert states["service", "app3.web"] == "failed"
    assert states["service", "app3.db"] == "designed"
    assert reports(lab)[-1].payload["objects"] == [
        {
            "kind": "service",
            "name": "app3.web",
            "state": "failed",
            "reason": "service web exited with status 3",
        }
    ]


def test_there_is_one_row_an_engine() -> None:
    designs = StoredDesigns()
    designs.beat("simulation", EVERY)
    designs.beat("root", frozenset({"tbf"}))
    assert Engine.objects.get().mode == "root"


def drifted(*operations: dict[str, Any]) -> Status:
    what = Deviation("endpoint", "app1.eth0", "address 10.0.0.9/24 is not in the design", "left as it is")
    return Status("drifted", "", (), drift=Drifted((what,), operations, ("lan1 is down",)))


ANOTHER = {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"addresses": ["10.0.0.9/24"]}}


def test_every_deviation_is_in_the_log_with_what_was_done(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, drifted(ANOTHER))
    (report,) = reports(lab)
    assert report.payload["deviations"] == [
        {
            "kind": "endpoint",
            "name": "app1.eth0",
            "what": "address 10.0.0.9/24 is not in the design",
            "done": "left as it is",
        }
    ]
    assert (report.payload["adoptable"], report.payload["left"]) == (True, ["lan1 is down"])


def test_drift_is_adopted_by_an_edit_that_can_be_undone(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, drifted(ANOTHER))
    change = changes.adopt("lab", lab.owner)
    assert (change.kind, change.revision, change.author) == ("edit", 3, lab.owner)
    assert design(topologies.find("lab")).endpoints[0].addresses == ("10.0.0.9/24",)
    undoing.undo("lab", lab.owner)
    assert design(topologies.find("lab")).endpoints[0].addresses == ("10.0.0.2/24",)


def test_drift_of_an_older_revision_is_not_adopted(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, drifted(ANOTHER))
    edit(lab, lab.owner, add_sandbox("app3"))
    with pytest.raises(Refused):
        changes.adopt("lab", lab.owner)


def test_what_is_in_sync_again_is_not_adopted(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, drifted(ANOTHER))
    StoredDesigns().report("lab", 2, status("in_sync"))
    with pytest.raises(Refused):
        changes.adopt("lab", lab.owner)


def test_a_full_disk_is_nothing_that_a_design_is_to_blame_for(
    lab: Topology, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(log, "append", full)
    with pytest.raises(Transient, match=r"cannot be used \(database or disk is full\)"):
        StoredDesigns().report("lab", 2, status("in_sync", app1("in_sync")))
