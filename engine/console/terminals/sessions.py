"""The terminals of this machine: who may open one more, and who may look at which."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_urlsafe

from engine.console.line import EDITING, Person, Refusal
from engine.console.terminals.limits import Limits
from engine.console.terminals.news import News
from engine.console.terminals.session import Session, Shell


class Sessions:
    """Those that run. `news` tells when one comes, goes or changes hands."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.news = News()
        self._open: dict[str, Session] = {}
        self._coming: Counter[int] = Counter()

    @contextmanager
    def room(self, person: Person) -> Iterator[None]:
        """Room for one more while it is being opened. Raises `Refusal`."""
        own = sum(each.owner.id == person.id for each in self._open.values()) + self._coming[person.id]
        if own >= self.limits.of_one:
            raise Refusal(f"you have {own} terminals open already; close one")
        if len(self._open) + self._coming.total() >= self.limits.of_all:
            raise Refusal("too many terminals are open on this machine; close one, or try again later")
        self._coming[person.id] += 1
        try:
            yield
        finally:
            self._coming[person.id] -= 1

    def add(self, topology: str, sandbox: str, owner: Person, shell: Shell) -> Session:
        """A terminal whose shell has just been started; it has to be `keep`t running."""
        session = Session(token_urlsafe(9), (topology, sandbox), owner, shell, self.limits)
        self._open[session.number] = session
        self.news.tell()
        return session

    async def keep(self, session: Session) -> None:
        """Run it, until it has ended."""
        try:
            await session.run()
        finally:
            del self._open[session.number]
            self.news.tell()

    def find(self, topology: str, number: str, person: Person) -> Session:
        """Raises `Refusal` if there is none, or not for them."""
        session = self._open.get(number)
        if session is None or session.topology != topology:
            raise Refusal("this terminal has ended; open a new one")
        if not may_see(session, person):
            raise Refusal(f"this terminal is {session.owner.name}'s and is not shared; ask for it")
        return session

    def seen_by(self, topology: str, person: Person) -> list[Session]:
        """Those of a topology that they may attach to, the oldest first."""
        return [each for each in self._open.values() if each.topology == topology and may_see(each, person)]


def may_write(session: Session, person: Person) -> bool:
    return session.owner.id == person.id and person.role in EDITING


def may_see(session: Session, person: Person) -> bool:
    """Their own, what is shared, and in a topology of their own everything."""
    return session.owner.id == person.id or session.shared or person.role == "owner"
