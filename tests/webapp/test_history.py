"""The history of a topology: its log, any revision again, two compared, one restored, and names."""

import random
import time
from typing import Any

import pytest
from django.test import Client

from engine.status import Deviation, Drifted, ObjectState, Status
from tests.webapp.browser import browser, database
from tests.webapp.builders import (
    Operation,
    add_app,
    add_network,
    add_patch,
    add_sandbox,
    edit,
    member,
    place,
    remove,
    rename,
    set_field,
    topology,
    two_apps,
)
from topology.delta import diff
from topology.formats.native import as_document
from topology.problems import InvalidDesign
from topology.values import Design
from webapp.live.relay import Relay
from webapp.store import changes, checkpoints, past, topologies, undoing
from webapp.store.errors import Forbidden, Refused
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Topology
from webapp.store.reading import design
from webapp.store.restoring import restore

pytestmark = pytest.mark.django_db(transaction=True)


def read(client: Client, path: str, **parameters: Any) -> Any:
    return client.get(f"/api/topologies/lab/{path}", parameters).json()


def at(lab: Topology, revision: int) -> Design:
    now = topologies.find(lab.name)
    return past.design_at(now, design(now), revision)


class Editor:
    """Somebody who changes one topology at random, and remembers every revision of it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lab = topology()
        self.seen: dict[int, Design] = {1: design(self.lab)}

    def go_on(self, edits: int) -> None:
        for _ in range(edits):
            self.random.choice(
                (self.edit,) * 8 + (self.undo, self.redo, self.rename, self.replace, self.restore)
            )()
            self.lab = topologies.find(self.lab.name)
            self.seen.setdefault(self.lab.revision, design(self.lab))

    def edit(self) -> None:
        now = design(self.lab)
        try:
            edit(self.lab, self.lab.owner, self.operation(now))
        except InvalidDesign:
            return  # such as a name in use; nothing has changed then

    def operation(self, now: Design) -> Operation:
        choices: list[Operation] = [add_sandbox(self.name()), add_network(self.name())]
        if now.sandboxes and now.networks:
            box, lan = self.random.choice(now.sandboxes).name, self.random.choice(now.networks).name
            there = {box: (self.random.randrange(999), self.random.random() * 999)}
            choices += [
                add_app(box, lan)[1],
                add_patch(lan, self.random.choice(now.networks).name),
                set_field("sandbox", box, forwarding=self.random.random() < 0.5),
                rename("sandbox", box, self.name()),
                rename("network", lan, self.name()),
                remove(*self.random.choice((("sandbox", box), ("network", lan)))),
                place(**there),
            ]
        return self.random.choice(choices)

    def name(self) -> str:
        return f"{self.random.choice('abcdefgh')}{self.random.randrange(30)}"

    def undo(self) -> None:
        self.attempt(lambda: undoing.undo(self.lab.name, self.lab.owner))

    def redo(self) -> None:
        self.attempt(lambda: undoing.redo(self.lab.name, self.lab.owner))

    def attempt(self, work: Any) -> None:
        try:
            work()
        except Refused:
            return  # nothing to take back; nothing has changed then

    def rename(self) -> None:
        name = f"lab-{self.lab.revision}"
        topologies.rename(self.lab.name, name, self.lab.owner)
        self.lab = topologies.find(name)

    def replace(self) -> None:
        other = self.random.choice(list(self.seen.values()))
        edit(self.lab, self.lab.owner, {"op": "replace", "design": as_document(other)})

    def restore(self) -> None:
        restore(self.lab.name, self.random.choice(list(self.seen)), self.lab.owner)


@pytest.mark.parametrize("seed", range(6))
def test_every_revision_is_rebuilt_exactly_as_it_was(seed: int) -> None:
    editor = Editor(seed)
    editor.go_on(60)
    assert len(editor.seen) > 30
    for revision, was in editor.seen.items():
        rebuilt = at(editor.lab, revision)
        assert rebuilt == was, revision
        assert as_document(rebuilt) == as_document(was)


def test_the_difference_of_any_two_revisions_is_that_of_their_designs() -> None:
    editor = Editor(7)
    editor.go_on(40)
    now = design(editor.lab)
    for _ in range(60):
        one, other = editor.random.choices(list(editor.seen), k=2)
        assert past.difference(editor.lab, now, one, other) == diff(editor.seen[one], editor.seen[other])


def test_the_first_of_two_thousand_revisions_is_there_at_once() -> None:
    lab = topology()
    edit(lab, lab.owner, *(add_sandbox(f"app{number}") for number in range(200)))
    was = design(lab)
    rows = [
        lab.changes.model(
            topology=lab,
            number=2 + step,
            revision=2 + step,
            kind="edit",
            step="edit",
            at=lab.changed,
            sentence="moved app1",
            payload={"delta": [moved(f"app{step % 200}", step)]},
        )
        for step in range(1, 2001)
    ]
    lab.changes.bulk_create(rows)
    last = {f"app{step % 200}": (float(step), 0.0) for step in range(1, 2001)}
    Topology.objects.filter(pk=lab.pk).update(revision=2002, number=2002)
    lab = topologies.find("lab")
    now = was.model_copy(update={"layout": last})
    began = time.perf_counter()
    rebuilt = past.design_at(lab, now, 2)
    took = time.perf_counter() - began
    assert rebuilt == was
    assert took < 1, f"{took:.2f} s"


def moved(name: str, step: int) -> dict[str, Any]:
    """What the step before has left is where this one begins."""
    before = {"x": float(step - 200), "y": 0.0} if step > 200 else None
    return {"kind": "layout", "name": name, "before": before, "after": {"x": float(step), "y": 0.0}}


def test_the_log_is_read_newest_first_in_pages_without_gaps(client: Client) -> None:
    lab = topology()
    for number in range(120):
        edit(lab, lab.owner, add_sandbox(f"app{number}"))
    client.force_login(member(lab, "vera", "viewer"))
    numbers: list[int] = []
    before: dict[str, int] = {}
    while True:
        found = read(client, "changes/", **before)
        numbers += [each["number"] for each in found["changes"]]
        if not found["more"]:
            break
        before = {"before": numbers[-1]}
    assert numbers == list(range(121, 0, -1))


def test_an_entry_says_what_when_and_by_whom(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    newest, first = read(client, "changes/")["changes"]
    assert (newest["revision"], newest["kind"], newest["author"]) == (2, "edit", "owner-of-lab")
    assert newest["sentence"].startswith("added network lan1")
    assert first["sentence"] == "created the topology"
    assert "deviations" not in newest


def test_edits_alone_are_read_if_asked_for(client: Client) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    client.force_login(lab.owner)
    assert [each["kind"] for each in read(client, "changes/")["changes"]] == ["control", "edit", "edit"]
    assert [each["kind"] for each in read(client, "changes/", kind="edit")["changes"]] == ["edit", "edit"]


def test_what_had_deviated_stands_with_its_report(client: Client) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    StoredDesigns().report("lab", 2, drifted())
    client.force_login(lab.owner)
    assert read(client, "changes/")["changes"][0]["deviations"] == [
        {"kind": "sandbox", "name": "app1", "what": "was gone", "done": "made it again"}
    ]


def drifted() -> Status:
    deviation = Deviation("sandbox", "app1", "was gone", "made it again")
    return Status(
        "drifted", "", (ObjectState("sandbox", "app1", "drifted"),), drift=Drifted((deviation,), (), ())
    )


@pytest.mark.parametrize("parameters", [{"before": "x"}, {"before": "-1"}, {"kind": "party"}])
def test_a_parameter_that_is_none_is_refused_with_what_would_do(client: Client, parameters: Any) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    answer = client.get("/api/topologies/lab/changes/", parameters)
    assert answer.status_code == 400
    assert "give" in answer.json()["reason"]


def test_a_viewer_reads_a_revision_as_it_was(client: Client) -> None:
    lab = two_apps()
    was = as_document(design(lab))
    edit(lab, lab.owner, remove("sandbox", "app1"))
    client.force_login(member(lab, "vera", "viewer"))
    found = read(client, "revisions/2/")
    assert found["design"] == was
    assert (found["revision"], found["author"]) == (2, "owner-of-lab")


def test_a_revision_that_there_is_not_is_refused_with_those_that_there_are(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    answer = client.get("/api/topologies/lab/revisions/9/")
    assert answer.status_code == 409
    assert answer.json() == {"reason": "lab has no revision 9; choose one from 1 to 2"}


def test_history_is_shown_to_none_but_members(client: Client) -> None:
    two_apps()
    client.force_login(topologies.create("other", member(topology("third"), "eve", "viewer")).owner)
    for path in ("changes/", "revisions/1/", "compare/"):
        assert client.get(f"/api/topologies/lab/{path}").status_code == 404


def test_two_revisions_are_compared_object_by_object_in_words(client: Client) -> None:
    lab = two_apps()
    edit(lab, lab.owner, add_sandbox("app3"))
    edit(lab, lab.owner, set_field("sandbox", "app1", forwarding=True))
    client.force_login(lab.owner)
    found = read(client, "compare/", **{"from": 2, "to": 4})
    assert (found["from"], found["to"]) == (2, 4)
    assert [(each["name"], each["before"] is None) for each in found["delta"]] == [
        ("app1", False),
        ("app3", True),
    ]
    assert [each["sentence"] for each in found["delta"]] == [
        "changed forwarding of sandbox app1 from off to on",
        "added sandbox app3",
    ]
    assert found["sentence"] == "added sandbox app3; changed forwarding of sandbox app1 from off to on"
    back = read(client, "compare/", **{"from": 4, "to": 2})
    assert [(each["name"], each["after"] is None) for each in back["delta"]] == [
        ("app1", False),
        ("app3", True),
    ]


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


def test_a_checkpoint_names_the_revision_that_is_stored_now(client: Client) -> None:
    lab = two_apps()
    change = checkpoints.mark("lab", "before the exam", lab.owner)
    assert (change.kind, change.sentence) == ("control", "named revision 2 “before the exam”")
    edit(lab, lab.owner, add_sandbox("app3"))
    client.force_login(lab.owner)
    [found] = read(client, "changes/")["checkpoints"]
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


def test_sixty_edits_are_undone_and_done_again() -> None:
    lab = topology()
    was = [design(lab)]
    for number in range(60):
        edit(lab, lab.owner, add_sandbox(f"app{number}"))
        was.append(design(lab))
    for step in range(60):
        undoing.undo("lab", lab.owner)
        assert design(lab) == was[59 - step]
    for step in range(60):
        undoing.redo("lab", lab.owner)
        assert design(lab) == was[step + 1]


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


async def test_a_checkpoint_needs_a_name_of_at_most_sixty_characters(relay: Relay) -> None:
    lab = await database(two_apps)
    async with browser(relay, lab.owner) as writer:
        await writer.hear("engine")
        for name in ("   ", "x" * 61):
            await writer.say(type="checkpoint", id="c", name=name)
            [problem] = (await writer.hear("refused"))["problems"]
            assert problem["field"].endswith("name")
