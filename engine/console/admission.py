"""From what a line says first to what is to be done on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.console import limits
from engine.console.doorman import Badge, Guest, Turned
from engine.console.instrument import Instrument, Request
from engine.console.line import Role

REFUSED = 4400


class Opening(BaseModel):
    """The first message: the web process says whose line it is, and hands on what the browser asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    session: str
    topology: str
    request: dict[str, Any]

    @property
    def badge(self) -> Badge:
        return Badge(self.session, self.topology)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done: `instrument.run` with this request."""

    name: str
    instrument: Instrument
    request: Request


def errand_for(
    asked: Mapping[str, Any], guest: Guest, instruments: Mapping[str, Instrument]
) -> Errand | Turned:
    """What they ask for, or why they do not get it."""
    name = str(asked.get("type", ""))
    instrument = instruments.get(name)
    if instrument is None:
        return refused(f"there is no instrument called {name or 'nothing'}; see docs/console.md")
    if guest.person.role not in instrument.roles:
        return not_as(guest.person.role)
    try:
        fields = {key: value for key, value in asked.items() if key != "type"}
        return Errand(name, instrument, instrument.request.model_validate(fields))
    except ValidationError as error:
        return refused(_said(error))


def crowded(guest: Guest, others: Iterable[Guest]) -> Turned | None:
    """Whether one more line would be too many."""
    everybody = [each.person.id for each in others]
    if everybody.count(guest.person.id) >= limits.LINES_OF_ONE:
        return refused(f"you have {limits.LINES_OF_ONE} open instruments already; close one")
    if len(everybody) >= limits.LINES:
        return refused("too many instruments are open on this machine; close one, or try again later")
    return None


def not_as(role: Role) -> Turned:
    return refused(f"a {role} of this topology may not do that; ask its owner")


def refused(reason: str) -> Turned:
    return Turned(REFUSED, reason)


def _said(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, first["loc"])) or "request"
    return f"{field}: {first['msg']}; see docs/console.md"
