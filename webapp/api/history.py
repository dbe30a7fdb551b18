"""What happened to a topology, and what its design was."""

from typing import Any

from django.http import HttpRequest

from topology.delta import Difference, as_json, sentence
from topology.formats.native import as_document
from webapp.api.parameters import choice, number
from webapp.api.reading import reads
from webapp.store import checkpoints, past, reading
from webapp.store.models import Change, Checkpoint, Topology
from webapp.store.models.history import Kind

Answer = dict[str, Any]


@reads
def changes(request: HttpRequest, topology: Topology) -> Answer:
    """`{changes, more, checkpoints}`: one page of the log, newest first, and all checkpoints."""
    before = number(request, "before", None)
    found = past.page(topology, before, choice(request, "kind", Kind.values))
    return {
        "changes": [_entry(change) for change in found],
        "more": len(found) == past.PAGE,
        "checkpoints": [_checkpoint(each) for each in checkpoints.of(topology)],
    }


@reads
def revision(request: HttpRequest, topology: Topology, revision: int) -> Answer:
    """`{revision, at, author, sentence, design}`, as it was then."""
    seen = reading.picture(topology)
    edit = past.edit(seen.topology, revision)
    design = past.design_at(seen.topology, seen.design, revision)
    return {
        "revision": revision,
        "at": edit.at.isoformat(),
        "author": _author(edit),
        "sentence": edit.sentence,
        "design": as_document(design),
    }


@reads
def compare(request: HttpRequest, topology: Topology) -> Answer:
    """`{from, to, sentence, delta}`; each difference has a sentence of its own too."""
    seen = reading.picture(topology)
    first = number(request, "from", 1)
    second = number(request, "to", seen.topology.revision)
    for each in (first, second):
        past.edit(seen.topology, each)
    delta = past.difference(seen.topology, seen.design, first, second)
    told = [_told(each) for each in delta]
    return {"from": first, "to": second, "sentence": sentence(delta), "delta": told}


def _entry(change: Change) -> Answer:
    entry = {
        "number": change.number,
        "revision": change.revision,
        "kind": change.kind,
        "author": _author(change),
        "at": change.at.isoformat(),
        "sentence": change.sentence,
    }
    found = change.payload.get("deviations")
    return entry | ({"deviations": found} if found else {})


def _checkpoint(checkpoint: Checkpoint) -> Answer:
    return {
        "name": checkpoint.name,
        "revision": checkpoint.revision,
        "author": _author(checkpoint),
        "at": checkpoint.at.isoformat(),
    }


def _author(of: Change | Checkpoint) -> str | None:
    return of.author.get_username() if of.author else None


def _told(difference: Difference) -> Answer:
    [plain] = as_json((difference,))
    return plain | {"sentence": sentence((difference,))}
