"""The operations of the live protocol (docs/protocol.md)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from topology import shapes
from topology.problems import InvalidDesign, Problem
from topology.value import Position, Value
from topology.values import Kind


class Add(Value):
    """Draws an object; what `value` leaves out is filled in."""

    op: Literal["add"] = "add"
    kind: Kind
    value: dict[str, Any]


class Set(Value):
    """Changes fields; None puts a field back to "left out". Options are merged, not replaced.

    A changed name is a rename. An endpoint that moves to another network, or whose network gets other
    subnets, gets addresses that fit, unless they are set as well.
    """

    op: Literal["set"] = "set"
    kind: Kind
    name: str
    fields: dict[str, Any]


class Rename(Value):
    """Gives an object, or the topology itself, another name; what refers to it follows."""

    op: Literal["rename"] = "rename"
    kind: Kind | Literal["topology"]
    name: str
    to: str


class Remove(Value):
    """Takes an object away; with a sandbox or network go its endpoints and patches. Networks on top of it
    stay, without a parent."""

    op: Literal["remove"] = "remove"
    kind: Kind
    name: str


class Place(Value):
    """Moves objects on the canvas; None takes the position away."""

    op: Literal["place"] = "place"
    positions: dict[str, Position | None]


class Replace(Value):
    """Puts another design, as from a file, in the place of this one. The topology keeps its name."""

    op: Literal["replace"] = "replace"
    design: dict[str, Any]


AnyOperation = Add | Set | Rename | Remove | Place | Replace
Operation = Annotated[AnyOperation, Field(discriminator="op")]

_MODELS: dict[str, type[AnyOperation]] = {
    "add": Add,
    "set": Set,
    "rename": Rename,
    "remove": Remove,
    "place": Place,
    "replace": Replace,
}


def parse(data: object, topology: str, place: int) -> AnyOperation:
    """The operation that the data describe, the so-manieth of an edit. Raises InvalidDesign."""
    field = f"operations[{place}]"
    model = _MODELS.get(str(data.get("op"))) if isinstance(data, Mapping) else None
    if model is None:
        reason, remedy = "is no operation", f"set op to one of {', '.join(_MODELS)}"
        raise InvalidDesign((Problem("topology", topology, field, reason, remedy),))
    operation, flaws = shapes.read(model, data)
    if operation is None or flaws:
        raise InvalidDesign(
            tuple(
                Problem("topology", topology, f"{field}.{flaw.field}", flaw.reason, flaw.remedy)
                for flaw in flaws
            )
        )
    return operation
