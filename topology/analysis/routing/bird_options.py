"""Areas and interfaces in a configuration of BIRD 2, and the words that its options are made of."""

from collections.abc import Iterator, Sequence
from typing import Literal

from topology.addressing import parse_address
from topology.analysis.routing.speaking import Interface, Pattern
from topology.analysis.routing.statements import Statement, Unreadable

_KINDS: dict[str, Literal["broadcast", "ptp"]] = {
    **dict.fromkeys(("broadcast", "bcast"), "broadcast"),
    **dict.fromkeys(("pointopoint", "ptp"), "ptp"),
}
_LIMITS = {
    "cost": (1, 65535),
    "hello": (1, 65535),
    "dead": (2, 65535),
    "dead count": (2, 65535),
    "priority": (0, 255),
    "wait": (2, 65535),
    "retransmit": (2, 65535),
}
_YES, _NO = ("yes", "on", "true"), ("no", "off", "false")
_MOST = 2**32 - 1


def areas(block: Sequence[Statement]) -> Iterator[Interface]:
    """The interfaces of all areas, of which there is one at least."""
    told = [(_area(each), each.block) for each in block]
    if len({area for area, _ in told}) < len(told) or not all(inner for _, inner in told) or not told:
        raise Unreadable("no areas, or one without interfaces, or one that is there twice")
    for area, inner in told:
        yield from (_interface(each, area) for each in inner or ())


def _area(statement: Statement) -> int:
    match statement.words:
        case ["area", text]:
            address = parse_address(text)
            return int(address) if address and address.version == 4 else number(text, 0, _MOST)
    raise Unreadable(statement.words)


def _interface(statement: Statement, area: int) -> Interface:
    if statement.words[:1] != ("interface",):
        raise Unreadable(statement.words)
    said = dict(_option(each) for each in statement.block or ())
    hello = int(said.get("hello", 10))
    return Interface(
        patterns(statement.words[1:]),
        area,
        cost=int(said.get("cost", 10)),
        kind=_KINDS[said["type"]] if "type" in said else "",
        hello=hello,
        dead=int(said.get("dead", int(said.get("dead count", 4)) * hello)),
        priority=int(said.get("priority", 1)),
        stub=said.get("stub") in _YES,
    )


def _option(statement: Statement) -> tuple[str, str]:
    if statement.block is not None:
        raise Unreadable(statement.words)
    match statement.words:
        case ["stub", *value]:
            return "stub", "yes" if is_on(value) else "no"
        case ["type", kind] if kind in _KINDS:
            return "type", kind
        case [*words, figure] if (name := " ".join(words)) in _LIMITS:
            return name, str(number(figure, *_LIMITS[name]))
    raise Unreadable(statement.words)


def patterns(words: Sequence[str]) -> tuple[Pattern, ...]:
    """Out of `"eth0", -"eth*"`."""
    commas = [place for place, word in enumerate(words) if word == ","]
    starts, ends = [0, *(place + 1 for place in commas)], [*commas, len(words)]
    return tuple(_pattern(words[start:end]) for start, end in zip(starts, ends, strict=True))


def _pattern(words: Sequence[str]) -> Pattern:
    match words:
        case [text] | ["-", text] if text.startswith('"') and not set(text) & set("[]\\"):
            return len(words) == 1, text.strip('"')
    raise Unreadable(words)


def is_on(words: Sequence[str]) -> bool:
    """What is only named is on."""
    word = " ".join(words) or "yes"
    if word not in _YES + _NO:
        raise Unreadable(words)
    return word in _YES


def number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise Unreadable(text)
    return int(text)
