"""Who may do what with which topology."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client

from tests.webapp.builders import add_sandbox, administrator, edit, member, person, topology
from webapp.store import changes, topologies, undoing
from webapp.store.access import role, visible
from webapp.store.errors import Forbidden
from webapp.store.models import Membership, Topology

pytestmark = pytest.mark.django_db(transaction=True)

EDITS: dict[str, Callable[[Topology, User], object]] = {
    "change": lambda lab, user: edit(lab, user, add_sandbox("x")),
    "undo": lambda lab, user: undoing.undo(lab.name, user),
    "redo": lambda lab, user: undoing.redo(lab.name, user),
    "deploy": lambda lab, user: changes.deploy(lab.name, user),
    "destroy": lambda lab, user: changes.destroy(lab.name, user),
    "repair": lambda lab, user: changes.repair(lab.name, user),
    "resync": lambda lab, user: changes.resync(lab.name, user),
    "set_drift": lambda lab, user: changes.set_drift(lab.name, "show", user),
}
OWNS: dict[str, Callable[[Topology, User], object]] = {
    "rename": lambda lab, user: topologies.rename(lab.name, "other", user),
    "delete": lambda lab, user: topologies.delete(lab.name, user),
    "share": lambda lab, user: topologies.share(lab.name, user, "editor", user),
}


def picture(lab: Topology) -> dict[str, object]:
    return dict(Topology.objects.filter(pk=lab.pk).values().get())


def test_a_role_is_ones_own_a_membership_or_none() -> None:
    lab = topology()
    assert role(lab.owner, lab) == "owner"
    assert role(member(lab, "e", "editor"), lab) == "editor"
    assert role(member(lab, "v", "viewer"), lab) == "viewer"
    assert role(person("stranger"), lab) is None
    assert role(AnonymousUser(), lab) is None


def test_a_superuser_owns_everything_and_somebody_inactive_nothing() -> None:
    lab = topology()
    assert role(administrator(), lab) == "owner"
    lab.owner.is_active = False
    assert role(lab.owner, lab) is None


def test_one_sees_what_one_has_a_role_in() -> None:
    mine = topology("mine")
    shared = topology("shared")
    topology("other")
    topologies.share("shared", mine.owner, "viewer", shared.owner)
    assert set(visible(mine.owner)) == {mine, shared}
    assert visible(administrator()).count() == 3
    assert not visible(AnonymousUser())


@pytest.mark.parametrize("way", EDITS)
def test_a_viewer_cannot_edit_this_way(way: str) -> None:
    lab = topology()
    viewer = member(lab, "viewer", "viewer")
    before = picture(lab)
    with pytest.raises(Forbidden, match="viewer is viewer of lab"):
        EDITS[way](lab, viewer)
    assert picture(lab) == before


@pytest.mark.parametrize("way", EDITS | OWNS)
def test_a_stranger_cannot_do_this(way: str) -> None:
    lab = topology()
    before = picture(lab)
    with pytest.raises(Forbidden):
        (EDITS | OWNS)[way](lab, person("stranger"))
    assert picture(lab) == before


@pytest.mark.parametrize("way", OWNS)
def test_an_editor_cannot_do_what_owners_do(way: str) -> None:
    lab = topology()
    editor = member(lab, "editor", "editor")
    with pytest.raises(Forbidden, match="not owner"):
        OWNS[way](lab, editor)


def test_an_editor_edits_and_deploys() -> None:
    lab = topology()
    editor = member(lab, "editor", "editor")
    edit(lab, editor, add_sandbox("x"))
    assert changes.deploy("lab", editor).payload["deployed"]


def test_a_viewer_may_keep_a_copy() -> None:
    lab = topology("lab", None, add_sandbox("x"))
    viewer = member(lab, "viewer", "viewer")
    copy = topologies.duplicate("lab", "copy", viewer)
    assert role(viewer, copy) == "owner"


@pytest.mark.parametrize("page", ["deploy", "destroy", "rename", "delete", "sharing"])
@pytest.mark.parametrize("role_", ["viewer", ""])
def test_no_page_lets_somebody_do_what_they_may_not(page: str, role_: str) -> None:
    lab = topology()
    client = Client()
    client.force_login(member(lab, "viewer", "viewer") if role_ else person("stranger"))
    before = picture(lab)
    answer = client.post(f"/topologies/lab/{page}/", {"name": "other", "user": "viewer", "role": "editor"})
    assert answer.status_code in (403, 404)
    assert picture(lab) == before
    assert not Membership.objects.filter(role="editor").exists()
