"""What fields of headers are called, and how what they hold is written."""

from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any

Format = Callable[[Any], str]

TITLES = {
    "IP": "IPv4",
    "IP6": "IPv6",
    "ICMP6": "ICMPv6",
    "Echo": "Echo",
    "Unreach": "Unreachable",
    "TooBig": "Packet too big",
    "TimeExceed": "Time exceeded",
    "VLANtag8021Q": "802.1Q",
}
"""By dpkt's name of a format; others are called as dpkt calls them."""


def mac(octets: bytes) -> str:
    return octets.hex(":")


def ip(octets: bytes) -> str:
    return str(ip_address(octets)) if len(octets) in (4, 16) else octets.hex()


def number(as_number: int) -> str:
    """An address that dpkt leaves a number."""
    return str(ip_address(as_number))


def hexadecimal(digits: int) -> Format:
    return lambda found: f"0x{found:0{digits}x}"


def named(names: Mapping[int, str]) -> Format:
    return lambda found: f"{names[found]} ({found})" if found in names else str(found)


def known(names: Mapping[int, str]) -> Format:
    """As `named`, of a number that is written in hexadecimal."""
    return lambda found: f"{names[found]} (0x{found:04x})" if found in names else f"0x{found:04x}"


def seconds(found: int) -> str:
    """802.1D counts in 256ths."""
    return f"{found / 256:g} s"


def bridge(octets: bytes) -> str:
    """A bridge's identity: priority, and MAC address."""
    return f"{int.from_bytes(octets[:2], 'big')} {mac(octets[2:])}"


