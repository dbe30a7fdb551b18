"""store.change: the only way in which a design changes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.webapp.builders import (
    add_app,
    add_endpoint,
    add_network,
    add_patch,
    add_sandbox,
    edit,
    place,
    remove,
    rename,
    set_field,
    topology,
    two_apps,
)
from topology.problems import InvalidDesign
from webapp.store import changes, rows, topologies
from webapp.store.errors import NoSuchTopology, StaleRevision
from webapp.store.models import Change, Endpoint, Sandbox, Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


def stored(lab: Topology) -> object:
    """As the rows have it, past every cache."""
    return rows.read(topologies.find(lab.name))


def test_an_edit_is_stored_numbered_and_told() -> None:
    lab = topology()
    change = edit(lab, lab.owner, add_network("lan1"), *add_app("app1", "lan1"))
    assert (change.number, change.revision, change.author) == (2, 2, lab.owner)
    assert change.sentence == "added network lan1, sandbox app1 and its endpoint app1.eth0"
    assert {each["name"] for each in change.payload["delta"]} == {"lan1", "app1", "app1.eth0"}
    assert design(lab) == stored(lab)
    assert design(lab).endpoints[0].addresses == ("10.0.0.2/24",)


@pytest.mark.parametrize(
    "operations",
    [
        [add_network("lan2", subnets=["fd00::/64"], options={"stp": True, "mtu": 9000})],
        [add_network("lan2"), add_patch("lan1", "lan2", rate="1gbit", up=False)],
        [add_sandbox("router", forwarding=True, routes=[{"to": "0.0.0.0/0", "via": "10.0.0.1"}])],
        [add_sandbox("web", services=[{"name": "web", "command": ["sleep", "9"]}])],
        [add_endpoint("app1", "lan1", mac="02:00:00:00:00:01", addresses=[], gateway_priority=3)],
        [set_field("endpoint", "app1.eth0", delay="20ms", loss="1%", mtu=1400)],
        [set_field("network", "lan1", gateway=[])],
        [rename("sandbox", "app1", "web"), rename("network", "lan1", "dmz")],
        [rename("endpoint", "app1.eth0", "lan")],
        [rename("sandbox", "app1", "x"), rename("sandbox", "app2", "app1"), rename("sandbox", "x", "app2")],
        [remove("sandbox", "app1")],
        [remove("network", "lan1")],
        [remove("endpoint", "app2.eth0"), add_sandbox("app2-next")],
        [place(app1=(1.5, 2), lan1=(-3, 4))],
    ],
    ids=lambda operations: "-".join(each["op"] for each in operations),
)
def test_the_rows_hold_what_was_edited(operations: list[dict[str, object]]) -> None:
    lab = two_apps()
    edit(lab, lab.owner, place(app1=(10, 20), app2=(30, 40), lan1=(50, 60)))
    before = design(lab)
    edit(lab, lab.owner, *operations)
    assert design(lab) == stored(lab)
    assert stored(lab) != before


def test_an_edit_of_an_older_revision_is_a_conflict() -> None:
    lab = two_apps()
    with pytest.raises(StaleRevision) as refusal:
        changes.change("lab", 1, [add_sandbox("app3")], lab.owner)
    assert refusal.value.revision == 2
    assert topologies.find("lab").number == 2


def test_an_invalid_edit_changes_nothing() -> None:
    lab = two_apps()
    before = stored(lab)
    with pytest.raises(InvalidDesign) as refusal:
        edit(lab, lab.owner, add_sandbox("app3"), add_endpoint("app3", "nowhere"), add_sandbox("Not A Name"))
    assert len(refusal.value.problems) >= 2
    assert stored(lab) == before
    assert topologies.find("lab").revision == 2


def test_what_changes_nothing_is_not_logged() -> None:
    lab = two_apps()
    change = edit(lab, lab.owner, set_field("endpoint", "app1.eth0", up=True))
    assert (change.number, change.revision) == (2, 2)


def test_there_must_be_such_a_topology() -> None:
    with pytest.raises(NoSuchTopology):
        changes.change("nowhere", 1, [], None)


def test_an_edit_of_a_large_design_takes_few_queries() -> None:
    lab = topology("lab", None, add_network("lan1"))
    apps = [operation for number in range(300) for operation in add_app(f"app{number}", "lan1")]
    edit(lab, lab.owner, *apps)
    with CaptureQueriesContext(connection) as queries:
        edit(lab, lab.owner, *[set_field("endpoint", f"app{number}.eth0", up=False) for number in range(50)])
    assert len(queries) < 20
    with CaptureQueriesContext(connection) as queries:
        assert len(rows.read(lab).endpoints) == 300
    assert len(queries) == 5


def test_the_log_has_no_gaps() -> None:
    lab = two_apps()
    for number in range(3):
        edit(lab, lab.owner, place(app1=(number, number)))
    changes.deploy("lab", lab.owner)
    assert list(Change.objects.filter(topology=lab).values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_database_itself_refuses_an_interface_twice() -> None:
    lab = two_apps()
    end = Endpoint.objects.filter(topology=lab).first()
    assert end
    with pytest.raises(IntegrityError), transaction.atomic():
        Endpoint.objects.create(topology=lab, sandbox=end.sandbox, network=end.network, interface="eth0")


def test_the_database_itself_refuses_a_name_twice() -> None:
    lab = two_apps()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sandbox.objects.create(topology=lab, name="app1")


@pytest.mark.parametrize("field, value", [("state", "odd"), ("drift", "odd"), ("name", "Not a name")])
def test_the_database_itself_refuses_what_is_no_word_of_the_model(field: str, value: str) -> None:
    lab = topology()
    with pytest.raises(IntegrityError), transaction.atomic():
        Topology.objects.filter(pk=lab.pk).update(**{field: value})
