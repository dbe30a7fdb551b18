"""Whether a packet is what a rule of nftables looks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Packet:
    """An echo request or reply, or the question (ARP, neighbour discovery) that goes before it. `into` and
    `out` are links of the place where it is looked at; `to_mac` is "" where that does not count."""

    source: Address | None
    to: Address
    is_answer: bool = False
    is_question: bool = False
    into: str = ""
    out: str = ""
    from_mac: str = ""
    to_mac: str = ""

    @property
    def version(self) -> int:
        return self.to.version

    @property
    def kind(self) -> str:
        """What its message is, as `nft` calls it."""
        if self.is_question:
            return "nd-neighbor-advert" if self.is_answer else "nd-neighbor-solicit"
        return "echo-reply" if self.is_answer else "echo-request"

    @property
    def state(self) -> str:
        """Of its connection; questions are not tracked."""
        if self.is_question:
            return "untracked"
        return "established" if self.is_answer else "new"

    @property
    def ethertype(self) -> str:
        if self.version == 6:
            return "ip6"
        return "arp" if self.is_question else "ip"


Fields = Mapping[tuple[str, str], Callable[[Packet], Any]]

_PAYLOAD: Fields = {
    ("ether", "type"): lambda packet: packet.ethertype,
    ("ether", "saddr"): lambda packet: packet.from_mac or None,
    ("ether", "daddr"): lambda packet: packet.to_mac or None,
    ("ip", "saddr"): lambda packet: packet.source,
    ("ip", "daddr"): lambda packet: packet.to,
    ("ip", "protocol"): lambda packet: "icmp",
    ("ip6", "saddr"): lambda packet: packet.source,
    ("ip6", "daddr"): lambda packet: packet.to,
    ("ip6", "nexthdr"): lambda packet: "ipv6-icmp",
    ("icmp", "type"): lambda packet: packet.kind,
    ("icmpv6", "type"): lambda packet: packet.kind,
    ("arp", "operation"): lambda packet: "reply" if packet.is_answer else "request",
    ("arp", "saddr ip"): lambda packet: packet.source,
    ("arp", "daddr ip"): lambda packet: packet.to,
}
_OF = {"ip": ("ip",), "ip6": ("ip6",), "icmp": ("ip",), "icmpv6": ("ip6",), "arp": ("arp",)}
"""The kinds of packets that have such a header; others than these and ether have none of ours."""
_ELSEWHERE = ("tcp", "udp", "sctp", "dccp", "udplite", "ah", "esp", "comp", "th", "igmp")

_META: Mapping[str, Callable[[Packet], Any]] = {
    "iif": lambda packet: packet.into,
    "iifname": lambda packet: packet.into,
    "oif": lambda packet: packet.out,
    "oifname": lambda packet: packet.out,
    "l4proto": lambda packet: "icmp" if packet.version == 4 else "ipv6-icmp",
    "nfproto": lambda packet: "ipv4" if packet.version == 4 else "ipv6",
    "protocol": lambda packet: packet.ethertype,
}


def matches(match: Mapping[str, Any], packet: Packet, elements: Sequence[Any]) -> bool | None:
    """None if that cannot be told. `elements` are those of the named set that it may look into."""
    left, right, operator = match["left"], match["right"], match["op"]
    if "numgen" in left:
        return _by_chance(left["numgen"], operator, right)
    if _is_of_another_kind(left, packet):
        return False
    value = _value(left, packet)
    if value is None:
        return None
    options = elements or (right["set"] if isinstance(right, dict) and "set" in right else [right])
    found = [_is(value, option) for option in options]
    met = None if None in found and True not in found else any(found)
    if operator == "!=":
        return None if met is None else not met
    return met if operator in ("==", "in") else None


def _by_chance(numbers: Mapping[str, Any], operator: str, right: Any) -> bool | None:
    """Certain only if it is met by every number, or by none."""
    if operator != "<" or not isinstance(right, int):
        return None
    return True if right >= numbers["mod"] else False if right <= numbers.get("offset", 0) else None


def _is_of_another_kind(left: Mapping[str, Any], packet: Packet) -> bool:
    protocol = left.get("payload", {}).get("protocol", "")
    return protocol in _ELSEWHERE or (protocol in _OF and packet.ethertype not in _OF[protocol])


def _value(left: Mapping[str, Any], packet: Packet) -> Any:
    if "payload" in left:
        payload = left["payload"]
        reader = _PAYLOAD.get((payload.get("protocol", ""), payload.get("field", "")))
        return reader(packet) if reader else None
    if "meta" in left and left["meta"]["key"] in _META:
        return _META[left["meta"]["key"]](packet)
    if left.get("ct", {}).get("key") == "state":
        return packet.state
    return None


def _is(value: Any, option: Any) -> bool | None:
    if isinstance(option, dict):
        if "elem" in option:
            return _is(value, option["elem"]["val"])
        if isinstance(value, IPv4Address | IPv6Address):
            return _is_within(value, option)
        return None
    if isinstance(value, IPv4Address | IPv6Address):
        return isinstance(option, str) and _is_address(option) and value == ip_address(option)
    if isinstance(option, list):
        return any(_is(value, each) for each in option)
    return fnmatchcase(str(value), str(option)) if "*" in str(option) else str(value) == str(option)


def _is_within(address: Address, option: Mapping[str, Any]) -> bool | None:
    if "prefix" in option:
        prefix = option["prefix"]
        return address in ip_network(f"{prefix['addr']}/{prefix['len']}", strict=False)
    if "range" in option:
        first, last = map(ip_address, option["range"])
        return first.version == address.version and int(first) <= int(address) <= int(last)
    return None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
