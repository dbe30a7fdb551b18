"""The network of `routed.py`, deployed, and the console's eye on it."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from engine.backends.kernel.place import go_to
from engine.backends.kernel.places import Places
from engine.console.machine import Machine
from engine.console.why import WhyRequest, look, run
from engine.explaining import Explanation, explained
from engine.reach.packet import PING, Flow
from tests.kernel.breaks import Break
from tests.kernel.routed import TO, TO6, network
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.ipam import complete
from topology.mac import default_mac
from topology.values import Design

SANDBOXES = ("a", "b", "c", "r1", "r2")


@dataclass
class Lab:
    """The network, deployed, with an eye of its own on it as the console has."""

    world: World
    places: Places

    @property
    def design(self) -> Design:
        return complete(network().model_copy(update={"name": self.world.name}))

    @contextmanager
    def listening(self, place: str, port: int) -> Iterator[None]:
        """A socket of TCP that waits there."""
        with self.places.visit(self.world.name, place) as visited:
            opened = go_to(visited.descriptor, lambda: socket.create_server(("", port)))
        with opened:
            yield

    @contextmanager
    def taking(self, place: str, port: int) -> Iterator[socket.socket]:
        """One of UDP, for IPv4."""
        with self.places.visit(self.world.name, place) as visited:
            opened = go_to(visited.descriptor, lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        with opened:
            opened.bind(("", port))
            yield opened

    def why(self, to: str, flow: Flow = PING) -> Explanation:
        return explained(look(self.places, self.design), "a", ip_address(to), flow)

    def answers(self, to: str, *more: str) -> bool:
        where = ["ip", "netns", "exec", self.world.netns("a")]
        asked = [*where, "ping", "-n", "-c1", "-W0.5", *more, to]
        return subprocess.run(asked, check=False, capture_output=True).returncode == 0

    def works(self) -> bool:
        return self.answers(TO) and self.answers(TO6)

    def do(self, place: str, what: str) -> None:
        self.world.do(place, what.replace("MAC", default_mac(self.world.name, "b.eth0")))

    def forget(self) -> None:
        """Have everybody ask anew who is where."""
        for sandbox in SANDBOXES:
            self.world.do(sandbox, "ip neigh flush all")

    def damage(self, broken: Break) -> None:
        self.do(broken.place, broken.does)
        if broken.is_forgotten:
            self.forget()

    def mend(self, *breaks: Break) -> None:
        for each in breaks:
            if each.undo:
                self.do(each.place, each.undo)
        until(lambda: self.world.reconcile().is_done, 10)
        self.forget()
        until(self.works, 20)


class Heard:
    """A line that keeps what it is told."""

    def __init__(self, lab: Lab) -> None:
        self.topology = lab.world.name
        self.told: list[dict[str, Any]] = []
        self._design = lab.design

    async def design(self) -> Design:
        return self._design

    async def tell(self, message: dict[str, Any]) -> None:
        self.told.append(message)

    def verdicts(self) -> list[dict[str, Any]]:
        return [each for each in self.told if each["type"] == "verdict"]


async def told(lab: Lab, flow: Flow = PING) -> Heard:
    line, asked = Heard(lab), {"from": "a", "to": "b", "kind": flow.kind, "port": flow.port or None}
    await run(line, WhyRequest.model_validate(asked), Machine("root", lab.places))  # type: ignore[arg-type]
    return line
