"""The text of a configuration of BIRD 2, as statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r'(?P<nothing>\s+|#[^\n]*|/\*.*?\*/)|"[^"\n]*"|[\w.:/]+|[{};,-]', re.DOTALL)


class Unreadable(Exception):
    """It says something of which it is not known what comes of it, or that BIRD would not take."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Its words, with commas and signs as words of their own, and what follows them in braces."""

    words: tuple[str, ...]
    block: "tuple[Statement, ...] | None" = None


def statements(text: str) -> tuple[Statement, ...]:
    return tuple(_within(_tokens(text), is_outermost=True))


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise Unreadable(text[position : position + 20])
        if not found["nothing"]:
            yield found[0]
        position = found.end()


def _within(tokens: Iterator[str], is_outermost: bool) -> Iterator[Statement]:
    """Up to the brace that closes them. In braces each ends with a semicolon; outermost those need none that
    have braces themselves."""
    words: list[str] = []
    for token in tokens:
        if token not in ("{", "}", ";"):
            words.append(token)
            continue
        if token == "}":
            if words or is_outermost:
                raise Unreadable(token)
            return
        if token == "{":
            yield Statement(tuple(words), tuple(_within(tokens, is_outermost=False)))
            if not is_outermost and next(tokens, "") != ";":
                raise Unreadable("no semicolon")
        elif words:
            yield Statement(tuple(words))
        elif not is_outermost:
            raise Unreadable(token)
        words = []
    if words or not is_outermost:
        raise Unreadable("it ends before it should")
