"""A browser's socket at one topology.

What the browser says is answered one request after the other. What happens to the topology is read from
the log by number, by one task that sends no faster than the browser reads: however slow that is, nothing
piles up here.
"""

import asyncio
import contextlib
import json
import logging
from uuid import uuid4

from django.conf import settings

from webapp.live import company
from webapp.live.asking import database
from webapp.live.missed import missed
from webapp.live.relay import Relay
from webapp.live.requests import Act, Hello, Presence, answer, parse
from webapp.live.seats import Admitted, Lapsed, Seat, find, judge
from webapp.live.websocket import Websocket
from webapp.store.reading import Message

FAREWELL = 0.5
"""Seconds that a browser is given to take the word why its socket is closed."""
GLANCE = 0.05
"""Seconds between two words of what others point at."""
BROKEN = Lapsed(1011, "something went wrong here; it has been logged")

logger = logging.getLogger(__name__)


class Live(Websocket):
    """Speaks docs/protocol.md. `scope["state"]["relay"]` is the process's relay."""

    seat: Seat
    _relay: Relay

    def __init__(self) -> None:
        super().__init__()
        self._after: int | None = None
        self._facts = 0
        self._news = asyncio.Event()
        self._is_behind = True
        self._signs: list[Message] = []
        self._engine: Message = {}
        self._task: asyncio.Task[None] | None = None
        self._lapsed = False
        self.who = uuid4().hex[:12]
        self._name = ""
        self._met: dict[company.Who, company.Presence | None] = {}
        self._meeting = asyncio.Event()
        self._company: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        await self.accept()
        self._relay = self.scope["state"]["relay"]
        session_key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        self.seat = await database(find, session_key, self.scope["url_route"]["kwargs"]["name"])
        if await self._admitted():
            self._relay.join(self)

    async def disconnect(self, code: int) -> None:
        self._leave()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        request = parse(text_data or "")
        if isinstance(request, Presence):
            return self._point(request)
        admitted = await self._admitted()
        if admitted is None:
            return
        if isinstance(request, Hello):
            self._name = admitted.user.get_username()
            self._begin(request.after)
        elif isinstance(request, Act):
            await self._say(await database(answer, request, admitted.topology.name, admitted.user))
        else:
            await self._say(request)

    def wake(self) -> None:
        self._is_behind = True
        self._news.set()

    def tell_engine(self, engine: Message) -> None:
        self._signs = [engine]
        self._news.set()

    def lapse(self, verdict: Lapsed) -> None:
        if self._lapsed:
            return
        self._lapsed = True
        self._leave()
        self._task = asyncio.create_task(self._farewell(verdict))

    def meet(self, who: company.Who, presence: company.Presence | None) -> None:
        self._met[who] = presence
        self._meeting.set()

    def _point(self, request: Presence) -> None:
        """The relay has asked within the last half second whether the holder of the socket still may: these
        words come too often to ask for each."""
        if self._name and not self._lapsed:
            said = request.model_dump(exclude={"type"}, exclude_defaults=True)
            self._relay.company.say(self, {"name": self._name, **said})

    def _leave(self) -> None:
        self._relay.leave(self)
        self._relay.company.leave(self)
        for task in (self._task, self._company):
            if task:
                task.cancel()

    async def _admitted(self) -> Admitted | None:
        """Whoever holds this socket, if they still may; else it is being closed."""
        if self._lapsed:
            return None
        verdict = (await database(judge, [self.seat]))[self.seat]
        if isinstance(verdict, Admitted):
            return verdict
        self.lapse(verdict)
        return None

    def _begin(self, after: int | None) -> None:
        """Send all that comes after that number, or everything, and whatever happens from then on."""
        if self._task:
            self._task.cancel()
        self._after, self._facts, self._is_behind = after, 0, True
        self._signs, self._engine = [], {}
        self._task = asyncio.create_task(self._catch_up())
        if self._company is None:
            self._company = asyncio.create_task(self._accompany())
        self._relay.company.join(self)

    async def _catch_up(self) -> None:
        try:
            while not self._lapsed:
                self._news.clear()
                await self._send_missed()
                await self._news.wait()
        except OSError:
            return  # the browser is gone; `disconnect` comes next
        except Exception:
            logger.exception("a socket at topology %s is closed", self.seat.topology)
            self.lapse(BROKEN)

    async def _accompany(self) -> None:
        """Send what others point at, the newest of each, no faster than the browser reads."""
        with contextlib.suppress(OSError):  # the browser is gone; `disconnect` comes next
            while True:
                await self._meeting.wait()
                self._meeting.clear()
                met, self._met = self._met, {}
                await self._say({"type": "company", "people": met})
                await asyncio.sleep(GLANCE)

    async def _send_missed(self) -> None:
        found: list[Message] | Lapsed = []
        if self._is_behind:
            self._is_behind = False
            found = await database(missed, self.seat, self._after, self._facts, not self._engine)
        if isinstance(found, Lapsed):
            return self.lapse(found)
        signs, self._signs = self._signs, []
        for message in [*found, *signs]:
            if message["type"] == "engine":
                if message == self._engine:
                    continue  # whoever tells of it cannot know what this browser has heard
                self._engine = message
            await self._say(message)
            self._after = message.get("number", self._after)
            self._facts = message.get("count", self._facts)

    async def _say(self, message: Message) -> None:
        await self.send(text_data=json.dumps(message, separators=(",", ":")))

    async def _farewell(self, verdict: Lapsed) -> None:
        with contextlib.suppress(TimeoutError, OSError):
            async with asyncio.timeout(FAREWELL):
                await self._say({"type": "closed", "reason": verdict.reason})
                await self.close(verdict.code)
