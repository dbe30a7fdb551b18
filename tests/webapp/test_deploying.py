"""What is deployed: an edit waits for the next deploy, unless each edit is deployed at once."""

from collections.abc import Callable

import pytest

from engine.designs import Wanted
from engine.status import Deviation, Drifted, Status
from tests.webapp.builders import add_sandbox, edit, place, remove, set_field, two_apps
from topology.formats.native import dump_yaml
from topology.values import Design
from webapp.store import changes, checkpoints, deployed, restoring, text, topologies, undoing
from webapp.store.errors import Refused
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import DeployedDesign, Topology
from webapp.store.reading import deployed_design, design, picture, since, snapshot

pytestmark = pytest.mark.django_db(transaction=True)

SLOWER = set_field("endpoint", "app1.eth0", delay="10ms")


@pytest.fixture
def lab() -> Topology:
    """Two apps, deployed at revision 2."""
    made = two_apps()
    changes.deploy("lab", made.owner)
    return topologies.find("lab")


def wanted() -> Wanted:
    found = StoredDesigns().get("lab")
    assert found
    return found


def waiting() -> dict[str, str]:
    return {each["name"]: each["effect"] for each in picture(topologies.find("lab")).waiting["objects"]}


def test_an_edit_waits_and_the_engine_keeps_what_is_deployed(lab: Topology) -> None:
    before = wanted()
    edit(lab, lab.owner, SLOWER, add_sandbox("app3"), remove("sandbox", "app2"))
    assert wanted() == before and before.revision == 2
    assert waiting() == {"app1.eth0": "change", "app3": "create", "app2": "remove", "app2.eth0": "remove"}


def test_another_process_keeps_the_same(lab: Topology) -> None:
    """What is read anew from the database equals what was remembered."""
    before = wanted()
    edit(lab, lab.owner, add_sandbox("app3"))
    row = DeployedDesign.objects.get()
    assert Design.model_validate(row.document) == before.design
    assert row.revision == 2


