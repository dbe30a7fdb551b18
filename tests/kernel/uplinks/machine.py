"""A machine to be changed: a network namespace that plays one, with the internet as another behind a cable.

Both live as long as the test does: each is held by a process that ends with its standard input, and all that
is made inside goes with it. The machine has a /run and an /etc of its own, and so names of namespaces.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.kernel.waiting import until
from tests.require import require

ROOT = Path(__file__).parents[3]
ADDRESS, INTERNET, BEYOND = "198.51.100.2", "198.51.100.1", "203.0.113.1"
ADDRESS6, INTERNET6 = "2001:db8::2", "2001:db8::1"

_HOLD = """
mount --make-rprivate /
mount -t tmpfs none /run
mkdir /run/etc
find /etc -mindepth 1 -maxdepth 1 -not -name netns -exec cp -a -t /run/etc {} +
mount --bind /run/etc /etc
ip link set lo up
echo ready
exec cat
"""


class Namespaces:
    """The namespaces of a process that does nothing."""

    def __init__(self) -> None:
        require("unshare")
        require("nsenter")
        self._process = subprocess.Popen(
            ["unshare", "--mount", "--net", "sh", "-ec", _HOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout and self._process.stdout.readline() == "ready\n"
        self.pid = self._process.pid

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def command(self, *command: str) -> list[str]:
        return ["nsenter", f"--target={self.pid}", "--mount", "--net", f"--wd={ROOT}", "--", *command]

    def attempt(self, *command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        require(command[0])
        return subprocess.run(self.command(*command), check=False, capture_output=True, text=True, input=text)

    def run(self, *command: str, text: str | None = None) -> str:
        """What a command says; one that fails raises with its complaint."""
        done = self.attempt(*command, text=text)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        return done.stdout

    def do(self, commands: str) -> None:
        self.run("sh", "-ec", commands)

    def json(self, *command: str) -> Any:
        return json.loads(self.run(*command) or "[]")

    def start(self, *command: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )


class Machine(Namespaces):
    """One that routes, at 198.51.100.2; the internet is at 198.51.100.1, and 203.0.113.1 lies beyond."""

    def __init__(self) -> None:
        super().__init__()
        self.internet = Namespaces()
        self.do(
            f"""
            ip link add up0 type veth peer name machine netns {self.internet.pid}
            ip link set up0 addrgenmode none
            ip address add {ADDRESS}/24 dev up0
            ip address add {ADDRESS6}/64 dev up0 nodad
            ip link set up0 up
            ip route add default via {INTERNET}
            ip route add default via {INTERNET6}
            sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            """
        )
        self.internet.do(
            f"""
            ip address add {INTERNET}/24 dev machine
            ip address add {INTERNET6}/64 dev machine nodad
            ip address add {BEYOND}/32 dev lo
            ip link set machine up
            """
        )
        until(lambda: "linkdown" not in self.run("ip", "route") and "UP" in self._state())

    def _state(self) -> list[str]:
        return [link["operstate"] for link in self.json("ip", "-j", "link", "show", "up0")]

    def close(self) -> None:
        with ExitStack() as stack:
            stack.callback(self.internet.close)
            super().close()

    def picture(self) -> dict[str, str]:
        """All that there is of the machine's own network, as its tools show it."""
        asked = {
            "links": "ip -o -d link show",
            "addresses": "ip -o address show",
            "routes": "ip route show table all",
            "routes of IPv6": "ip -6 route show table all",
            "rules": "ip rule show",
            "rules of IPv6": "ip -6 rule show",
            "nftables": "nft list ruleset",
            "settings": r"sysctl -a --pattern ^net\.ipv[46]\.(conf|ip_forward)",
        }
        return {what: self.run(*command.split()) for what, command in asked.items()}

    def sandbox(self, name: str, *command: str) -> str:
        return self.run("ip", "netns", "exec", name, *command)

    def reaches(self, name: str, address: str, within: float = 2) -> bool:
        """Whether a ping from the namespace of that name is answered, within so many seconds."""
        said = self.attempt("ip", "netns", "exec", name, "ping", "-nc1", f"-W{within}", address)
        return said.returncode == 0
