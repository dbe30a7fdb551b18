"""The spanning tree of a bridge, as `ip -d link` shows it of the bridge and of its ports."""

from collections.abc import Iterable, Iterator, Mapping

from engine.backends.kernel import bridging, netlink
from engine.backends.kernel.showing.links import Link
from engine.backends.kernel.showing.table import Row, Rows

_ROOT_PATH_COST = 13
_PRIORITY, _COST, _PORT_ROOT, _PORT_BRIDGE, _DESIGNATED_PORT, _DESIGNATED_COST = 2, 3, 13, 14, 15, 16
COLUMNS = ("Bridge or port", "State", "Root", "Designated", "Number", "Priority", "Cost")


def rows(shown: Iterable[Link], seen: Mapping[int, Link]) -> Rows:
    return {link.name: row for link in shown for row in _row(link, seen)}


def _row(link: Link, seen: Mapping[int, Link]) -> Iterator[Row]:
    if link.bridge is not None:
        yield _bridge(link, link.bridge, seen)
    elif link.port is not None and link.master in seen and seen[link.master].bridge is not None:
        yield _port(link, link.port)


def _bridge(link: Link, data: memoryview, seen: Mapping[int, Link]) -> Row:
    found = netlink.attributes(data, 0)
    root, own = found[bridging.IFLA_BR_ROOT_ID], found[bridging.IFLA_BR_BRIDGE_ID]
    through = netlink.number(found.get(bridging.IFLA_BR_ROOT_PORT))
    speaks = any(found[bridging.IFLA_BR_STP_STATE])
    state = "no STP" if not speaks else "root" if bytes(root) == bytes(own) else "STP"
    port = _number_of(through, link.index, seen) if through else ""
    priority = int.from_bytes(own[:2], "big")
    cost = netlink.number(found.get(_ROOT_PATH_COST))
    return link.name, state, _identifier(root), _identifier(own), port, str(priority), str(cost)


def _port(link: Link, data: memoryview) -> Row:
    found = netlink.attributes(data, 0)
    state = bridging.PORT_STATES[netlink.number(found[bridging.IFLA_BRPORT_STATE])]
    return (
        link.name,
        state,
        _identifier(found[_PORT_ROOT]),
        _identifier(found[_PORT_BRIDGE]),
        str(netlink.number(found[bridging.IFLA_BRPORT_NO])),
        str(netlink.number(found[_PRIORITY])),
        str(netlink.number(found[_COST])),
    )


def _number_of(port: int, bridge: int, seen: Mapping[int, Link]) -> str:
    """The name of a bridge's port."""
    for link in seen.values():
        if link.master == bridge and link.port is not None:
            found = netlink.attributes(link.port, 0, (bridging.IFLA_BRPORT_NO,))
            if netlink.number(found[bridging.IFLA_BRPORT_NO]) == port:
                return f"root port {link.name}"
    return f"root port {port}"


def _identifier(value: memoryview) -> str:
    """Priority in hexadecimal and MAC address, as `ip` writes it: `8000.2:0:0:0:0:1`."""
    return f"{value[:2].hex()}.{':'.join(f'{byte:x}' for byte in value[2:])}"
