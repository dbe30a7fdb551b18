"""Objects that look like Patchboard's and are not, and how to see whether anybody touched them.

What lies inside a namespace of the topology's goes when that namespace is destroyed, as it would with any
other owner; until then it is left alone. A link that is in the topology's group is the topology's, whatever
its alias says: the number is a hash that nobody else comes by, and an alias is what people change by hand.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from engine import marks
from tests.kernel.waiting import until
from tests.kernel.world import RUN_NETNS, run

WORDS = ("evil", "hers", "192.0.2.", "198.51.100.", "203.0.113.", "02:00:00:00:66:")
"""Every stranger can be told by one of these in what `ip monitor` says."""

INSIDE = {
    "a bridge": ("ip link add evil0 type bridge", "ip -d link show evil0"),
    "a veth pair": ("ip link add evil1 type veth peer name evil2", "ip -d link show evil1"),
    "a pair named like a port": (
        "ip link add evil-eth0 type veth peer name evil-eth1",
        "ip -d link show evil-eth0",
    ),
    "a macvlan": (
        "ip link add evil3 type veth peer name evil4; ip link add link evil3 evil5 type macvlan",
        "ip -d link show evil5",
    ),
    "a vxlan": ("ip link add evil6 type vxlan id 66 dstport 4789 local 127.0.0.1", "ip -d link show evil6"),
    "a tap": ("ip tuntap add evil7 mode tap", "ip -d link show evil7"),
    "a link with the mark of another topology": (
        f"ip link add evil8 type bridge; ip link set evil8 alias '{marks.alias('another', 'lan1', 'lan1')}'",
        "ip -d link show evil8",
    ),
    "a link with an alias like a mark": (
        "ip link add evil9 type bridge; ip link set evil9 alias 'patchboard lan1 lan1'",
        "ip -d link show evil9",
    ),
    "an address on a stranger's link": (
        "ip link add evil10 type bridge; ip address add 192.0.2.1/24 dev evil10",
        "ip address show evil10",
    ),
    "a queueing discipline on a stranger's link": (
        "ip link add evil11 type bridge; tc qdisc add dev evil11 root tbf rate 1mbit burst 10k latency 9ms",
        "tc qdisc show dev evil11",
    ),
    "a route in another table": ("ip route add 198.51.100.0/25 dev lo table 66", "ip route show table 66"),
    "a route in another table with Patchboard's protocol": (
        "ip route add 198.51.100.128/25 dev lo table 67 proto 157",
        "ip route show table 67",
    ),
    "a route of a person": ("ip route add 203.0.113.0/24 dev lo proto static", "ip route show proto static"),
    "a policy rule": ("ip rule add from 192.0.2.66 lookup 66", "ip rule show from 192.0.2.66"),
    "a neighbour": (
        "ip link add evil12 type bridge; "
        "ip neighbour add 192.0.2.77 lladdr 02:00:00:00:66:01 dev evil12 nud permanent",
        "ip neighbour show dev evil12",
    ),
    "a firewall table": (
        "nft add table inet hers; nft add chain inet hers forward '{ type filter hook forward priority 0; }'",
        "nft list table inet hers",
    ),
    "a setting": ("sysctl -qw net.ipv4.tcp_retries2=7", "sysctl net.ipv4.tcp_retries2"),
}
"""By name: what makes one in a namespace, and what shows it."""


def settle_in(namespace: str) -> None:
    """Have one of each kind in a namespace."""
    run("ip", "-n", namespace, "link", "set", "lo", "up")
    for make, _ in INSIDE.values():
        run("ip", "netns", "exec", namespace, "sh", "-ec", make)


def seen_in(namespace: str) -> dict[str, str]:
    return {
        kind: run("ip", "netns", "exec", namespace, "sh", "-ec", show) for kind, (_, show) in INSIDE.items()
    }


@contextmanager
def neighbours(topology: str) -> Iterator[Callable[[], dict[str, object]]]:
    """Strangers beside a topology, under names like its own; what is yielded tells how they are."""
    foreign, file, blank, folder = (
        RUN_NETNS / f"{topology}.{name}" for name in ("evil", "notes", "blank", "folder")
    )
    similar = RUN_NETNS / f"{topology}x"
    for each in (foreign, similar):
        run("ip", "netns", "add", each.name)
    settle_in(foreign.name)
    file.write_text("hers")
    blank.touch(mode=0o644)
    folder.mkdir()

    def seen() -> dict[str, object]:
        return {
            **seen_in(foreign.name),
            **{f"namespace {each.name}": each.stat().st_ino for each in (foreign, similar)},
            **{f"file {each.name}": _file(each) for each in (file, blank)},
            "folder": (folder.lstat().st_ino, list(folder.iterdir())),
            "host": run("ip", "-o", "link", "show"),
        }

    try:
        yield seen
    finally:
        for each in (foreign, similar):
            run("ip", "netns", "delete", each.name)
        file.unlink()
        blank.unlink()
        folder.rmdir()


def _file(path: Path) -> tuple[int, int, int, str]:
    found = path.lstat()
    return found.st_ino, found.st_mode, found.st_mtime_ns, path.read_text()


class Listener:
    """What `ip monitor` says in a namespace, with all that it can be told of."""

    def __init__(self, namespace: str, said: IO[str]) -> None:
        self._namespace = namespace
        self._said = said
        command = ["ip", "-n", namespace, "monitor", "all"]
        self._process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        until(self._hears, 20)

    def _hears(self) -> bool:
        """Whether it listens by now: what was made before that, it never hears of."""
        run("ip", "-n", self._namespace, "link", "add", "witness", "type", "bridge")
        run("ip", "-n", self._namespace, "link", "delete", "witness")
        return "witness" in self.heard()

    def heard(self) -> str:
        return Path(self._said.name).read_text()

    def of_strangers(self) -> list[str]:
        return [line for line in self.heard().splitlines() if any(word in line for word in WORDS)]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
