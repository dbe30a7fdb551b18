"""Any revision of a topology is rebuilt from the one of now and what was done since."""

import time
from typing import Any

import pytest

from tests.webapp.builders import add_sandbox, edit, topology
from tests.webapp.editing import Editor
from topology.delta import diff
from topology.formats.native import as_document
from topology.values import Design
from webapp.store import past, topologies
from webapp.store.models import Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


def at(lab: Topology, revision: int) -> Design:
    now = topologies.find(lab.name)
    return past.design_at(now, design(now), revision)


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
