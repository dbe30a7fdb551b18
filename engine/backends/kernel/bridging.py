"""What netlink says of bridges and of their ports beyond any link: options and the spanning tree."""

import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import Attributes, attribute
from engine.resources import Bridge

IFLA_BR_STP_STATE = 5
IFLA_BR_ROOT_ID, IFLA_BR_BRIDGE_ID, IFLA_BR_ROOT_PORT = 10, 11, 12
_IFLA_BR_TOPOLOGY_CHANGE = 14
IFLA_BRPORT_STATE, IFLA_BRPORT_NO, IFLA_BRPORT_ISOLATED = 1, 18, 33
PORT_TIMERS = (21, 22, 23)
"""The attributes of a port that run: message age, forward delay, hold."""

PORT_STATES = ("disabled", "listening", "learning", "forwarding", "blocking")
_ISOLATED = attribute(IFLA_BRPORT_ISOLATED, b"\x01")[:5]


class Options(NamedTuple):
    """How a bridge behaves, as `engine.resources.Bridge` has it. Those of a bridge that nobody told anything
    are the defaults, in every kernel."""

    stp: bool = False
    forward_delay: float = 15
    priority: int = 32768
    ageing: float | None = 300
    multicast_snooping: bool = True
    group_fwd_mask: int = 0
    vlan_filtering: bool = False


class _Layout(NamedTuple):
    """The kind of an option's attribute, its bytes, and how many of the kernel's units one of ours is."""

    kind: int
    size: int
    unit: int = 1


_LAYOUTS = {
    "stp": _Layout(IFLA_BR_STP_STATE, 4),
    "forward_delay": _Layout(1, 4, 100),
    "priority": _Layout(6, 2),
    "ageing": _Layout(4, 4, 100),
    "multicast_snooping": _Layout(23, 1),
    "group_fwd_mask": _Layout(9, 2),
    "vlan_filtering": _Layout(7, 1),
}
_WANTED = frozenset({IFLA_BR_ROOT_ID, IFLA_BR_BRIDGE_ID, _IFLA_BR_TOPOLOGY_CHANGE}) | {
    layout.kind for layout in _LAYOUTS.values()
}


def differing(options: Options, bridge: Bridge) -> list[str]:
    """The options by name that are not as they should be. What cannot be seen counts as it should be."""
    return [
        name
        for name, seen in zip(Options._fields, options, strict=True)
        if seen not in (None, getattr(bridge, name))
    ]


def encoded(bridge: Bridge, names: Iterable[str]) -> bytes:
    """These options of a bridge as attributes."""
    return b"".join(_encoded(_LAYOUTS[name], getattr(bridge, name)) for name in names)


def options(data: memoryview, own_forward_delay: Callable[[], int | None]) -> Options:
    """How the bridge was told to behave, from its attributes.

    Under STP the kernel shows what is in force instead: the root's forward delay, for which
    `own_forward_delay` gives the bridge's own in hundredths of a second if it is still there to tell; and
    while the tree changes twice that delay in place of the ageing time, which nothing tells then.
    """
    found = netlink.attributes(data, 0, _WANTED)
    seen = Options(**{name: _decoded(name, found) for name in Options._fields})
    if not seen.stp:
        return seen
    if any(found[_IFLA_BR_TOPOLOGY_CHANGE]) and seen.ageing == 2 * seen.forward_delay:
        seen = seen._replace(ageing=None)
    if found[IFLA_BR_ROOT_ID] != found[IFLA_BR_BRIDGE_ID] and (own := own_forward_delay()) is not None:
        seen = seen._replace(forward_delay=_seconds(own))
    return seen


def is_isolated(port: memoryview) -> bool:
    """Whether a port is isolated, from its attributes. There are forty of them: looking for one with its
    value is far cheaper than taking all of them apart, for ports that hardly ever have it."""
    if _ISOLATED not in bytes(port):
        return False
    return any(netlink.attributes(port, 0, (IFLA_BRPORT_ISOLATED,))[IFLA_BRPORT_ISOLATED])


def isolation(isolated: bool) -> bytes:
    """The attribute of a port that says so."""
    return attribute(IFLA_BRPORT_ISOLATED, bytes([isolated]))


def _encoded(layout: _Layout, value: float) -> bytes:
    return attribute(layout.kind, int(value * layout.unit).to_bytes(layout.size, sys.byteorder))


def _decoded(name: str, found: Attributes) -> Any:
    """An option. One that the kernel was built without is as it ever is."""
    layout, usual = _LAYOUTS[name], Options._field_defaults[name]
    if layout.kind not in found:
        return usual
    number = int.from_bytes(found[layout.kind], sys.byteorder)
    if isinstance(usual, bool):
        return number != 0
    return _seconds(number) if layout.unit == 100 else number


def _seconds(hundredths: int) -> float:
    """Whole seconds as whole numbers, as the design has them."""
    return hundredths / 100 if hundredths % 100 else hundredths // 100
