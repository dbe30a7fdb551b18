"""What differs between a frame on one cable and the same frame on the next."""

from collections.abc import Iterator, Sequence

from engine.packets.values import Layer
from engine.value import value


@value
class Change:
    """A field of a layer; a layer that came or went has "" before or after."""

    layer: str
    field: str
    before: str
    after: str


_FOLLOWS = frozenset({"checksum", "header checksum"})
"""They change because something else does."""


def changes(before: Sequence[Layer], after: Sequence[Layer]) -> tuple[Change, ...]:
    """In the order of the later one's layers."""
    old, new = _by_name(before), _by_name(after)
    found = [each for name, layer in new.items() for each in _of_layer(old.get(name), layer)]
    gone = [Change(name, "", name, "") for name in old if name not in new]
    return (*found, *gone)


def _of_layer(old: Layer | None, new: Layer) -> Iterator[Change]:
    if old is None:
        yield Change(new.name, "", "", new.name)
        return
    for field in new.fields:
        before = old.get(field.name)
        if before != field.value and field.name not in _FOLLOWS:
            yield Change(new.name, field.name, before, field.value)


def _by_name(layers: Sequence[Layer]) -> dict[str, Layer]:
    """What an error quotes, which comes later, is not what is looked at."""
    found: dict[str, Layer] = {}
    for layer in layers:
        if layer.name != "Padding":
            found.setdefault(layer.name, layer)
    return found
