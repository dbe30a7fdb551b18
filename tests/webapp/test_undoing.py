"""Undo and redo: each user's own edits, by their inverse."""

import pytest

from tests.webapp.builders import (
    add_app,
    add_endpoint,
    add_network,
    add_sandbox,
    edit,
    member,
    place,
    remove,
    set_field,
    topology,
)
from webapp.store.errors import Forbidden, Refused
from webapp.store.models import Topology
from webapp.store.reading import design
from webapp.store.undoing import redo, undo

pytestmark = pytest.mark.django_db(transaction=True)


def sandboxes(lab: Topology) -> list[str]:
    return [sandbox.name for sandbox in design(lab).sandboxes]


def test_undo_takes_ones_own_edits_back_one_after_the_other() -> None:
    lab = topology()
    for name in ("a", "b", "c"):
        edit(lab, lab.owner, add_sandbox(name))
    undo("lab", lab.owner)
    change = undo("lab", lab.owner)
    assert sandboxes(lab) == ["a"]
    assert (change.revision, change.sentence) == (6, "undo: removed sandbox b")


def test_redo_does_them_again_in_order() -> None:
    lab = topology()
    for name in ("a", "b"):
        edit(lab, lab.owner, add_sandbox(name))
    undo("lab", lab.owner)
    undo("lab", lab.owner)
    redo("lab", lab.owner)
    assert sandboxes(lab) == ["a"]
    redo("lab", lab.owner)
    assert sandboxes(lab) == ["a", "b"]


def test_sixty_edits_are_undone_and_done_again() -> None:
    lab = topology()
    was = [design(lab)]
    for number in range(60):
        edit(lab, lab.owner, add_sandbox(f"app{number}"))
        was.append(design(lab))
    for step in range(60):
        undo("lab", lab.owner)
        assert design(lab) == was[59 - step]
    for step in range(60):
        redo("lab", lab.owner)
        assert design(lab) == was[step + 1]


def test_undo_and_redo_may_alternate_for_ever() -> None:
    lab = topology()
    edit(lab, lab.owner, add_sandbox("a"))
    edit(lab, lab.owner, add_sandbox("b"))
    for _ in range(3):
        undo("lab", lab.owner)
        assert sandboxes(lab) == ["a"]
        redo("lab", lab.owner)
        assert sandboxes(lab) == ["a", "b"]


def test_an_edit_ends_what_can_be_redone() -> None:
    lab = topology()
    edit(lab, lab.owner, add_sandbox("a"))
    undo("lab", lab.owner)
    edit(lab, lab.owner, add_sandbox("b"))
    with pytest.raises(Refused, match="no edit of yours to redo"):
        redo("lab", lab.owner)


def test_somebody_elses_edits_stay() -> None:
    lab = topology()
    other = member(lab, "other", "editor")
    edit(lab, lab.owner, add_sandbox("mine"))
    edit(lab, other, add_sandbox("theirs"))
    undo("lab", lab.owner)
    assert sandboxes(lab) == ["theirs"]


def test_what_others_have_changed_since_is_passed_over() -> None:
    lab = topology()
    other = member(lab, "other", "editor")
    edit(lab, lab.owner, add_sandbox("a"))
    edit(lab, lab.owner, add_sandbox("b"))
    edit(lab, other, set_field("sandbox", "b", forwarding=True))
    with pytest.raises(Refused, match="“added sandbox b” cannot be reversed"):
        undo("lab", lab.owner)
    assert sandboxes(lab) == ["a", "b"]
    undo("lab", lab.owner)
    assert sandboxes(lab) == ["b"]


def test_what_others_have_built_upon_is_not_pulled_away() -> None:
    lab = topology()
    other = member(lab, "other", "editor")
    edit(lab, lab.owner, add_network("lan1"))
    edit(lab, other, *add_app("a", "lan1"))
    before = design(lab)
    with pytest.raises(Refused):
        undo("lab", lab.owner)
    assert design(lab) == before


def test_redo_goes_on_after_somebody_elses_edit() -> None:
    lab = topology()
    other = member(lab, "other", "editor")
    edit(lab, lab.owner, add_sandbox("mine"))
    undo("lab", lab.owner)
    edit(lab, other, add_sandbox("theirs"))
    redo("lab", lab.owner)
    assert sandboxes(lab) == ["mine", "theirs"]


def test_redo_of_what_somebody_else_has_made_meanwhile_loses_nothing() -> None:
    lab = topology()
    other = member(lab, "other", "editor")
    edit(lab, lab.owner, add_sandbox("a"))
    undo("lab", lab.owner)
    edit(lab, other, add_sandbox("a", forwarding=True))
    before = design(lab)
    with pytest.raises(Refused, match="redo once more to go on"):
        redo("lab", lab.owner)
    assert design(lab) == before


def test_a_field_that_others_set_beside_ones_own_is_not_lost_by_an_undo() -> None:
    lab = topology("lab", None, add_sandbox("a"))
    other = member(lab, "other", "editor")
    edit(lab, lab.owner, set_field("sandbox", "a", forwarding=True))
    edit(lab, other, set_field("sandbox", "a", routes=[{"to": "0.0.0.0/0", "via": "10.0.0.1"}]))
    before = design(lab)
    with pytest.raises(Refused, match="the same has been changed again"):
        undo("lab", lab.owner)
    assert design(lab) == before


def test_a_hundred_edits_are_undone_in_a_row() -> None:
    lab = topology("lab", None, add_sandbox("a"), place(a=(0, 0)))
    before = design(lab)
    for number in range(1, 101):
        edit(lab, lab.owner, place(a=(number, 0)))
    for _ in range(100):
        undo("lab", lab.owner)
    assert design(lab) == before


def test_a_removal_comes_back_with_all_that_hung_on_it() -> None:
    lab = topology()
    edit(lab, lab.owner, add_network("lan1"), add_sandbox("a"))
    edit(lab, lab.owner, add_endpoint("a", "lan1"))
    edit(lab, lab.owner, place(a=(1, 2), lan1=(3, 4)))
    before = design(lab)
    edit(lab, lab.owner, remove("network", "lan1"))
    undo("lab", lab.owner)
    assert design(lab) == before


def test_the_beginning_of_a_topology_cannot_be_undone() -> None:
    lab = topology()
    with pytest.raises(Refused, match="no edit of yours to undo"):
        undo("lab", lab.owner)


def test_a_viewer_undoes_nothing() -> None:
    lab = topology()
    viewer = member(lab, "viewer", "viewer")
    with pytest.raises(Forbidden):
        undo("lab", viewer)
