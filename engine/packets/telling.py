"""A frame in one line, as a list of frames shows it."""

from collections.abc import Callable, Mapping, Sequence

from engine.packets.values import Layer
from engine.value import value


@value
class Line:
    """`protocol` is that of the innermost layer that has one."""

    source: str
    destination: str
    protocol: str
    summary: str


Layers = Mapping[str, Layer]


def line(layers: Sequence[Layer]) -> Line:
    """What the frame is, from whom and to whom: by the addresses of IP, else by those of Ethernet."""
    by_name: dict[str, Layer] = {}
    for layer in layers:
        by_name.setdefault(layer.name, layer)  # what an ICMP error quotes comes later
    outer = by_name.get("IPv4") or by_name.get("IPv6") or by_name.get("Ethernet")
    source, destination = (outer.get("source"), outer.get("destination")) if outer else ("", "")
    for protocol, tell in _TELLING.items():
        if protocol in by_name:
            return Line(source, destination, protocol, tell(by_name))
    return Line(source, destination, *_other(by_name, layers))


def _other(by_name: Layers, layers: Sequence[Layer]) -> tuple[str, str]:
    """Of a protocol that nothing more is known of than what the header around it calls it."""
    names = [layer.name for layer in layers if layer.name not in ("Data", "Padding")]
    said = f"{layers[-1].end if layers else 0} bytes"
    inner = by_name.get(names[-1]) if names else None
    number = (
        next((inner.get(name) for name in ("protocol", "next header", "type") if inner.get(name)), "")
        if inner
        else ""
    )
    called = number.partition(" ")[0] if "(" in number else ""
    return called or (names[-1] if names else "Data"), said


def _arp(layers: Layers) -> str:
    arp = layers["ARP"]
    sender, target = arp.get("sender address"), arp.get("target address")
    match arp.get("operation"):
        case "request (1)" if sender == target:
            return f"{sender} announces itself"
        case "request (1)":
            return f"Who has {target}? Tell {sender}"
        case "reply (2)":
            return f"{sender} is at {arp.get('sender MAC')}"
    return f"operation {arp.get('operation')}"


def _icmp(name: str) -> Callable[[Layers], str]:
    def tell(layers: Layers) -> str:
        kind = layers[name].get("type").partition(" (")[0]
        if kind.startswith("echo") and "Echo" in layers:
            return f"{kind}, number {layers['Echo'].get('sequence number')}"
        if "Neighbour discovery" in layers:
            return f"{kind} for {layers['Neighbour discovery'].get('target')}"
        code = layers[name].get("code")
        return f"{_UNREACHABLE.get(code, kind)}" if kind == "unreachable" and name == "ICMP" else kind

    return tell


_UNREACHABLE = {
    "0": "network unreachable",
    "1": "host unreachable",
    "2": "protocol unreachable",
    "3": "port unreachable",
    "4": "fragmentation needed",
    "13": "forbidden by a filter",
}


def _tcp(layers: Layers) -> str:
    tcp = layers["TCP"]
    data = layers["Data"].end - layers["Data"].start if "Data" in layers else 0
    return f"{_ports(tcp)} [{tcp.get('flags')}], {data} bytes"


def _udp(layers: Layers) -> str:
    udp = layers["UDP"]
    return f"{_ports(udp)}, {max(0, int(udp.get('length')) - 8)} bytes"


def _ports(layer: Layer) -> str:
    return f"{layer.get('source port')} → {layer.get('destination port')}"


def _dns(layers: Layers) -> str:
    dns = layers["DNS"]
    said = [dns.get("kind"), dns.get("question"), dns.get("answer")]
    return " ".join(each for each in said if each)


def _dhcp(layers: Layers) -> str:
    dhcp = layers["DHCP"]
    return dhcp.get("message") or dhcp.get("operation")


def _stp(layers: Layers) -> str:
    stp = layers["STP"]
    return f"root {stp.get('root')}, cost {stp.get('root path cost')}, port {stp.get('port')}"


def _ospf(layers: Layers) -> str:
    ospf = layers["OSPF"]
    return f"{ospf.get('type').partition(' (')[0]} of {ospf.get('router')}, area {ospf.get('area')}"


_TELLING: Mapping[str, Callable[[Layers], str]] = {
    "ARP": _arp,
    "STP": _stp,
    "OSPF": _ospf,
    "ICMP": _icmp("ICMP"),
    "ICMPv6": _icmp("ICMPv6"),
    "DNS": _dns,
    "DHCP": _dhcp,
    "UDP": _udp,
    "TCP": _tcp,
}
"""By layer, what is said of a frame that has it; the first one counts."""