def test_a_deploy_deploys_all_that_waits(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    edit(lab, lab.owner, add_sandbox("app3"))
    changes.deploy("lab", lab.owner)
    assert (wanted().revision, wanted().design, waiting()) == (4, design(lab), {})
    assert not DeployedDesign.objects.exists()


def test_an_undo_of_all_that_waits_leaves_nothing_waiting(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    edit(lab, lab.owner, add_sandbox("app3"))
    undoing.undo("lab", lab.owner)
    undoing.undo("lab", lab.owner)
    assert (waiting(), wanted().revision) == ({}, 6)
    undoing.redo("lab", lab.owner)
    assert (waiting(), wanted().revision) == ({"app1.eth0": "change"}, 6)


def test_what_only_moves_in_the_drawing_does_not_wait(lab: Topology) -> None:
    before = wanted()
    edit(lab, lab.owner, place(app1=(10, 20)))
    assert (waiting(), wanted()) == ({}, before)
    edit(lab, lab.owner, SLOWER)
    edit(lab, lab.owner, place(app1=(30, 40)))
    assert (waiting(), wanted()) == ({"app1.eth0": "change"}, before)


def test_a_restored_revision_waits_too_and_nothing_waits_once_it_is_what_is_deployed(lab: Topology) -> None:
    before = wanted()
    restoring.restore("lab", 1, lab.owner)
    assert (wanted(), set(waiting().values())) == (before, {"remove"})
    restoring.restore("lab", 2, lab.owner)
    assert (wanted().revision, waiting()) == (4, {})


def test_what_is_written_as_text_waits_too(lab: Topology) -> None:
    before, base = wanted(), dump_yaml(design(lab))
    text.rewrite("lab", base, base.replace("{name: app2", "{name: app2, forwarding: true"), lab.owner)
    assert (wanted(), waiting()) == (before, {"app2": "change"})


def test_a_checkpoint_deploys_nothing_and_says_what_is_wanted(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    named = checkpoints.mark("lab", "slow", lab.owner)
    (message,) = since(topologies.find("lab"), named.number - 1) or []
    assert (message["deployed"], message["auto_deploy"], message["waiting"]["count"]) == (True, False, 1)
    assert waiting() == {"app1.eth0": "change"}


def test_of_very_many_that_wait_only_the_number_and_the_first_are_told(lab: Topology) -> None:
    edit(lab, lab.owner, *(add_sandbox(f"s{number}") for number in range(300)))
    told = picture(topologies.find("lab")).waiting
    assert (told["count"], len(told["objects"])) == (300, deployed.MOST_TOLD)


def test_with_auto_deploy_each_edit_is_deployed(lab: Topology) -> None:
    changes.set_auto_deploy("lab", True, lab.owner)
    edit(lab, lab.owner, SLOWER)
    assert (wanted().revision, wanted().design, waiting()) == (3, design(lab), {})


def test_with_auto_deploy_an_undo_and_a_redo_are_deployed_too(lab: Topology) -> None:
    changes.set_auto_deploy("lab", True, lab.owner)
    edit(lab, lab.owner, SLOWER)
    slower = wanted().design
    undoing.undo("lab", lab.owner)
    assert (wanted().revision, wanted().design == slower, waiting()) == (4, False, {})
    undoing.redo("lab", lab.owner)
    assert (wanted().revision, wanted().design, waiting()) == (5, slower, {})


def test_switching_auto_deploy_on_deploys_what_waits(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    changes.set_auto_deploy("lab", True, lab.owner)
    assert (wanted().revision, waiting()) == (3, {})


def test_switching_auto_deploy_off_keeps_what_is_deployed(lab: Topology) -> None:
    changes.set_auto_deploy("lab", True, lab.owner)
    edit(lab, lab.owner, SLOWER)
    changes.set_auto_deploy("lab", False, lab.owner)
    edit(lab, lab.owner, add_sandbox("app3"))
    assert (wanted().revision, waiting()) == (3, {"app3": "create"})


def test_auto_deploy_deploys_nothing_that_was_never_deployed() -> None:
    made = two_apps("drawn")
    changes.set_auto_deploy("drawn", True, made.owner)
    edit(made, made.owner, add_sandbox("app3"))
    assert StoredDesigns().get("drawn") is None
    assert topologies.find("drawn").deployed_revision is None


def test_what_is_destroyed_waits_for_nothing(lab: Topology) -> None:
    edit(lab, lab.owner, SLOWER)
    changes.destroy("lab", lab.owner)
    assert wanted().design is None
    assert waiting() == {} and not DeployedDesign.objects.exists()
    edit(lab, lab.owner, add_sandbox("app3"))
    assert waiting() == {}


def test_what_is_in_sync_stays_so_while_edits_wait(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, Status("in_sync", ""))
    edit(lab, lab.owner, SLOWER)
    assert wanted().is_settled
    assert topologies.find("lab").state == "in_sync"


def drifted() -> Status:
    what = Deviation("endpoint", "app1.eth0", "the MTU is 1400", "left as it is")
    operation = {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"mtu": 1400}}
    return Status("drifted", "", (), drift=Drifted((what,), (operation,)))


def test_adopted_drift_is_deployed_already(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, drifted())
    changes.adopt("lab", lab.owner)
    assert (wanted().revision, waiting()) == (3, {})


def test_drift_is_not_adopted_while_edits_wait(lab: Topology) -> None:
    StoredDesigns().report("lab", 2, drifted())
    edit(lab, lab.owner, add_sandbox("app3"))
    with pytest.raises(Refused, match="undo or deploy them first"):
        changes.adopt("lab", lab.owner)


@pytest.mark.parametrize(
    "between",
    [
        lambda owner: changes.deploy("lab", owner),
        lambda owner: changes.destroy("lab", owner),
        lambda owner: undoing.undo("lab", owner),
    ],
    ids=["deploy", "destroy", "undo"],
)
def test_the_engine_never_sees_an_edit_as_an_older_revision(
    lab: Topology, between: Callable[[object], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens between its two looks at the database."""
    edit(lab, lab.owner, SLOWER)

    def late(topology: Topology) -> object:
        between(lab.owner)
        return deployed_design(topology)

    monkeypatch.setattr("webapp.store.for_engine.deployed_design", late)
    found = wanted()
    if found.design is not None:
        delays = [each.delay for each in found.design.endpoints if each.name == "app1.eth0"]
        assert (found.revision, delays) in [(2, [None]), (3, ["10ms"]), (4, [None])]


def test_browsers_are_told_what_waits(lab: Topology) -> None:
    assert snapshot(lab, lab.owner)["waiting"] == {"count": 0, "objects": []}
    made = edit(lab, lab.owner, SLOWER)
    told = {"count": 1, "objects": [{"kind": "endpoint", "name": "app1.eth0", "effect": "change"}]}
    (message,) = since(topologies.find("lab"), made.number - 1) or []
    assert message["waiting"] == told
    deployed = changes.deploy("lab", lab.owner)
    (message,) = since(topologies.find("lab"), deployed.number - 1) or []
    assert (message["waiting"]["count"], message["auto_deploy"]) == (0, False)
