"""Links as `ip link` shows them."""

import socket
from collections.abc import Iterable, Mapping
from struct import Struct

from engine.backends.kernel import links, netlink
from engine.backends.kernel.netlink import Attributes
from engine.backends.kernel.showing import words
from engine.backends.kernel.showing.table import Rows
from engine.value import value

_IFLA_LINK, _IFLA_OPERSTATE, _IFLA_STATS64, _IFLA_LINK_NETNSID = 5, 16, 23, 37
_WANTED = frozenset(
    {
        links.IFLA_ADDRESS,
        links.IFLA_IFNAME,
        links.IFLA_MTU,
        links.IFLA_QDISC,
        links.IFLA_MASTER,
        links.IFLA_LINKINFO,
        _IFLA_LINK,
        _IFLA_OPERSTATE,
        _IFLA_STATS64,
        _IFLA_LINK_NETNSID,
    }
)
_STATISTICS = Struct("=8Q")
_ALL = netlink.listing(links.RTM_GETLINK, links.HEADER.pack(0, 0, 0, 0, 0))
COLUMNS = ("Interface", "State", "Flags", "Kind", "MAC address", "MTU", "Master", "Queue")
COUNTED = (
    *("Interface", "RX bytes", "RX packets", "RX errors", "RX dropped"),
    *("TX bytes", "TX packets", "TX errors", "TX dropped"),
)


@value
class Link:
    """`below` is the other end or the link below, as `ip` has it after an @; `bridge` and `port` are what the
    kernel says of a bridge, and of a port of one."""

    index: int
    name: str
    flags: str
    state: str
    kind: str
    mac: str
    mtu: int
    queue: str
    master: int
    below: tuple[int, bool] | None
    counters: tuple[int, ...]
    bridge: memoryview | None
    port: memoryview | None


def read(opened: socket.socket) -> dict[int, Link]:
    """By index. Raises `netlink.Interrupted`."""
    return {link.index: link for link in map(decode, netlink.dump(opened, _ALL))}


def decode(body: memoryview) -> Link:
    _, _, index, flags, _ = links.HEADER.unpack_from(body)
    found = netlink.attributes(body, links.HEADER.size, _WANTED)
    information = netlink.attributes(found[links.IFLA_LINKINFO], 0) if links.IFLA_LINKINFO in found else {}
    kind = netlink.text(information.get(links.IFLA_INFO_KIND))
    data = information.get(links.IFLA_INFO_DATA)
    return Link(
        index,
        netlink.text(found.get(links.IFLA_IFNAME)),
        words.link_flags(flags),
        words.OPERATIONAL[netlink.number(found.get(_IFLA_OPERSTATE))],
        kind,
        found[links.IFLA_ADDRESS].hex(":") if found.get(links.IFLA_ADDRESS) else "",
        netlink.number(found.get(links.IFLA_MTU)),
        netlink.text(found.get(links.IFLA_QDISC)),
        netlink.number(found.get(links.IFLA_MASTER)),
        _below(found),
        _statistics(found),
        data if kind == links.BRIDGE else None,
        information.get(links.IFLA_INFO_SLAVE_DATA),
    )


def name(link: Link, seen: Mapping[int, Link]) -> str:
    """As `ip` calls it: `eth0@if7` if its other end is elsewhere."""
    if link.below is None:
        return link.name
    index, is_elsewhere = link.below
    if index in seen and not is_elsewhere:
        return f"{link.name}@{seen[index].name}"
    return f"{link.name}@{f'if{index}' if index else 'NONE'}"


def rows(shown: Iterable[Link], seen: Mapping[int, Link]) -> Rows:
    """`seen` are all links of the place, for their names."""
    return {
        link.name: (
            name(link, seen),
            link.state,
            link.flags,
            link.kind,
            link.mac,
            str(link.mtu),
            seen[link.master].name if link.master in seen else "",
            link.queue,
        )
        for link in shown
    }


def counters(shown: Iterable[Link]) -> Rows:
    return {link.name: (link.name, *map(str, link.counters)) for link in shown}


def _below(found: Attributes) -> tuple[int, bool] | None:
    if _IFLA_LINK not in found:
        return None
    return netlink.number(found[_IFLA_LINK]), _IFLA_LINK_NETNSID in found


def _statistics(found: Attributes) -> tuple[int, ...]:
    """Bytes, packets, errors and drops: received, then sent."""
    if _IFLA_STATS64 not in found:
        return (0,) * 8
    numbers = _STATISTICS.unpack_from(found[_IFLA_STATS64])
    return tuple(numbers[at] for at in (2, 0, 4, 6, 3, 1, 5, 7))
