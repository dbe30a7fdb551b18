"""Messages of one shape, which are taken apart once.

A link is told in some sixty attributes, of which ten matter here, and thousands of links are told in the same
ones, of the same lengths. Where they are is found out with the first of them; with each of the others only
the heads of all attributes are compared, at once.
"""

from collections.abc import Container, Iterator, Mapping
from struct import Struct

from engine.backends.kernel.netlink import Attributes

_HEAD = Struct("=HH")
_MOST = 256  # shapes are few, but whoever makes up links may make up many


Fleeting = Mapping[int, "Fleeting"]
"""The attributes that change all the time, or the attributes inside them that do; {}: all of it."""


class Shape:
    """Where the attributes are in messages like this one: those `wanted`, and those that are `fleeting`."""

    __slots__ = ("_as_told", "_heads", "_lasting", "_wanted")

    def __init__(self, body: memoryview, offset: int, wanted: Container[int], fleeting: Fleeting) -> None:
        found = list(_attributes(body, slice(offset, len(body))))
        self._wanted = [(kind, value) for kind, value in found if kind in wanted]
        layout, read = "=", 0
        for _, value in found:
            layout, read = f"{layout}{value.start - _HEAD.size - read}xI", value.start
        self._heads = Struct(layout)
        self._as_told = self._heads.unpack_from(body)
        passed = [*_fleeting(body, slice(offset, len(body)), fleeting)]
        starts, ends = [0, *(each.stop for each in passed)], [*(each.start for each in passed), len(body)]
        self._lasting = [slice(*each) for each in zip(starts, ends, strict=True)]

    def fits(self, body: memoryview) -> bool:
        """Whether a message of the same length is of this shape."""
        return self._heads.unpack_from(body) == self._as_told

    def attributes(self, body: memoryview) -> Attributes:
        """Those wanted, by kind."""
        return {kind: body[value] for kind, value in self._wanted}

    def lasting(self, body: memoryview) -> bytes:
        """All but what is fleeting. If that of two messages is the same, they are of the same shape."""
        return b"".join([body[each] for each in self._lasting])


def _attributes(body: memoryview, inside: slice) -> Iterator[tuple[int, slice]]:
    """Kinds and values."""
    offset = inside.start
    while offset + _HEAD.size <= inside.stop:
        length, kind = _HEAD.unpack_from(body, offset)
        if length < _HEAD.size:
            break
        yield kind & 0x3FFF, slice(offset + _HEAD.size, offset + length)
        offset += length + 3 & ~3


def _fleeting(body: memoryview, inside: slice, fleeting: Fleeting) -> Iterator[slice]:
    for kind, value in _attributes(body, inside):
        if kind in fleeting:
            yield from _fleeting(body, value, fleeting[kind]) if fleeting[kind] else (value,)


class Shapes:
    """The shapes of messages of one kind, whose attributes begin at `offset`."""

    def __init__(self, offset: int, wanted: Container[int], fleeting: Fleeting) -> None:
        self._offset = offset
        self._wanted = wanted
        self._fleeting = fleeting
        self._known: dict[tuple[int, int], Shape] = {}

    def of(self, body: memoryview) -> Shape:
        """The length of the first attribute, a link's name, tells apart most that are of the same length."""
        key = len(body), body[self._offset]
        shape = self._known.get(key)
        if shape is None or not shape.fits(body):
            if len(self._known) >= _MOST:
                self._known.clear()
            shape = self._known[key] = Shape(body, self._offset, self._wanted, self._fleeting)
        return shape
