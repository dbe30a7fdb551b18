"""The design as YAML, read, checked and written back."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict

from engine.check import check
from topology.formats.lines import lines
from topology.formats.native import dump_yaml, load
from topology.problems import InvalidDesign, Problem
from topology.validation import structure
from webapp.api.reading import reads
from webapp.api.writing import writes
from webapp.store import reading, text
from webapp.store.models import Topology


class Text(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: str


class Rewritten(Text):
    base: str


@reads
def written(request: HttpRequest, topology: Topology) -> dict[str, Any]:
    """`{revision, text}`."""
    seen = reading.picture(topology)
    return {"revision": seen.topology.revision, "text": dump_yaml(seen.design)}


@writes(Text)
def checked(person: User, topology: Topology, body: Text) -> dict[str, Any]:
    """`{problems, storable}`, each problem with its `line`; nothing is changed."""
    try:
        design = load(body.text)
    except InvalidDesign as error:
        return {"problems": _placed(body.text, error.problems), "storable": False}
    return {"problems": _placed(body.text, check(design)), "storable": not structure(design)}


@writes(Rewritten)
def rewritten(person: User, topology: Topology, body: Rewritten) -> dict[str, Any]:
    """`{revision}` after what differs between `base` and `text` was taken into the design."""
    return {"revision": text.rewrite(topology.name, body.base, body.text, person).revision}


def _placed(written: str, problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    found = zip(problems, lines(written, problems), strict=True)
    return [problem.as_dict() | {"line": line} for problem, line in found]
