"""Topologies as a whole."""

import pytest

from engine.status import nothing_left
from tests.webapp.builders import add_network, add_sandbox, edit, person, place, topology, two_apps
from topology.problems import InvalidDesign
from webapp.store import changes, rows, topologies
from webapp.store.errors import NoSuchTopology, Refused
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_name_is_taken_once_on_a_machine() -> None:
    topology("lab")
    with pytest.raises(InvalidDesign, match="is taken"):
        topologies.create("lab", person("other"))


@pytest.mark.parametrize("name", ["", "-lab", "Lab", "a b", "a" * 33, "lab/../x", "läb"])
def test_a_name_is_plain(name: str) -> None:
    with pytest.raises(InvalidDesign, match="is not a name"):
        topologies.create(name, person("owner"))


def test_a_copy_has_the_design_and_its_positions_and_a_life_of_its_own() -> None:
    lab = two_apps()
    edit(lab, lab.owner, place(app1=(1, 2)))
    copy = topologies.duplicate("lab", "copy", lab.owner)
    assert design(copy) == design(lab).model_copy(update={"name": "copy"})
    edit(copy, lab.owner, add_sandbox("x"))
    assert len(design(lab).sandboxes) == 2


def test_a_new_name_is_a_change_like_others() -> None:
    lab = two_apps()
    change = topologies.rename("lab", "new", lab.owner)
    assert (change.number, change.revision) == (3, 3)
    found = topologies.find("new")
    assert design(found).name == "new" and rows.read(found) == design(found)
    with pytest.raises(NoSuchTopology):
        topologies.find("lab")


def test_a_new_name_must_be_free() -> None:
    lab = two_apps()
    topology("other")
    with pytest.raises(InvalidDesign, match="is taken"):
        topologies.rename("lab", "other", lab.owner)
    assert topologies.find("lab").number == 2


@pytest.mark.parametrize("way", [topologies.delete, lambda name, user: topologies.rename(name, "new", user)])
def test_what_is_deployed_is_neither_renamed_nor_deleted(way: object) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    with pytest.raises(Refused, match="destroy it first"):
        way("lab", lab.owner)  # type: ignore[operator]
    changes.destroy("lab", lab.owner)
    with pytest.raises(Refused, match="still being destroyed"):
        way("lab", lab.owner)  # type: ignore[operator]
    StoredDesigns().report("lab", 2, nothing_left())
    way("lab", lab.owner)  # type: ignore[operator]
    assert not Topology.objects.filter(name="lab").exists()


def test_deleting_takes_everything_of_it() -> None:
    lab = two_apps()
    topologies.delete("lab", lab.owner)
    assert not Topology.objects.exists()


def test_what_cannot_be_built_is_not_deployed() -> None:
    lab = topology("lab", None, add_network("lan1", driver="token-ring"))
    with pytest.raises(InvalidDesign) as refusal:
        changes.deploy("lab", lab.owner)
    assert [problem.field for problem in refusal.value.problems] == ["driver"]
    assert not topologies.find("lab").deployed


def test_a_repair_needs_something_deployed() -> None:
    lab = two_apps()
    with pytest.raises(Refused, match="deploy it first"):
        changes.repair("lab", lab.owner)
