"""Links that are to be made: the message that makes one, and those that dress it once it is there.

Dressing is marking it, plugging it in and setting it up. It must wait for the making to have worked: the
index is our choice, and if somebody else's link has it, that one is not to be touched.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from engine import marks
from engine.backends.kernel import encode, membership, stacking
from engine.backends.kernel.inventory import Inventory
from engine.backends.kernel.work import Consequence
from engine.resources import FABRIC, Bridge, End, Upper, Veth


@dataclass(slots=True)
class NewLink:
    """A bridge, a veth pair or a link on top of another. It is made from its `origin`, or else from the
    first of its places.

    `create` takes the descriptor of the namespace of the far end, or None if that is the same. `missing`
    are the places that do not exist yet.
    """

    number: int
    ends: list[tuple[str, str]]
    create: Callable[[int | None], bytes]
    dress: list[tuple[str, bytes]]
    origin: str | None = None
    missing: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.missing = set(self.places)

    @property
    def places(self) -> set[str]:
        return {place for place, _ in self.ends}

    @property
    def place(self) -> str:
        return self.ends[0][0] if self.origin is None else self.origin

    @property
    def far_place(self) -> str:
        return self.ends[-1][0]


class NewLinks:
    """Gives numbers to the links of one topology."""

    def __init__(self, topology: str, inventory: Inventory) -> None:
        self._topology = topology
        self._group = marks.group(topology)
        self._inventory = inventory

    def bridge(self, number: int, bridge: Bridge) -> NewLink:
        index = self._inventory.add_bridge(FABRIC, bridge.name, bridge.label)
        alias = marks.alias(self._topology, bridge.label, bridge.name)
        return NewLink(
            number,
            [(FABRIC, bridge.name)],
            lambda _: encode.create_bridge(number, bridge, index, self._group),
            [
                (FABRIC, encode.no_link_local(number, index)),
                *((FABRIC, message) for message in self._own_vlans(number, index, bridge)),
                (FABRIC, encode.change(number, index, alias=alias, mtu=bridge.mtu, up=bridge.up)),
            ],
        )

    def _own_vlans(self, number: int, index: int, bridge: Bridge) -> list[bytes]:
        if not bridge.vlans:
            return []
        return membership.put(number, index, bridge.vlans, membership.NEW, is_bridge=True)

    def upper(self, number: int, upper: Upper) -> NewLink:
        """Made from where the link below is. Raises `Consequence` if that is not there."""
        end = upper.end
        lower = self._inventory.index(upper.lower_place, upper.lower)
        if lower is None:
            raise Consequence(f"the link {upper.lower} that it is on top of is not there")
        index = self._inventory.add_above(end.place, end.name, upper.lower_place)
        alias = marks.alias(self._topology, upper.label, end.name)
        quiet = [(FABRIC, encode.no_link_local(number, index))] if end.place == FABRIC else []
        return NewLink(
            number,
            [(end.place, end.name)],
            lambda there: stacking.create(number, upper, index, lower, there, self._group),
            [*quiet, (end.place, encode.change(number, index, alias=alias, mtu=end.mtu, up=end.up))],
            upper.lower_place,
        )

    def pair(self, number: int, veth: Veth) -> NewLink:
        """Made from the fabric if it has an end there. Raises `Consequence` if there is no bridge for it."""
        near, far = sorted(veth.ends, key=lambda end: end.place != FABRIC)
        index, far_index = (self._inventory.add(end.place, end.name) for end in (near, far))
        return NewLink(
            number,
            [(near.place, near.name), (far.place, far.name)],
            lambda there: encode.create_veth(number, near, index, far, far_index, there, self._group),
            [
                *self._dress(number, veth.label, near, index),
                *self._dress(number, veth.label, far, far_index),
            ],
        )

    def _dress(self, number: int, label: str, end: End, index: int) -> list[tuple[str, bytes]]:
        alias = marks.alias(self._topology, label, end.name)
        if end.vlans:
            return self._dress_filtered(number, alias, end, index)
        dressing = encode.change(number, index, alias=alias, master=self._master(end), up=end.up)
        if end.place == FABRIC:
            isolating = [(FABRIC, encode.isolate(number, index, isolated=True))] if end.isolated else []
            return [(FABRIC, encode.no_link_local(number, index)), (FABRIC, dressing), *isolating]
        return [(end.place, dressing)]

    def _dress_filtered(self, number: int, alias: str, end: End, index: int) -> list[tuple[str, bytes]]:
        """A port goes up when it is in its VLANs: as a new one, it is in the native VLAN."""
        messages = [
            encode.no_link_local(number, index),
            encode.change(number, index, alias=alias, master=self._master(end)),
            *membership.put(number, index, end.vlans, membership.NEW),
            *([encode.isolate(number, index, isolated=True)] if end.isolated else []),
            encode.change(number, index, up=end.up),
        ]
        return [(end.place, message) for message in messages]

    def _master(self, end: End) -> int | None:
        if end.bridge is None:
            return None
        index = self._inventory.bridge(end.place, end.bridge)
        if index is None:
            raise Consequence(f"the bridge of {end.bridge} is not there")
        return index
