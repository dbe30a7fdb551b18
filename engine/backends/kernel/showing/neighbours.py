"""Neighbours as `ip neighbour` shows them, and forwarding tables as `bridge fdb` does."""

import socket
from collections.abc import Iterable, Mapping

from engine.backends.kernel import netlink, rtnetlink
from engine.backends.kernel.rtnetlink import (
    AF_BRIDGE,
    NDA_DST,
    NDA_LLADDR,
    NDA_MASTER,
    NDA_VLAN,
    NEIGHBOUR,
    NEIGHBOUR_STATES,
    NUD_NOARP,
    NUD_PERMANENT,
    NUD_STALE,
)
from engine.backends.kernel.showing import words
from engine.backends.kernel.showing.table import Rows
from engine.value import value

_WANTED = frozenset({NDA_DST, NDA_LLADDR, NDA_VLAN, NDA_MASTER})
_SELF = 0x02
COLUMNS = ("Address", "Interface", "MAC address", "State", "Flags")
FDB_COLUMNS = ("MAC address", "Interface", "VLAN", "Master", "State")


@value
class Neighbour:
    """`address` is "" for an entry of a forwarding table; of these `state` is `static`, `permanent` or "",
    which is learned."""

    index: int
    address: str
    mac: str
    state: str
    flags: tuple[str, ...]
    vlan: str
    master: int


def read(opened: socket.socket) -> list[Neighbour]:
    """Without those that no protocol looks after, as `ip` has it. Raises `netlink.Interrupted`."""
    found = (decode(body) for body in netlink.dump(opened, rtnetlink.neighbours(0)))
    return [each for each in found if each and each.state not in ("NOARP", "")]


def read_fdb(opened: socket.socket) -> list[Neighbour]:
    """Raises `netlink.Interrupted`."""
    return [each for body in netlink.dump(opened, rtnetlink.neighbours(AF_BRIDGE)) if (each := decode(body))]


def decode(body: memoryview) -> Neighbour | None:
    """None if it is of another family than IPv4, IPv6 and bridges."""
    family, index, state, flags, _ = NEIGHBOUR.unpack_from(body)
    found = netlink.attributes(body, NEIGHBOUR.size, _WANTED)
    mac = found[NDA_LLADDR].hex(":") if NDA_LLADDR in found else ""
    master = netlink.number(found.get(NDA_MASTER))
    vlan = str(netlink.number(found[NDA_VLAN])) if NDA_VLAN in found else ""
    if family == AF_BRIDGE:
        itself = ("self",) if flags & _SELF else ()
        more = words.every(words.NEIGHBOUR_FLAGS, flags & ~0x01)
        return Neighbour(index, "", mac, _fdb_state(state), (*more, *itself), vlan, master)
    if family not in words.FAMILIES:
        return None
    words_of_state = " ".join(words.every(NEIGHBOUR_STATES, state))
    more = words.every(words.NEIGHBOUR_FLAGS, flags)
    return Neighbour(
        index, words.address(family, found.get(NDA_DST)), mac, words_of_state, tuple(more), vlan, master
    )


def rows(shown: Iterable[Neighbour], names: Mapping[int, str]) -> Rows:
    return {
        f"{each.address} {names.get(each.index, each.index)}": (
            each.address,
            names.get(each.index, str(each.index)),
            each.mac,
            each.state,
            " ".join(each.flags),
        )
        for each in shown
    }


def fdb_rows(shown: Iterable[Neighbour], names: Mapping[int, str]) -> Rows:
    """One address stands there for the port and, as `self`, for the device."""
    found: dict[str, tuple[str, ...]] = {}
    for each in shown:
        master, itself = names.get(each.master, ""), " ".join(each.flags)
        key = f"{each.mac} {names.get(each.index, each.index)} {each.vlan} {master} {itself}"
        state = " ".join(filter(None, [itself, each.state or "learned"]))
        found[key] = (each.mac, names.get(each.index, str(each.index)), each.vlan, master, state)
    return found


def line(each: Neighbour, names: Mapping[int, str]) -> str:
    """As `ip monitor` and `bridge monitor` say it."""
    interface = names.get(each.index, f"if{each.index}")
    if not each.address:
        vlan = ["vlan", each.vlan] if each.vlan else []
        master = ["master", names.get(each.master, f"if{each.master}")] if each.master else []
        return " ".join(filter(None, [each.mac, "dev", interface, *vlan, *master, *each.flags, each.state]))
    mac = ["lladdr", each.mac] if each.mac else []
    return " ".join(filter(None, [each.address, "dev", interface, *mac, *each.flags, each.state]))


def _fdb_state(state: int) -> str:
    """As `bridge` has it; "" is one that was learned lately."""
    if state & NUD_PERMANENT:
        return "permanent"
    if state & NUD_NOARP:
        return "static"
    return "stale" if state & NUD_STALE else ""
