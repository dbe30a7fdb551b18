"""Tells the sockets of this web process that there is something new: one relay a process.

It looks into the database twice a second, for all sockets at once; prompts from other processes, and
from relays on other machines through the channel layer, make it quicker but are never needed.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid4

from channels.layers import BaseChannelLayer

from webapp.live.asking import database
from webapp.live.company import Company
from webapp.live.player import Player
from webapp.live.seats import Lapsed, Seat, Verdict, judge
from webapp.prompts import Listener
from webapp.store.beat import engine
from webapp.store.models import Topology
from webapp.store.reading import Message

PERIOD = 0.5
GROUP = "relays"

logger = logging.getLogger(__name__)


class Socket(Protocol):
    """What the relay asks of a socket. None of it waits."""

    seat: Seat

    def wake(self) -> None:
        """There may be something after the last number sent."""

    def tell_engine(self, engine: Message) -> None:
        """The engine's sign of life is another one, this."""

    def lapse(self, verdict: Lapsed) -> None:
        """Close: whoever holds the socket may not any more."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the database says of all seats at one moment."""

    verdicts: dict[Seat, Verdict]
    numbers: dict[UUID, tuple[int, int]]
    """By topology, that of the last change and the count of its facts."""
    engine: Message


def look(seats: Collection[Seat]) -> Sight:
    topologies = {seat.topology for seat in seats}
    found = Topology.objects.filter(pk__in=topologies).values_list("pk", "number", "facts")
    return Sight(judge(seats), {pk: (number, count) for pk, number, count in found}, engine())


class Relay:
    """`run` until cancelled; sockets `join` and `leave`."""

    def __init__(self, layer: BaseChannelLayer, listener: Listener) -> None:
        self.company = Company(layer)
        self._player = Player()
        self._layer = layer
        self._listener = listener
        self._sockets: set[Socket] = set()
        self._numbers: dict[UUID, tuple[int, int]] = {}
        self._engine: Message = {}
        self._soon = asyncio.Event()
        self._name = uuid4().hex

    def join(self, socket: Socket) -> None:
        """From now on the socket is told; at once what there is already."""
        self._sockets.add(socket)
        socket.wake()

    def leave(self, socket: Socket) -> None:
        self._sockets.discard(socket)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.closing(self._listener):
            async with asyncio.TaskGroup() as tasks:
                loop.add_reader(self._listener.socket, self._hear, tasks)
                try:
                    steps = (
                        *(self._watch, self._listen, self._player.step),
                        *(self.company.tell, self.company.listen),
                    )
                    await asyncio.gather(*map(_forever, steps))
                finally:
                    loop.remove_reader(self._listener.socket)

    def _hear(self, tasks: asyncio.TaskGroup) -> None:
        """Prompts from this machine; they are passed on to the relays of others."""
        while self._listener.receive():
            self._soon.set()
        self._player.wake()
        tasks.create_task(self._pass_on())

    async def _pass_on(self) -> None:
        try:
            await self._layer.group_send(GROUP, {"type": "news", "from": self._name})
        except Exception:
            logger.warning(
                "the channel layer cannot be reached; other machines find out later", exc_info=True
            )

    async def _listen(self) -> None:
        """Prompts from other relays."""
        channel = await self._layer.new_channel()
        await self._layer.group_add(GROUP, channel)
        while True:
            if (await self._layer.receive(channel))["from"] != self._name:
                self._soon.set()

    async def _watch(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._soon.wait(), PERIOD)
        self._soon.clear()
        if self._sockets:
            seats = {socket.seat for socket in self._sockets}
            self._tell(await database(look, seats))

    def _tell(self, sight: Sight) -> None:
        for socket in tuple(self._sockets):
            verdict = sight.verdicts.get(socket.seat)
            if isinstance(verdict, Lapsed):
                socket.lapse(verdict)
            elif sight.numbers.get(socket.seat.topology) != self._numbers.get(socket.seat.topology):
                socket.wake()
            if sight.engine != self._engine:
                socket.tell_engine(sight.engine)
        self._numbers, self._engine = sight.numbers, sight.engine


async def _forever(step: Callable[[], Awaitable[None]]) -> None:
    """Whatever goes wrong in one step, such as a database that is away, the next one is taken."""
    while True:
        try:
            await step()
        except Exception:
            logger.exception("the relay will try again")
            await asyncio.sleep(PERIOD)