_FLAGS = ("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "NS")


def tcp_flags(found: int) -> str:
    return ", ".join(name for bit, name in enumerate(_FLAGS) if found >> bit & 1) or "none"


ETHERTYPES = {
    0x0800: "IPv4",
    0x0806: "ARP",
    0x8100: "802.1Q",
    0x86DD: "IPv6",
    0x88A8: "802.1ad",
    0x88CC: "LLDP",
}
PROTOCOLS = {1: "ICMP", 2: "IGMP", 6: "TCP", 17: "UDP", 47: "GRE", 58: "ICMPv6", 89: "OSPF", 112: "VRRP"}
ARP_OPERATIONS = {1: "request", 2: "reply"}
ICMP_TYPES = {
    0: "echo reply",
    3: "unreachable",
    5: "redirect",
    8: "echo request",
    11: "time exceeded",
    12: "parameter problem",
}
ICMP6_TYPES = {
    1: "unreachable",
    2: "packet too big",
    3: "time exceeded",
    4: "parameter problem",
    128: "echo request",
    129: "echo reply",
    130: "multicast listener query",
    131: "multicast listener report",
    133: "router solicitation",
    134: "router advertisement",
    135: "neighbour solicitation",
    136: "neighbour advertisement",
    137: "redirect",
    143: "multicast listener report, version 2",
}
OSPF_TYPES = {
    1: "hello",
    2: "database description",
    3: "link state request",
    4: "link state update",
    5: "link state acknowledgement",
}
BPDU_TYPES = {0: "configuration", 2: "rapid or multiple", 0x80: "topology change"}

_FIELDS: dict[tuple[str, str], tuple[str, Format]] = {
    ("Ethernet", "dst"): ("destination", mac),
    ("Ethernet", "src"): ("source", mac),
    ("Ethernet", "type"): ("type", known(ETHERTYPES)),
    ("VLANtag8021Q", "pri"): ("priority", str),
    ("VLANtag8021Q", "cfi"): ("drop eligible", str),
    ("VLANtag8021Q", "id"): ("VLAN", str),
    ("VLANtag8021Q", "type"): ("type", known(ETHERTYPES)),
    ("ARP", "hrd"): ("hardware type", str),
    ("ARP", "pro"): ("protocol type", known(ETHERTYPES)),
    ("ARP", "hln"): ("hardware length", str),
    ("ARP", "pln"): ("protocol length", str),
    ("ARP", "op"): ("operation", named(ARP_OPERATIONS)),
    ("ARP", "sha"): ("sender MAC", mac),
    ("ARP", "spa"): ("sender address", ip),
    ("ARP", "tha"): ("target MAC", mac),
    ("ARP", "tpa"): ("target address", ip),
    ("IP", "v"): ("version", str),
    ("IP", "hl"): ("header length", lambda found: f"{4 * found} bytes"),
    ("IP", "tos"): ("type of service", hexadecimal(2)),
    ("IP", "len"): ("total length", str),
    ("IP", "id"): ("identification", hexadecimal(4)),
    ("IP", "df"): ("don't fragment", str),
    ("IP", "mf"): ("more fragments", str),
    ("IP", "offset"): ("fragment offset", lambda found: str(8 * found)),
    ("IP", "ttl"): ("TTL", str),
    ("IP", "p"): ("protocol", named(PROTOCOLS)),
    ("IP", "sum"): ("header checksum", hexadecimal(4)),
    ("IP", "src"): ("source", ip),
    ("IP", "dst"): ("destination", ip),
    ("IP6", "v"): ("version", str),
    ("IP6", "fc"): ("traffic class", hexadecimal(2)),
    ("IP6", "flow"): ("flow label", hexadecimal(5)),
    ("IP6", "plen"): ("payload length", str),
    ("IP6", "nxt"): ("next header", named(PROTOCOLS)),
    ("IP6", "hlim"): ("hop limit", str),
    ("IP6", "src"): ("source", ip),
    ("IP6", "dst"): ("destination", ip),
    ("ICMP", "type"): ("type", named(ICMP_TYPES)),
    ("ICMP6", "type"): ("type", named(ICMP6_TYPES)),
    ("Echo", "id"): ("identifier", str),
    ("Echo", "seq"): ("sequence number", str),
    ("Redirect", "gw"): ("gateway", number),
    ("TCP", "sport"): ("source port", str),
    ("TCP", "dport"): ("destination port", str),
    ("TCP", "seq"): ("sequence number", str),
    ("TCP", "ack"): ("acknowledgement", str),
    ("TCP", "off"): ("header length", lambda found: f"{4 * found} bytes"),
    ("TCP", "flags"): ("flags", tcp_flags),
    ("TCP", "win"): ("window", str),
    ("TCP", "urp"): ("urgent pointer", str),
    ("UDP", "sport"): ("source port", str),
    ("UDP", "dport"): ("destination port", str),
    ("UDP", "ulen"): ("length", str),
    ("STP", "proto_id"): ("protocol", str),
    ("STP", "v"): ("version", str),
    ("STP", "type"): ("type", named(BPDU_TYPES)),
    ("STP", "flags"): ("flags", hexadecimal(2)),
    ("STP", "root_id"): ("root", bridge),
    ("STP", "root_path"): ("root path cost", str),
    ("STP", "bridge_id"): ("bridge", bridge),
    ("STP", "port_id"): ("port", hexadecimal(4)),
    ("STP", "_age"): ("message age", seconds),
    ("STP", "_max_age"): ("maximum age", seconds),
    ("STP", "_hello"): ("hello time", seconds),
    ("STP", "_fd"): ("forward delay", seconds),
    ("OSPF", "v"): ("version", str),
    ("OSPF", "type"): ("type", named(OSPF_TYPES)),
    ("OSPF", "router"): ("router", number),
    ("OSPF", "area"): ("area", number),
    ("OSPF", "atype"): ("authentication type", str),
    ("DHCP", "op"): ("operation", named({1: "request", 2: "reply"})),
    ("DHCP", "xid"): ("transaction", hexadecimal(8)),
    ("DHCP", "secs"): ("seconds", str),
    ("DHCP", "flags"): ("flags", hexadecimal(4)),
    ("DHCP", "ciaddr"): ("client address", number),
    ("DHCP", "yiaddr"): ("your address", number),
    ("DHCP", "siaddr"): ("server address", number),
    ("DHCP", "giaddr"): ("relay address", number),
    ("DHCP", "chaddr"): ("client MAC", lambda found: mac(found[:6])),
    ("DHCP", "magic"): ("magic cookie", hexadecimal(8)),
}
"""By dpkt's names of the format and of its field."""

_UNTOLD = {("DHCP", "sname"), ("DHCP", "file")}


def told(form: str, name: str, found: Any) -> tuple[str, str] | None:
    """What the field is called and what it holds; None if it is not worth telling, as what is reserved."""
    if (form, name) in _UNTOLD or found is None:
        return None
    if (form, name) in _FIELDS:
        label, tell = _FIELDS[form, name]
        return label, tell(found)
    if name == "sum":
        return "checksum", hexadecimal(4)(found)
    if name.startswith("_") or name.startswith("pad"):
        return None
    return name, found.hex(" ") if isinstance(found, bytes) else str(found)
