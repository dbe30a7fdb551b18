"""What a browser may say, and how it is carried out."""

import json
import logging
from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.contrib.auth.models import User
from django.db import OperationalError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from topology.problems import InvalidDesign, Problem
from webapp.store import changes, checkpoints, playing, restoring, undoing
from webapp.store.errors import Forbidden, NoSuchTopology, Refused, StaleRevision
from webapp.store.models import Change
from webapp.store.reading import Message

LARGEST = 4 * 1024 * 1024
"""Bytes of one message; a whole design must fit."""


AWAY = "mend that on the server, or ask who runs it, then do it again"

logger = logging.getLogger(__name__)


class Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


CheckpointName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Hello(Request):
    type: Literal["hello"]
    after: int | None


class Edit(Request):
    type: Literal["edit"]
    id: str = Field(max_length=200)
    revision: int
    operations: list[dict[str, Any]]
    deploy: bool = False


class Deploy(Request):
    type: Literal["deploy"]
    id: str = Field(max_length=200)
    revision: int


class Plain(Request):
    type: Literal["destroy", "repair", "adopt", "undo", "redo", "stop"]
    id: str = Field(max_length=200)


class Play(Request):
    type: Literal["play"]
    id: str = Field(max_length=200)
    scenario: str = Field(max_length=64)


class Drift(Request):
    type: Literal["drift"]
    id: str = Field(max_length=200)
    policy: Literal["repair", "show"]


class AutoDeploy(Request):
    type: Literal["auto_deploy"]
    id: str = Field(max_length=200)
    on: bool


class Restore(Request):
    type: Literal["restore"]
    id: str = Field(max_length=200)
    revision: int = Field(ge=1, lt=2**31)


class Checkpoint(Request):
    type: Literal["checkpoint", "forget_checkpoint"]
    id: str = Field(max_length=200)
    name: CheckpointName


Key = Annotated[str, Field(max_length=100)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Presence(Request):
    """What somebody points at; nothing is done, so nothing is answered."""

    type: Literal["presence"]
    cursor: tuple[Number, Number] | None = None
    chosen: tuple[Key, ...] = Field(default=(), max_length=100)
    holds: tuple[Key, ...] = Field(default=(), max_length=100)
    field: Key | None = None
    sight: tuple[Number, Number, Number] | None = None


Act = Edit | Deploy | Drift | AutoDeploy | Restore | Checkpoint | Play | Plain
_REQUEST: TypeAdapter[Hello | Presence | Act] = TypeAdapter(
    Annotated[
        Hello | Presence | Edit | Deploy | Drift | AutoDeploy | Restore | Checkpoint | Play | Plain,
        Field(discriminator="type"),
    ]
)
_PLAIN: dict[str, Callable[[str, User], Change]] = {
    "destroy": changes.destroy,
    "repair": changes.repair,
    "adopt": changes.adopt,
    "undo": undoing.undo,
    "redo": undoing.redo,
    "stop": playing.stop,
}
_CHECKPOINT: dict[str, Callable[[str, str, User], Change]] = {
    "checkpoint": checkpoints.mark,
    "forget_checkpoint": checkpoints.forget,
}


def parse(text: str) -> Hello | Presence | Act | Message:
    """The request, or the refusal to send back if it is none."""
    if len(text) > LARGEST:
        return refused(None, _problem("", "message", "is larger than 4 MiB", "send less at once"))
    try:
        return _REQUEST.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "message"
        return refused(_id(text), _problem("", field, first["msg"], "see docs/protocol.md"))


def answer(request: Act, topology_name: str, user: User) -> Message:
    """Carry the request out as this user, and say how that went."""
    try:
        change = _carry_out(request, topology_name, user)
    except StaleRevision as error:
        return {"type": "conflict", "id": request.id, "revision": error.revision}
    except InvalidDesign as error:
        return refused(request.id, *error.problems)
    except Forbidden as error:
        remedy = "ask its owner to make you an editor"
        return refused(request.id, _problem(topology_name, "role", str(error), remedy))
    except (Refused, NoSuchTopology) as error:
        reason, _, remedy = str(error).partition("; ")
        return refused(request.id, _problem(topology_name, request.type, reason, remedy))
    except OperationalError as error:
        logger.error("nothing can be stored: %s", error)
        return refused(request.id, _problem(topology_name, "database", f"not stored: {error}", AWAY))
    return {"type": "done", "id": request.id, "revision": change.revision, "number": change.number}


def _carry_out(request: Act, name: str, user: User) -> Change:
    match request:
        case Edit(deploy=True):
            return changes.change_at_once(name, request.revision, request.operations, user)
        case Edit():
            return changes.change(name, request.revision, request.operations, user)
        case Deploy():
            return changes.deploy(name, user, request.revision)
        case Play():
            return playing.start(name, request.scenario, user)
        case Drift():
            return changes.set_drift(name, request.policy, user)
        case Restore():
            return restoring.restore(name, request.revision, user)
        case Checkpoint():
            return _CHECKPOINT[request.type](name, request.name, user)
        case AutoDeploy():
            return changes.set_auto_deploy(name, request.on, user)
        case Plain():
            return _PLAIN[request.type](name, user)


def refused(request_id: str | None, *problems: Problem) -> Message:
    return {"type": "refused", "id": request_id, "problems": [problem.as_dict() for problem in problems]}


def _problem(name: str, field: str, reason: str, remedy: str) -> Problem:
    return Problem("topology", name, field, reason, remedy)


def _id(text: str) -> str | None:
    """The request's id even if the rest of it is no use."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str) else None
