"""Frames as they pass, put together with dpkt."""

from ipaddress import ip_address

from dpkt.arp import ARP, ARP_OP_REPLY, ARP_OP_REQUEST
from dpkt.ethernet import Ethernet
from dpkt.icmp import ICMP
from dpkt.ip import IP
from dpkt.tcp import TCP
from dpkt.udp import UDP

from engine.packets.frame import with_tag

EVERYBODY = "ff:ff:ff:ff:ff:ff"


def mac(number: int) -> str:
    return f"02:00:00:00:00:{number:02x}"


def arp(source: str, sender: str, target: str, reply_to: str | None = None) -> bytes:
    """A question for the target's MAC address, or the answer of the one that sends."""
    payload = ARP(
        op=ARP_OP_REPLY if reply_to else ARP_OP_REQUEST,
        sha=_octets(source),
        spa=ip_address(sender).packed,
        tha=_octets(reply_to or "00:00:00:00:00:00"),
        tpa=ip_address(target).packed,
    )
    return _ethernet(source, reply_to or EVERYBODY, 0x0806, payload)


def ping(source: str, destination: str, start: str, end: str, ttl: int = 64, reply: bool = False) -> bytes:
    """From address `start` to `end`, between these two MAC addresses."""
    echo = ICMP.Echo(id=7, seq=1, data=b"patchboard payload")
    packet = IP(
        src=ip_address(start).packed,
        dst=ip_address(end).packed,
        id=99 if reply else 98,
        ttl=ttl,
        p=1,
        data=ICMP(type=0 if reply else 8, data=echo),
    )
    packet.len = len(packet)
    return _ethernet(source, destination, 0x0800, packet)


def datagram(payload: bytes, port: int, sport: int = 40000) -> bytes:
    segment = UDP(sport=sport, dport=port, ulen=8 + len(payload), data=payload)
    packet = IP(src=bytes([10, 0, 0, 1]), dst=bytes([10, 0, 0, 2]), p=17, data=segment)
    packet.len = len(packet)
    return _ethernet(mac(1), mac(2), 0x0800, packet)


def syn(port: int = 80) -> bytes:
    packet = IP(src=bytes([10, 0, 0, 1]), dst=bytes([10, 0, 0, 2]), p=6, data=TCP(sport=4321, dport=port))
    packet.len = len(packet)
    return _ethernet(mac(1), mac(2), 0x0800, packet)


def tagged(frame: bytes, vlan: int) -> bytes:
    return with_tag(frame, 0x8100, vlan)


def _ethernet(source: str, destination: str, kind: int, payload: object) -> bytes:
    return bytes(Ethernet(src=_octets(source), dst=_octets(destination), type=kind, data=payload))


def _octets(text: str) -> bytes:
    return bytes.fromhex(text.replace(":", ""))
