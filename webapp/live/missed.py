"""What a browser has yet to be sent."""

from webapp.live.seats import Lapsed, Seat, judge
from webapp.store.beat import engine
from webapp.store.reading import Message, facts, since, snapshot


def missed(seat: Seat, after: int | None, count: int, with_engine: bool) -> list[Message] | Lapsed:
    """All after that number, if the holder of the seat may have it; with None, or when too much was
    missed, a snapshot. `count` is that of the facts that were told last."""
    verdict = judge([seat])[seat]
    if isinstance(verdict, Lapsed):
        return verdict
    found = None if after is None else since(verdict.topology, after)
    if found is None:
        found, with_engine = [snapshot(verdict.topology, verdict.user)], True
    seen = [facts(verdict.topology)] if verdict.topology.facts != count else []
    return [*found, *seen, *([engine()] if with_engine else [])]
