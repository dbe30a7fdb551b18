"""A browser's line to the console: what each says is carried to the other, no faster than it is read.

The console is in the engine's hands and on this machine; the web process only asks whether somebody may, says
so, and keeps asking. What is said on a line is the instrument's: docs/console.md.
"""

import asyncio
import contextlib
import json
import logging
import socket

from django.conf import settings
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.frames import CloseCode

from webapp.live.asking import database
from webapp.live.relay import Relay
from webapp.live.seats import Admitted, Lapsed, Seat, find, judge
from webapp.live.websocket import Websocket
from webapp.running.addresses import reachable
from webapp.running.console import path
from webapp.store.beat import engine
from webapp.store.models.engine import Mode
from webapp.store.reading import Message

REFUSED = 4400
LARGEST = 1 << 24
"""Bytes of one message of the console's."""
PATIENCE = 20.0
"""Seconds that a console may take to start."""
NO_ENGINE = "no engine is running; start Patchboard with make run, or manage.py runengine"
GONE = Lapsed(4503, "the console has ended, as the engine was stopped or started anew; open this again")
LOST = (CloseCode.GOING_AWAY, CloseCode.ABNORMAL_CLOSURE)
CLOSE_REASON = 120
"""Bytes that the reason of a close may have; the words above are plain ASCII."""
SIMULATED = "this is a simulation in memory: there is no kernel to look into"

logger = logging.getLogger(__name__)


class ConsoleLine(Websocket):
    """`scope["state"]["relay"]` is the process's relay, which says when its person may not any more."""

    seat: Seat

    def __init__(self) -> None:
        super().__init__()
        self._console: ClientConnection | None = None
        self._carrying: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        await self.accept()
        self._relay: Relay = self.scope["state"]["relay"]
        session_key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        self.seat = await database(find, session_key, self.scope["url_route"]["kwargs"]["name"])
        verdict = (await database(judge, [self.seat]))[self.seat]
        if isinstance(verdict, Admitted):
            self._relay.join(self)
        else:
            await self._end(verdict)

    async def disconnect(self, code: int) -> None:
        self._relay.leave(self)
        if self._carrying:
            self._carrying.cancel()
        if self._console:
            await self._console.close()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        said = text_data if bytes_data is None else bytes_data
        with contextlib.suppress(ConnectionClosed):  # `_carry` comes to its end and tells
            if self._console and said is not None:
                await self._console.send(said)
            else:
                await self._begin(text_data or "")

    def wake(self) -> None:
        """Nothing on this line is about the design."""

    def tell_engine(self, engine: Message) -> None:
        """An engine that is gone has taken the console along, which closes the line."""

    def lapse(self, verdict: Lapsed) -> None:
        if self._carrying:
            self._carrying.cancel()
        self._carrying = asyncio.create_task(self._end(verdict))

    async def _begin(self, text: str) -> None:
        """Take up the line with what the browser asks for."""
        opening = {"session": self.seat.session_key, "topology": str(self.seat.topology)}
        try:
            said = json.dumps({**opening, "request": json.loads(text)})
            self._console = await _connect()
            await self._console.send(said)
        except (ValueError, RecursionError):
            return await self._end(Lapsed(REFUSED, "the first message is no JSON; see docs/console.md"))
        except (OSError, InvalidHandshake):
            return await self._end(Lapsed(REFUSED, await database(_why_not)))
        self._carrying = asyncio.create_task(self._carry(self._console))

    async def _carry(self, console: ClientConnection) -> None:
        """What the console says, to the browser, until it closes the line."""
        try:
            with contextlib.suppress(ConnectionClosed):  # its code says more
                async for said in console:
                    await (self.send(text_data=said) if isinstance(said, str) else self.send(bytes_data=said))
        except OSError:
            return  # the browser is gone; `disconnect` comes next
        if console.close_code in LOST:
            return await self._end(GONE)
        await self.close(console.close_code, console.close_reason)

    async def _end(self, verdict: Lapsed) -> None:
        with contextlib.suppress(OSError):
            await self.send(text_data=json.dumps({"type": "closed", "reason": verdict.reason}))
            await self.close(verdict.code, verdict.reason[:CLOSE_REASON])
        self._relay.leave(self)


async def _connect() -> ClientConnection:
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    try:
        with reachable(path()) as address:
            await asyncio.get_running_loop().sock_connect(opened, address)
        return await unix_connect(
            sock=opened, uri="ws://console/", open_timeout=PATIENCE, max_size=LARGEST, compression=None
        )
    except BaseException:
        opened.close()
        raise


def _why_not() -> str:
    return SIMULATED if engine()["mode"] == Mode.SIMULATION else NO_ENGINE
