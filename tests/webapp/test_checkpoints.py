"""Revisions are given names, to come back to."""

import pytest
from django.test import Client

from tests.webapp.browser import browser, database
from tests.webapp.builders import add_sandbox, edit, member, two_apps
from webapp.live.relay import Relay
from webapp.store import changes, checkpoints, topologies
from webapp.store.errors import Refused
from webapp.store.for_engine import StoredDesigns

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_checkpoint_names_the_revision_that_is_stored_now(client: Client) -> None:
    lab = two_apps()
    change = checkpoints.mark("lab", "before the exam", lab.owner)
    assert (change.kind, change.sentence) == ("control", "named revision 2 “before the exam”")
    edit(lab, lab.owner, add_sandbox("app3"))
    client.force_login(lab.owner)
    [found] = client.get("/api/topologies/lab/changes/").json()["checkpoints"]
    assert (found["name"], found["revision"], found["author"]) == ("before the exam", 2, "owner-of-lab")
    assert topologies.find("lab").revision == 3


def test_a_name_stands_for_one_revision_until_it_is_forgotten() -> None:
    lab = two_apps()
    checkpoints.mark("lab", "good", lab.owner)
    assert checkpoints.mark("lab", "good", lab.owner).number == topologies.find("lab").number
    edit(lab, lab.owner, add_sandbox("app3"))
    with pytest.raises(Refused, match="revision 2 is called so already"):
        checkpoints.mark("lab", "good", lab.owner)
    assert checkpoints.forget("lab", "good", lab.owner).sentence == "forgot the checkpoint “good”"
    checkpoints.mark("lab", "good", lab.owner)
    assert [(each.name, each.revision) for each in checkpoints.of(lab)] == [("good", 3)]
    with pytest.raises(Refused, match="no revision is called so"):
        checkpoints.forget("lab", "bad", lab.owner)


def test_what_is_only_named_was_never_deployed() -> None:
    """The engine takes away what the store once deployed, and must leave alone what it did not."""
    lab = two_apps()
    checkpoints.mark("lab", "good", lab.owner)
    assert not StoredDesigns().known("lab")
    changes.deploy("lab", lab.owner)
    changes.destroy("lab", lab.owner)
    assert StoredDesigns().known("lab")


async def test_a_checkpoint_is_told_to_every_browser_at_once(relay: Relay) -> None:
    lab = await database(two_apps)
    other = await database(member, lab, "other", "viewer")
    async with browser(relay, lab.owner) as writer, browser(relay, other) as reader:
        await writer.hear("engine")
        await reader.hear("engine")
        await writer.say(type="checkpoint", id="c", name="  good  ")
        assert (await writer.hear("done"))["number"] == 3
        told = await reader.hear("control")
        assert told["checkpoint"] == {"name": "good", "forgotten": False}
        assert (told["author"], told["sentence"]) == ("owner-of-lab", "named revision 2 “good”")
        await writer.say(type="forget_checkpoint", id="f", name="good")
        assert (await reader.hear("control"))["checkpoint"] == {"name": "good", "forgotten": True}


async def test_a_checkpoint_needs_a_name_of_at_most_sixty_characters(relay: Relay) -> None:
    lab = await database(two_apps)
    async with browser(relay, lab.owner) as writer:
        await writer.hear("engine")
        for name in ("   ", "x" * 61):
            await writer.say(type="checkpoint", id="c", name=name)
            [problem] = (await writer.hear("refused"))["problems"]
            assert problem["field"].endswith("name")
