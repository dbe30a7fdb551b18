"""An earlier revision is restored by an edit like any other."""

import pytest

from tests.webapp.browser import browser, database
from tests.webapp.builders import edit, member, place, remove, two_apps
from topology.values import Design
from webapp.live.relay import Relay
from webapp.store import checkpoints, topologies, undoing
from webapp.store.errors import Forbidden
from webapp.store.reading import design
from webapp.store.restoring import restore

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_restored_revision_is_an_edit_with_a_sentence_that_can_be_undone() -> None:
    lab = two_apps()
    edit(lab, lab.owner, place(app1=(10, 20)))
    was = design(lab)
    edit(lab, lab.owner, remove("network", "lan1"), place(app1=(90, 90)))
    gone = design(lab)
    change = restore("lab", 3, lab.owner)
    assert (change.sentence, change.revision, change.kind) == ("restored revision 3", 5, "edit")
    assert design(lab) == was
    undoing.undo("lab", lab.owner)
    assert design(lab) == gone
    undoing.redo("lab", lab.owner)
    assert design(lab) == was


def test_a_restored_revision_keeps_the_topologys_new_name() -> None:
    lab = two_apps()
    topologies.rename("lab", "studio", lab.owner)
    restore("studio", 1, lab.owner)
    assert design(topologies.find("studio")) == Design(name="studio")


def test_restoring_what_is_stored_already_changes_nothing() -> None:
    lab = two_apps()
    before = topologies.find("lab").number
    assert restore("lab", 2, lab.owner).number == before
    assert topologies.find("lab").revision == 2


def test_a_viewer_restores_and_names_nothing() -> None:
    lab = two_apps()
    vera = member(lab, "vera", "viewer")
    with pytest.raises(Forbidden):
        restore("lab", 1, vera)
    for work in (checkpoints.mark, checkpoints.forget):
        with pytest.raises(Forbidden):
            work("lab", "mine", vera)


async def test_a_restored_revision_comes_as_a_change_like_any_other(relay: Relay) -> None:
    lab = await database(two_apps)
    async with browser(relay, lab.owner) as writer:
        await writer.hear("engine")
        await writer.say(type="restore", id="r", revision=1)
        change = await writer.hear("change")
        assert (change["revision"], change["sentence"]) == (3, "restored revision 1")
        assert all(each["after"] is None for each in change["delta"])
        await writer.say(type="restore", id="s", revision=99)
        [problem] = (await writer.hear("refused"))["problems"]
        assert (problem["reason"], problem["remedy"]) == ("lab has no revision 99", "choose one from 1 to 3")
