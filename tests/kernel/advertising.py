"""Sends one IPv6 router's advertisement: `python -I advertising.py INTERFACE PREFIX`.

It comes from the interface's own link-local address, as it must, or nobody heeds it.
"""

import socket
import sys
import time
from ipaddress import IPv6Address
from pathlib import Path
from struct import pack

ALL_HOSTS = "ff02::1"
ADVERTISEMENT, PREFIX_INFORMATION = 134, 3
ON_LINK_AND_AUTONOMOUS = 0xC0
LIFETIME = 1800
LINK_SCOPE, TENTATIVE = 0x20, 0x40


def advertisement(prefix: str) -> bytes:
    """The kernel fills in the checksum."""
    header = pack("!BBHBBHII", ADVERTISEMENT, 0, 0, 64, 0, LIFETIME, 0, 0)
    option = pack("!BBBBIII", PREFIX_INFORMATION, 4, 64, ON_LINK_AND_AUTONOMOUS, LIFETIME, LIFETIME, 0)
    return header + option + IPv6Address(prefix).packed


def own_address(interface: str) -> str:
    """The link-local one, as soon as it can be used: the kernel looks for duplicates first."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for line in Path("/proc/net/if_inet6").read_text().splitlines():
            address, _, _, scope, flags, name = line.split()
            if name == interface and int(scope, 16) == LINK_SCOPE and not int(flags, 16) & TENTATIVE:
                return str(IPv6Address(int(address, 16)))
        time.sleep(0.05)
    raise SystemExit(f"{interface} has no link-local address")


def main(interface: str, prefix: str) -> None:
    index = socket.if_nametoindex(interface)
    with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as sock:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        sock.bind((own_address(interface), 0, 0, index))
        sock.sendto(advertisement(prefix), (ALL_HOSTS, 0, 0, index))


if __name__ == "__main__":
    main(*sys.argv[1:])
