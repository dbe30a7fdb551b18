"""Who else is at each topology, and what they point at: told at once and stored nowhere.

What is lost on the way is made up for by the next word, so nothing here is numbered. Within a process words
go straight from socket to socket; other processes are told of the newest ones ten times a second.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID, uuid4

from channels.layers import BaseChannelLayer

from webapp.live.seats import Seat

GROUP = "company"
PERIOD = 0.1
BEAT, GONE = 5.0, 15.0
"""Seconds: everybody is told anew to other processes; whoever was not heard of for so long is not there."""

Presence = dict[str, Any]
"""As docs/protocol.md has it, with the person's name."""
Who = str


class Socket(Protocol):
    """What company asks of a socket. None of it waits."""

    seat: Seat
    who: Who

    def meet(self, who: Who, presence: Presence | None) -> None:
        """Somebody else says this of themselves; None: they are gone."""


class Company:
    """Sockets `join`, `say` and `leave`; `run` until cancelled."""

    def __init__(self, layer: BaseChannelLayer, clock: Callable[[], float] = time.monotonic) -> None:
        self._layer = layer
        self._clock = clock
        self._name = uuid4().hex
        self._sockets: dict[UUID, set[Socket]] = defaultdict(set)
        self._here: dict[UUID, dict[Who, Presence]] = defaultdict(dict)
        self._elsewhere: dict[UUID, dict[Who, tuple[float, Presence]]] = defaultdict(dict)
        self._news: dict[UUID, dict[Who, Presence | None]] = defaultdict(dict)
        self._told = 0.0

    def join(self, socket: Socket) -> None:
        """From now on it hears of the others; at once of those who are there."""
        topology = socket.seat.topology
        self._sockets[topology].add(socket)
        far = {who: presence for who, (_, presence) in self._elsewhere[topology].items()}
        for who, presence in (far | self._here[topology]).items():
            if who != socket.who:
                socket.meet(who, presence)

    def say(self, socket: Socket, presence: Presence) -> None:
        self._here[socket.seat.topology][socket.who] = presence
        self._spread(socket.seat.topology, socket.who, presence)

    def leave(self, socket: Socket) -> None:
        topology = socket.seat.topology
        self._sockets[topology].discard(socket)
        if self._here[topology].pop(socket.who, None) is not None:
            self._spread(topology, socket.who, None)
        if not self._sockets[topology]:
            self._sockets.pop(topology)
            self._here.pop(topology, None)

    def _spread(self, topology: UUID, who: Who, presence: Presence | None) -> None:
        self._news[topology][who] = presence
        self._pass(topology, who, presence)

    def _pass(self, topology: UUID, who: Who, presence: Presence | None) -> None:
        for socket in self._sockets.get(topology, ()):
            if socket.who != who:
                socket.meet(who, presence)

    async def tell(self) -> None:
        """One step of telling other processes: what is new, and now and then everybody."""
        await asyncio.sleep(PERIOD)
        now = self._clock()
        if now - self._told > BEAT:
            self._told = now
            self._forget(now)
            for topology, people in self._here.items():
                self._news[topology] |= people
        if any(self._news.values()):
            people = {str(topology): said for topology, said in self._news.items() if said}
            self._news.clear()
            await self._layer.group_send(GROUP, {"type": "company", "from": self._name, "people": people})

    async def listen(self) -> None:
        """What other processes tell."""
        channel = await self._layer.new_channel()
        await self._layer.group_add(GROUP, channel)
        while True:
            message = await self._layer.receive(channel)
            if message["from"] != self._name:
                self.hear(message["people"])

    def hear(self, people: dict[str, dict[Who, Presence | None]]) -> None:
        for key, said in people.items():
            topology = UUID(key)
            for who, presence in said.items():
                if presence is None:
                    self._elsewhere[topology].pop(who, None)
                else:
                    self._elsewhere[topology][who] = (self._clock(), presence)
                self._pass(topology, who, presence)

    def _forget(self, now: float) -> None:
        """Those of a process that is gone without a word."""
        for topology, people in self._elsewhere.items():
            for who in [who for who, (heard, _) in people.items() if now - heard > GONE]:
                del people[who]
                self._pass(topology, who, None)
