"""What is behind the last header that dpkt takes apart by itself: DNS, DHCP, neighbour discovery, bytes."""

from collections.abc import Callable, Iterator

from dpkt import Packet
from dpkt.dhcp import DHCP
from dpkt.dns import DNS
from dpkt.icmp6 import ICMP6
from dpkt.udp import UDP

from engine.packets.values import Field, Layer
from engine.packets.words import ip, mac, told

Reading = Callable[[bytes, int], Iterator[Field]]

DNS_PORTS, DHCP_PORTS = frozenset({53, 5353}), frozenset({67, 68})
_SOLICITATION, _ADVERTISEMENT = 135, 136
_LINK_LAYER_ADDRESS = {1: "source MAC", 2: "target MAC"}


def rest(around: Packet, data: bytes, start: int, end: int) -> Iterator[Layer]:
    """The layers of the bytes from `start` on, which `around` is the header of; after `end` comes padding."""
    reading = _reading(around)
    body = data[start:end]
    if reading and body:
        name, read = reading
        try:
            yield Layer(name, start, end, tuple(_within(read(body, start), end)))
        except Exception:  # dpkt raises whatever Python does about what is no such message
            yield _bytes("Data", start, end)
    elif body:
        yield _bytes("Data", start, end)
    if end < len(data):
        yield _bytes("Padding", end, len(data))


def _reading(around: Packet) -> tuple[str, Reading] | None:
    match around:
        case UDP() if {around.sport, around.dport} & DNS_PORTS:
            return "DNS", _dns
        case UDP() if {around.sport, around.dport} & DHCP_PORTS:
            return "DHCP", _dhcp
        case ICMP6() if around.type in (_SOLICITATION, _ADVERTISEMENT):
            return "Neighbour discovery", _neighbour
    return None


def _within(fields: Iterator[Field], end: int) -> Iterator[Field]:
    """Of a message that was cut off, what is there."""
    return (
        Field(each.name, each.value, each.start, min(each.end, end)) for each in fields if each.start < end
    )


def _bytes(name: str, start: int, end: int) -> Layer:
    return Layer(name, start, end, (Field("bytes", str(end - start), start, end),))


_RECORDS = {1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV"}
_RCODES = {0: "no error", 1: "format error", 2: "server failure", 3: "no such name", 5: "refused"}


def _dns(body: bytes, start: int) -> Iterator[Field]:
    """Names are compressed, so what is said of records lies in all that follows the header."""
    message = DNS(body)
    end = start + len(body)
    yield Field("identification", f"0x{message.id:04x}", start, start + 2)
    yield Field("kind", "response" if message.qr else "query", start + 2, start + 4)
    if message.qr:
        said = _RCODES.get(message.rcode, str(message.rcode))
        yield Field("result", said, start + 3, start + 4)
    for question in message.qd:
        said = f"{question.name} {_RECORDS.get(question.type, question.type)}"
        yield Field("question", said, start + 12, end)
    for record in message.an:
        yield Field("answer", _record(record), start + 12, end)


def _record(record: DNS.RR) -> str:
    kind = _RECORDS.get(record.type, str(record.type))
    held = (getattr(record, name, None) for name in ("cname", "nsname", "ptrname", "mxname", "srvname"))
    said = next((each for each in held if each is not None), None)
    if said is None:
        said = ip(record.rdata) if record.type in (1, 28) else record.rdata.hex(" ")
    return f"{record.name} {kind} {said}"


_MESSAGES = ("", "discover", "offer", "request", "decline", "acknowledge", "refuse", "release", "inform")
_OPTIONS = {
    1: "subnet mask",
    3: "router",
    6: "DNS servers",
    12: "host name",
    15: "domain",
    50: "requested address",
    51: "lease time",
    53: "message",
    54: "server",
    55: "asked for",
    61: "client",
}
_ADDRESSES = {1, 3, 6, 50, 54}


def _dhcp(body: bytes, start: int) -> Iterator[Field]:
    message = DHCP(body)
    at = start
    for name, length in _DHCP_PLACES:
        if field := told("DHCP", name, getattr(message, name)):
            yield Field(*field, at, at + length)
        at += length
    for code, held in message.opts:
        yield Field(_OPTIONS.get(code, f"option {code}"), _option(code, held), at, at + 2 + len(held))
        at += 2 + len(held)


_DHCP_PLACES = (
    *(("op", 1), ("hrd", 1), ("hln", 1), ("hops", 1), ("xid", 4), ("secs", 2), ("flags", 2)),
    *(("ciaddr", 4), ("yiaddr", 4), ("siaddr", 4), ("giaddr", 4), ("chaddr", 16)),
    *(("sname", 64), ("file", 128), ("magic", 4)),
)
"""Its fields and their lengths in bytes (RFC 2131)."""


def _option(code: int, held: bytes) -> str:
    if code == 53 and len(held) == 1 and held[0] < len(_MESSAGES):
        return _MESSAGES[held[0]]
    if code in _ADDRESSES and held and not len(held) % 4:
        return ", ".join(ip(held[at : at + 4]) for at in range(0, len(held), 4))
    if code == 51:
        return f"{int.from_bytes(held, 'big')} s"
    if code in (12, 15):
        return held.decode(errors="replace")
    return held.hex(" ")


def _neighbour(body: bytes, start: int) -> Iterator[Field]:
    """RFC 4861: four bytes of flags, the target, and options in units of eight bytes."""
    yield Field("target", ip(body[4:20]), start + 4, start + 20)
    at = 20
    while at + 8 <= len(body) and body[at + 1]:
        length = 8 * body[at + 1]
        if body[at] in _LINK_LAYER_ADDRESS:
            name = _LINK_LAYER_ADDRESS[body[at]]
            yield Field(name, mac(body[at + 2 : at + 8]), start + at, start + at + length)
        at += length
