"""Whether a packet is what a rule of nftables looks for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from engine.reach.packet import Address, Packet

Fields = Mapping[tuple[str, str], Callable[[Packet], Any]]

_PAYLOAD: Fields = {
    ("ether", "type"): lambda packet: packet.ethertype,
    ("ether", "saddr"): lambda packet: packet.from_mac or None,
    ("ether", "daddr"): lambda packet: packet.to_mac or None,
    ("ip", "saddr"): lambda packet: packet.source,
    ("ip", "daddr"): lambda packet: packet.to,
    ("ip", "protocol"): lambda packet: packet.protocol,
    ("ip6", "saddr"): lambda packet: packet.source,
    ("ip6", "daddr"): lambda packet: packet.to,
    ("ip6", "nexthdr"): lambda packet: packet.protocol,
    ("icmp", "type"): lambda packet: packet.kind,
    ("icmpv6", "type"): lambda packet: packet.kind,
    ("arp", "operation"): lambda packet: "reply" if packet.is_answer else "request",
    ("arp", "saddr ip"): lambda packet: packet.source,
    ("arp", "daddr ip"): lambda packet: packet.to,
    **{(header, "sport"): lambda packet: packet.ports[0] for header in ("tcp", "udp", "th")},
    **{(header, "dport"): lambda packet: packet.ports[1] for header in ("tcp", "udp", "th")},
    ("tcp", "flags"): lambda packet: packet.flags,
}
_OF = {"ip": ("ip",), "ip6": ("ip6",), "arp": ("arp",)}
"""The kinds of packets that have such a header."""
_WITHIN = {
    **{"icmp": ("icmp",), "icmpv6": ("ipv6-icmp",), "tcp": ("tcp",), "udp": ("udp",), "th": ("tcp", "udp")},
    **dict.fromkeys(("sctp", "dccp", "udplite", "ah", "esp", "comp", "igmp"), ()),
}
"""The protocols that have such a header. What is in neither of these every packet has."""

_META: Mapping[str, Callable[[Packet], Any]] = {
    "iif": lambda packet: packet.into,
    "iifname": lambda packet: packet.into,
    "oif": lambda packet: packet.out,
    "oifname": lambda packet: packet.out,
    "l4proto": lambda packet: packet.protocol,
    "nfproto": lambda packet: "ipv4" if packet.version == 4 else "ipv6",
    "protocol": lambda packet: packet.ethertype,
}
_CONNECTION: Mapping[str, Callable[[Packet], Any]] = {
    "state": lambda packet: packet.state,
    "direction": lambda packet: packet.direction,
}
_MOST = 0xFFFF
_BOUNDS: Mapping[str, Callable[[int], tuple[int, int]]] = {
    "<": lambda limit: (0, limit - 1),
    "<=": lambda limit: (0, limit),
    ">": lambda limit: (limit + 1, _MOST),
    ">=": lambda limit: (limit, _MOST),
}


def matches(match: Mapping[str, Any], packet: Packet, elements: Sequence[Any]) -> bool | None:
    """None if that cannot be told. `elements` are those of the named set that it may look into."""
    left, right, operator = match["left"], match["right"], match["op"]
    if "numgen" in left:
        return _by_chance(left["numgen"], operator, right)
    if _is_of_another_kind(left, packet):
        return False
    value = _value(left, packet)
    if isinstance(value, frozenset):
        return _has_flags(value, operator, right)
    if isinstance(value, range) and operator in _BOUNDS:
        return _lies(value, *_BOUNDS[operator](right)) if isinstance(right, int) else None
    options = elements or (right["set"] if isinstance(right, dict) and "set" in right else [right])
    met = _any(_is(value, option) for option in options)
    if operator == "!=":
        return None if met is None else not met
    return met if operator in ("==", "in") else None


def finds(key: Mapping[str, Any], option: Any, packet: Packet) -> bool | None:
    """Whether what a rule looks up is under this key of its map."""
    if _is_of_another_kind(key, packet):
        return False
    return option == "*" or _is(_value(key, packet), option)


def _by_chance(numbers: Mapping[str, Any], operator: str, right: Any) -> bool | None:
    """Certain only if it is met by every number, or by none."""
    if operator != "<" or not isinstance(right, int):
        return None
    return True if right >= numbers["mod"] else False if right <= numbers.get("offset", 0) else None


def _is_of_another_kind(left: Mapping[str, Any], packet: Packet) -> bool:
    if "concat" in left:
        return any(_is_of_another_kind(part, packet) for part in left["concat"])
    if "&" in left:
        return _is_of_another_kind(left["&"][0], packet)
    protocol = left.get("payload", {}).get("protocol", "")
    return (
        packet.ethertype not in _OF.get(protocol, (packet.ethertype,))
        or (protocol in _WITHIN and packet.ethertype == "arp")
        or packet.protocol not in _WITHIN.get(protocol, (packet.protocol,))
    )


def _value(left: Mapping[str, Any], packet: Packet) -> Any:
    """What the rule looks at, None if it is not known: text, an address, the ports that it may be, flags, or
    a list of such."""
    if "concat" in left:
        return [_value(part, packet) for part in left["concat"]]
    if "&" in left:
        value, mask = _value(left["&"][0], packet), _named(left["&"][1])
        return value & mask if isinstance(value, frozenset) and mask is not None else None
    if "payload" in left:
        payload = left["payload"]
        reader = _PAYLOAD.get((payload.get("protocol", ""), payload.get("field", "")))
    elif "meta" in left:
        reader = _META.get(left["meta"]["key"])
    else:
        reader = _CONNECTION.get(left.get("ct", {}).get("key", ""))
    return reader(packet) if reader else None


def _has_flags(flags: frozenset[str], operator: str, right: Any) -> bool | None:
    wanted = _named(right)
    if wanted is None:
        return None
    match operator:
        case "in":
            return bool(flags & wanted)
        case "==":
            return flags == wanted
        case "!=":
            return flags != wanted
    return None


def _named(flags: Any) -> frozenset[str] | None:
    if isinstance(flags, dict):
        flags = flags.get("|")
    flags = [flags] if isinstance(flags, str) else flags
    known = isinstance(flags, list) and all(isinstance(each, str) for each in flags)
    return frozenset(flags) if known else None


def _is(value: Any, option: Any) -> bool | None:
    if isinstance(option, dict) and "elem" in option:
        return _is(value, option["elem"]["val"])
    if value is None:
        return None
    if isinstance(value, list):
        parts = option.get("concat", ()) if isinstance(option, dict) else ()
        return _all(map(_is, value, parts)) if len(parts) == len(value) else None
    if isinstance(value, range):
        return _is_port(value, option)
    if isinstance(value, IPv4Address | IPv6Address):
        return _is_within(value, option) if isinstance(option, dict) else _is_address(value, option)
    if isinstance(option, dict):
        return None
    if isinstance(option, list):
        return _any(_is(value, each) for each in option)
    return fnmatchcase(str(value), str(option)) if "*" in str(option) else str(value) == str(option)


def _is_port(ports: range, option: Any) -> bool | None:
    """A service's name, as only `nft -S` writes it, is not known."""
    bounds = option.get("range", ()) if isinstance(option, dict) else (option, option)
    known = len(bounds) == 2 and all(isinstance(each, int) for each in bounds)
    return _lies(ports, *bounds) if known else None


def _lies(ports: range, low: int, high: int) -> bool | None:
    """None: some of them do."""
    if low <= ports[0] and ports[-1] <= high:
        return True
    return False if ports[-1] < low or high < ports[0] else None


def _is_within(address: Address, option: Mapping[str, Any]) -> bool | None:
    if "prefix" in option:
        prefix = option["prefix"]
        return address in ip_network(f"{prefix['addr']}/{prefix['len']}", strict=False)
    if "range" in option:
        first, last = map(ip_address, option["range"])
        return first.version == address.version and int(first) <= int(address) <= int(last)
    return None


def _is_address(address: Address, option: Any) -> bool:
    try:
        return address == ip_address(option)
    except ValueError:
        return False


def _any(found: Iterable[bool | None]) -> bool | None:
    said = set(found)
    return True if True in said else None if None in said else False


def _all(found: Iterable[bool | None]) -> bool | None:
    said = set(found)
    return False if False in said else None if None in said else True
