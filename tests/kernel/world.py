"""A topology on the real kernel, looked at from outside: with `ip -j` and real pings."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from engine.backends import Backend, Failure
from engine.lower import Desired, lower, nothing
from engine.plan import Plan
from engine.planning import plan
from engine.reconcile import Outcome, inspect, reconcile
from engine.resources import FABRIC, State
from tests.require import require
from topology.ipam import complete
from topology.values import Design

RUN_NETNS = Path("/run/netns")
_numbers = count()


class World:
    """One topology with a name that no other test has."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.name = f"t{os.getpid()}-{next(_numbers)}"
        self.desired = nothing(self.name)

    def build(self, design: Design) -> tuple[Failure, ...]:
        """Make a design real under this world's name; what failed comes back."""
        named = complete(design.model_copy(update={"name": self.name}))
        self.desired = lower(named, self.backend.features)
        return self.backend.apply(self.name, self.plan())

    def plan(self) -> Plan:
        return plan(self.observe(), self.desired.state)

    def observe(self) -> State:
        return self.backend.observe(self.name)

    def reconcile(self) -> Outcome:
        return reconcile(self.backend, self.desired, inspect(self.backend, self.desired))

    def destroy(self) -> tuple[Failure, ...]:
        self.desired = Desired(self.name, {}, {})
        return self.backend.apply(self.name, self.plan())

    def netns(self, place: str) -> str:
        return f"{self.name}.{place}" if place != FABRIC else self.name

    def names(self) -> set[str]:
        """The topology's names under /run/netns."""
        return {entry.name for entry in RUN_NETNS.iterdir() if entry.name.split(".")[0] == self.name}

    def ip(self, place: str, *arguments: str) -> Any:
        """What `ip -j` says in a place."""
        said = run("ip", "-n", self.netns(place), "-j", "-d", *arguments)
        return json.loads(said) if said else []

    def do(self, place: str, commands: str) -> str:
        """Run commands in a place, as its person would."""
        return run("ip", "netns", "exec", self.netns(place), "sh", "-ec", commands)

    def links(self, place: str) -> list[str]:
        """The names of the topology's own links, in the kernel's order."""
        return [link["ifname"] for link in self.ip(place, "link", "show") if "ifalias" in link]

    def pings(self, place: str, address: str) -> bool:
        require("ping")
        command = ["ip", "netns", "exec", self.netns(place), "ping", "-c1", "-W3", "-n", address]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def has_settled(self) -> bool:
        """Whether the kernel has done what it does by itself after links came up: it takes note of it, and
        looks for duplicates of their own IPv6 addresses for two seconds and more."""
        asked = (link for name in self.names() for link in _asked("-n", name, then=["address show"])[0])
        return not any(map(_is_unsettled, asked))

    def picture(self) -> dict[str, Any]:
        """All that `ip` shows of all places, but for what the kernel counts and chooses by itself."""
        return {name: _seen(name) for name in sorted(self.names())}


def run(*command: str) -> str:
    """What a command says; one that fails raises with its complaint."""
    require(command[0])
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
    return done.stdout


def _seen(name: str) -> dict[str, Any]:
    """By as few processes as possible: where processors are emulated, each takes long."""
    links, routes4, settings4 = _asked("-n", name, "-d", then=("address show", *_OF_FAMILY))
    routes6, settings6 = _asked("-n", name, "-6", then=_OF_FAMILY)
    return {
        "links": sorted(map(_link, links), key=lambda link: str(link["name"])),
        "addresses": sorted(_addresses(links)),
        "routes": sorted((route["dst"], route.get("gateway", "")) for route in [*routes4, *routes6]),
        "forwarding": sorted({*_forwarding(settings4), *_forwarding(settings6)}),
    }


_OF_FAMILY = ("route show proto 157", "netconf show")


def _asked(*options: str, then: Sequence[str]) -> list[Any]:
    """What each of several commands says to one `ip`."""
    command = ["ip", "-j", *options, "-batch", "-"]
    said = subprocess.run(command, input="\n".join(then), capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in said.splitlines() if line.strip()]


def _is_unsettled(link: dict[str, Any]) -> bool:
    is_new = {"UP", "LOWER_UP"} <= {*link["flags"]} and link["operstate"] not in ("UP", "UNKNOWN")
    return is_new or any(each.get("tentative") and not each.get("dadfailed") for each in link["addr_info"])


def _forwarding(settings: Sequence[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    return ((each["family"], each["forwarding"]) for each in settings if each.get("interface") == "all")


def _link(link: dict[str, Any]) -> dict[str, Any]:
    data = link.get("linkinfo", {}).get("info_data", {})
    return {
        "name": link["ifname"],
        "mac": link["address"],
        "mtu": link["mtu"],
        "up": "UP" in link["flags"],
        "master": link.get("master"),
        "alias": link.get("ifalias"),
        "group": link["group"],
        "options": {option: data.get(option) for option in _OPTIONS},
        "isolated": link.get("linkinfo", {}).get("info_slave_data", {}).get("isolated"),
    }


_OPTIONS = ("stp_state", "forward_delay", "priority", "ageing_time", "mcast_snooping", "group_fwd_mask")


def _addresses(links: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for link in links:
        for address in link["addr_info"]:
            if not address["local"].startswith("fe80:"):
                yield link["ifname"], f"{address['local']}/{address['prefixlen']}"
