"""What there is of a topology, found out with `ip`, `tc`, `bridge`, `nft`, /proc and /etc/netns alone.

For each namespace in the shape in which `tests.kernel.drawn` says what should be.
"""

import ctypes
import json
import os
import re
import socket
import struct
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.kernel import tunings

RUN_NETNS = Path("/run/netns")
FILES = Path("/etc/netns")
ROUTE_PROTOCOL = "157"
ALIAS = "patchboard "
_OF_THE_KERNEL = {
    "lo",
    "tunl0",
    "gre0",
    "gretap0",
    "erspan0",
    "sit0",
    "ip6tnl0",
    "ip6gre0",
    "ip_vti0",
    "ip6_vti0",
}
"""What some kernels put into every new namespace."""
_NOT_SHAPED = ("noqueue", "noop")

_ANY_TABLES = struct.pack("=IHHIIBBH", 20, 10 << 8 | 1, 0x301, 1, 0, 0, 0, 0)
_CHAIN = re.compile(r'type filter hook (\w+) device "([^"]+)"')
_LOSING = re.compile(r"numgen random mod (\d+) < (\d+) drop")
_CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)

Facts = dict[str, Any]


def look(name: str, is_fabric: bool, settings: Iterable[str]) -> Facts:
    """What there is in a namespace, but for what the kernel makes by itself; of settings, these."""
    with inside(name):
        shown, routes = _asked("ip", "-j", "-d", "-batch", "-", script=_QUESTIONS)
        links = {link["ifname"]: link for link in shown if link["ifname"] not in _OF_THE_KERNEL}
        indexes = {link["ifname"]: link["ifindex"] for link in shown}
        found = {
            "links": {name: _link(link, indexes) for name, link in links.items()},
            "numbers": indexes,
            "addresses": {name: each for name, link in links.items() if (each := sorted(_addresses(link)))},
            "routes": {_destination(route): route.get("gateway", "") for route in routes},
            "shaping": _shaping(links),
            "losses": dict(_losses()),
            "static addresses": dict(_static_addresses()) if is_fabric else {},
            "settings": tunings.seen(settings),
        }
        if not is_fabric:
            found["MAC addresses"] = {name: link["address"] for name, link in links.items()}
    return found


_QUESTIONS = f"address show\nroute show table all proto {ROUTE_PROTOCOL}\n"


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Be in a namespace for a while, with the programs that are started."""
    here, there = (os.open(path, os.O_RDONLY) for path in ("/proc/thread-self/ns/net", RUN_NETNS / name))
    try:
        _enter(there)
        yield
    finally:
        _enter(here)
        os.close(here)
        os.close(there)


def _enter(descriptor: int) -> None:
    if _libc.setns(descriptor, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "entering a namespace")


def _link(link: Facts, indexes: dict[str, int]) -> Facts:
    """`peer` is the number of the link on the other side, in its namespace."""
    information = link.get("linkinfo", {})
    data, of_port = information.get("info_data", {}), information.get("info_slave_data", {})
    return {
        "kind": information.get("info_kind"),
        "mtu": link["mtu"],
        "up": "UP" in link["flags"],
        "master": link.get("master"),
        "peer": link.get("link_index", indexes.get(link.get("link", ""))),
        "isolated": bool(of_port.get("isolated")),
        "mode": data.get("mode"),
        "options": _options(data) if information.get("info_kind") == "bridge" else None,
        "marked": link.get("ifalias", "").startswith(ALIAS),
    }


def _options(data: Facts) -> Facts:
    """Under STP the kernel shows the root's delay, and another ageing while the tree changes."""
    stated: Facts = {
        "stp": bool(data["stp_state"]),
        "priority": data["priority"],
        "snooping": bool(data["mcast_snooping"]),
        "mask": int(data["group_fwd_mask"], 16),
    }
    if not data["stp_state"]:
        stated |= {
            "ageing": Fraction(data["ageing_time"], 100),
            "forward delay": Fraction(data["forward_delay"], 100),
        }
    return stated


def _addresses(link: Facts) -> Iterator[str]:
    """But for the link-local ones that the kernel gives."""
    for address in link.get("addr_info", ()):
        if "local" in address and not address["local"].startswith("fe80:"):
            yield f"{address['local']}/{address['prefixlen']}"


def _destination(route: Facts) -> str:
    if route["dst"] != "default":
        return str(route["dst"])
    return "default6" if ":" in route["gateway"] else "default4"


def _shaping(links: dict[str, Facts]) -> Facts:
    """Bytes a second, where a token bucket alone stands at a link; else the kinds that stand there."""
    if all(link["qdisc"] in _NOT_SHAPED for link in links.values()):
        return {}
    found: dict[str, list[Facts]] = {}
    for each in _asked("tc", "-j", "qdisc", "show")[0]:
        if each["kind"] not in _NOT_SHAPED:
            found.setdefault(each["dev"], []).append(each)
    return {link: _rate(disciplines) for link, disciplines in found.items()}


def _rate(disciplines: list[Facts]) -> int | list[str]:
    match disciplines:
        case [{"kind": "tbf", "root": True, "options": {"rate": int(rate)}}]:
            return rate
    return [str(each["kind"]) for each in disciplines]


def _losses() -> Iterator[tuple[str, object]]:
    """By hook and link, how many of a million frames are dropped; else what stands there."""
    if not _has_tables():
        return
    at = "no link"
    for line in map(str.strip, _said("nft", "list", "ruleset").splitlines()):
        chain, rule = _CHAIN.match(line), _LOSING.match(line)
        if chain:
            at = f"{chain[1]} {chain[2]}"
            yield at, "an empty chain"
        elif rule and rule[1] == "1000000":
            yield at, int(rule[2])
        elif line and not line.endswith("{") and line != "}":
            yield at, line


def _has_tables() -> bool:
    """Asked of the kernel itself, so that `nft` is only started where it has something to tell."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETFILTER) as asking:
        asking.send(_ANY_TABLES)
        kind: int = struct.unpack_from("=IH", asking.recv(1 << 16))[1]
    return kind != _DONE


_NETFILTER, _DONE = 12, 3


def _static_addresses() -> Iterator[tuple[str, str]]:
    (entries,) = _asked("bridge", "-j", "fdb", "show")
    return ((each["mac"], each["ifname"]) for each in entries if each.get("state") == "static")


def files(namespace: str) -> Facts:
    """The lines of each file that `ip netns exec` puts over the machine's, without remarks; in any order."""
    folder = FILES / namespace
    if not folder.exists():
        return {}
    return {file.name: lines(file) for file in folder.iterdir()}


def lines(file: Path) -> list[str]:
    """None where there is no such file, or not yet: a process that begins has nothing mounted at first."""
    try:
        said = file.read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return sorted(" ".join(line.split()) for line in said if not line.startswith("#"))


def _asked(*command: str, script: str = "") -> list[Any]:
    return [json.loads(line) for line in _said(*command, script=script).splitlines()]


def _said(*command: str, script: str = "") -> str:
    """Read from one pipe, and asked by another that is filled ahead: with more to wait for it costs twice as
    much, and there are thousands of them."""
    reading, writing = os.pipe()
    os.write(writing, script.encode())
    os.close(writing)
    with os.fdopen(reading) as asked:
        return subprocess.run(command, stdin=asked, stdout=subprocess.PIPE, check=True, text=True).stdout
