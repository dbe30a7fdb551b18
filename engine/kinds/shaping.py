"""Shaping: what is done to the frames that a link sends, by queueing disciplines (`tc`)."""

from collections.abc import Callable, Iterator

from engine.kinds.kind import Command
from engine.names import namespace_name
from engine.plan import Action, Create, Delete, Update
from engine.queues import needs_netem, netem_limit, same_disciplines, tbf_limit
from engine.resources import Shaping
from topology.units import delay_text, percent_text, rate_text

_FIELDS: dict[str, Callable[[int], str]] = {
    "rate": rate_text,
    "burst": "{} bytes".format,
    "delay": delay_text,
    "jitter": delay_text,
    "loss": percent_text,
    "duplicate": percent_text,
    "corrupt": percent_text,
    "reorder": percent_text,
}
_SHARES = ("loss", "duplicate", "corrupt", "reorder")
_ROOT, _BELOW = ["root", "handle", "9d:"], ["parent", "9d:1", "handle", "9e:"]


def describe(resource: Shaping) -> str:
    place = f"sandbox {resource.place}" if resource.place else "the fabric"
    return f"shaping of {resource.interface} of {place} ({_words(resource)})"


def deviation(action: Action) -> str:
    match action:
        case Create(Shaping() as wanted):
            return f"{wanted.interface} has no {_words(wanted)}"
        case Delete(Shaping() as found):
            return f"{found.interface} has {_words(found)}, which is not in the design"
        case Update(Shaping() as before, Shaping() as after) if before.foreign:
            return f"{after.interface} has {_words(before)}, not {_words(after)}"
        case Update(Shaping() as before, Shaping() as after):
            return ", ".join(_deviations(before, after))
    raise TypeError(action)


def commands(topology: str, action: Action) -> Iterator[Command]:
    match action:
        case Create(Shaping() as wanted):
            yield from _qdiscs(topology, "add", wanted)
        case Delete(Shaping() as found):
            yield _qdisc(topology, "del", found, "root")
        case Update(Shaping() as before, Shaping() as after) if same_disciplines(before, after):
            yield from _qdiscs(topology, "change", after, before)
        case Update(Shaping() as before, Shaping() as after):
            yield _qdisc(topology, "del", before, "root")
            yield from _qdiscs(topology, "add", after)


def _words(shaping: Shaping) -> str:
    """`rate 10mbit, delay 20ms`."""
    if shaping.foreign:
        return f"{shaping.foreign} of somebody's"
    said = [
        f"{field} {write(getattr(shaping, field))}"
        for field, write in _FIELDS.items()
        if field != "burst" and getattr(shaping, field)
    ]
    return ", ".join(said)


def _deviations(before: Shaping, after: Shaping) -> Iterator[str]:
    for field, write in _FIELDS.items():
        old, new = getattr(before, field), getattr(after, field)
        follows = field == "burst" and before.rate != after.rate
        if old != new and not follows:
            yield f"the {field} of {after.interface} is {_or_none(write, old)}, not {_or_none(write, new)}"


def _or_none(write: Callable[[int], str], number: int) -> str:
    return write(number) if number else "none"


def _qdiscs(topology: str, verb: str, shaping: Shaping, before: Shaping | None = None) -> Iterator[Command]:
    at = _ROOT
    if needs_netem(shaping):
        yield _qdisc(topology, verb, shaping, *at, *_netem(shaping, before or shaping))
        at = _BELOW
    if shaping.rate:
        options = [
            "rate",
            f"{shaping.rate}bit",
            "burst",
            str(shaping.burst),
            "limit",
            str(tbf_limit(shaping)),
        ]
        yield _qdisc(topology, verb, shaping, *at, "tbf", *options)


def _netem(shaping: Shaping, before: Shaping) -> Iterator[str]:
    """What was there before is named although it ends: some of it would stay."""
    yield from ("netem", "limit", str(netem_limit(shaping)))
    if shaping.delay or shaping.jitter:
        yield from ("delay", delay_text(shaping.delay))
        if shaping.jitter:
            yield delay_text(shaping.jitter)
    for field in _SHARES:
        share = getattr(shaping, field)
        if share or getattr(before, field):
            yield from (field, percent_text(share))


def _qdisc(topology: str, verb: str, shaping: Shaping, *words: str) -> Command:
    tc = ["tc", "-n", namespace_name(topology, shaping.place)]
    return [*tc, "qdisc", verb, "dev", shaping.interface, *words]
