"""`terminal`: opens a terminal in a sandbox, or attaches to one that is open.

    {"type": "terminal", "sandbox": "pc1", "columns": 80, "rows": 24}
    {"type": "terminal", "id": "…"}

Told: what it is, again whenever that changes; `restart` when what follows begins anew, as the line was too
slow; `ended`. Sent: what it shows, from as far back as it is kept. Heard: `taken`, so many bytes have been
drawn; and of its owner alone bytes that were typed, `resize`, `share`, `end`.
"""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from engine.backends.kernel import confinement, terminals
from engine.backends.kernel.place import Missing
from engine.console.instrument import Instrument, Request
from engine.console.line import EDITING, SEEING, Line, Message, Refusal
from engine.console.machine import Machine
from engine.console.terminals.session import Seat, Session
from engine.console.terminals.sessions import may_see, may_write
from engine.errors import Transient
from topology.names import NAME_PATTERN

CHUNK = 32 << 10
NO_BUBBLEWRAP = "terminals need bubblewrap, which this machine lacks; as root: apt-get install bubblewrap"

Columns = Annotated[int, Field(ge=2, le=500)]
Rows = Annotated[int, Field(ge=1, le=200)]


class TerminalRequest(Request):
    """Either `sandbox` for a new one, or `id` for one that is there."""

    sandbox: Annotated[str, Field(pattern=NAME_PATTERN)] | None = None
    id: str | None = None
    columns: Columns = 80
    rows: Rows = 24

    @model_validator(mode="after")
    def _either(self) -> Self:
        if (self.sandbox is None) == (self.id is None):
            raise ValueError("say either a sandbox or an id")
        return self

    def about(self) -> str:
        return self.sandbox or f"terminal {self.id}"


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Taken(_Said):
    type: Literal["taken"]
    bytes: Annotated[int, Field(ge=0)]


class Resize(_Said):
    type: Literal["resize"]
    columns: Columns
    rows: Rows


class Share(_Said):
    type: Literal["share"]
    on: bool


class End(_Said):
    type: Literal["end"]


Said = Taken | Resize | Share | End
_SAID: TypeAdapter[Said] = TypeAdapter(Annotated[Said, Field(discriminator="type")])


async def attach(line: Line, request: TerminalRequest, machine: Machine) -> None:
    if request.sandbox is not None:
        session = await _open(line, request, request.sandbox, machine)
    else:
        session = machine.terminals.find(line.topology, request.id or "", line.person)
    with session.seat(line.person) as seat:
        hearing = asyncio.create_task(_hear(line, session, seat, machine))
        showing = asyncio.create_task(_show(line, session, seat))
        try:
            await asyncio.wait((hearing, showing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            hearing.cancel()
            showing.cancel()
            done = await asyncio.gather(hearing, showing, return_exceptions=True)
        for outcome in done:
            if isinstance(outcome, Exception):
                raise outcome


async def _open(line: Line, request: TerminalRequest, sandbox: str, machine: Machine) -> Session:
    if line.person.role not in EDITING:
        raise Refusal("who may only look at a topology may not open terminals in it; ask its owner")
    if confinement.program() is None:
        raise Refusal(NO_BUBBLEWRAP)
    with machine.terminals.room(line.person):
        try:
            prepared = await asyncio.to_thread(terminals.prepare, machine.places, line.topology, sandbox)
            shell = terminals.Terminal(prepared, request.columns, request.rows)
        except Missing as error:
            raise Refusal(f"sandbox {sandbox} is not deployed; press Deploy first") from error
        except (OSError, Transient) as error:
            raise Refusal(f"no terminal can be opened in {sandbox} now: {error}; try again") from error
        session = machine.terminals.add(line.topology, sandbox, line.person, shell)
    session.size = (request.columns, request.rows)
    machine.keep(machine.terminals.keep(session))
    return session


async def _show(line: Line, session: Session, seat: Seat) -> None:
    """What it is and all that it shows, until it has ended."""
    while True:
        if not may_see(session, line.person):
            raise Refusal(f"{session.owner.name} does not share this terminal any more")
        if (told := _described(session, line)) != seat.told:
            seat.told = told
            await line.tell(told)
        elif seat.owed >= session.limits.owed:
            await session.news.wait()
        elif data := await _next(line, session, seat):
            seat.owed += len(data)
            await line.send(data)
            session.pace()
        elif session.has_ended:
            return await line.tell({"type": "ended", "status": session.status, "reason": session.reason})
        else:
            await session.news.wait()


async def _next(line: Line, session: Session, seat: Seat) -> bytes:
    """What comes next for them; one who fell behind what is kept begins anew with the first that is."""
    kept = session.scrollback
    before = b""
    if seat.place < kept.start:
        if seat.place >= 0:
            await line.tell({"type": "restart"})
        before, seat.place = kept.modes(), kept.start
    data = kept.since(seat.place, CHUNK)
    seat.place += len(data)
    return before + data


async def _hear(line: Line, session: Session, seat: Seat, machine: Machine) -> None:
    async for said in line:
        is_writer = may_write(session, line.person)
        if not isinstance(said, bytes):
            _heed(_understood(said), session, seat, is_writer, machine)
        elif is_writer:
            session.write(said)


def _understood(said: Message) -> Said:
    try:
        return _SAID.validate_python(said)
    except ValidationError as error:
        raise Refusal(f"{error.errors()[0]['msg']}; see docs/console.md") from error


def _heed(said: Said, session: Session, seat: Seat, is_writer: bool, machine: Machine) -> None:
    match said:
        case Taken(bytes=taken):
            seat.owed -= taken
            session.news.tell()
        case Resize(columns=columns, rows=rows) if is_writer:
            session.resize(columns, rows)
        case Share(on=on) if is_writer:
            session.share(on)
            machine.terminals.news.tell()
        case End() if is_writer:
            session.end("it was closed")


def _described(session: Session, line: Line) -> Message:
    columns, rows = session.size
    described: Mapping[str, Any] = describe(session, line.person.id)
    return {**described, "type": "terminal", "columns": columns, "rows": rows, "watching": session.watching}


def describe(session: Session, person: int) -> Message:
    """What it is, for somebody."""
    return {
        "id": session.number,
        "sandbox": session.sandbox,
        "owner": session.owner.name,
        "mine": session.owner.id == person,
        "shared": session.shared,
    }


INSTRUMENT = Instrument(TerminalRequest, attach, SEEING)
