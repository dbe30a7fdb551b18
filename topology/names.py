"""The rules for names, and the order that people expect of them."""

import re
from collections.abc import Container
from functools import lru_cache

NAME_PATTERN = "^[a-z0-9][a-z0-9-]{0,31}$"
INTERFACE_PATTERN = "^[a-z][a-z0-9_-]{0,14}$"
LONGEST, LONGEST_INTERFACE = 32, 15
RESERVED = frozenset({"lo", "all", "default"})
"""Names that the kernel keeps for itself among the links of a namespace."""

_NAME = re.compile(NAME_PATTERN.removesuffix("$"))
_INTERFACE = re.compile(INTERFACE_PATTERN.removesuffix("$"))
_DIGITS = re.compile(r"([0-9]+)")


def is_name(text: str) -> bool:
    """Whether a topology, network, sandbox, patch or service may be called so."""
    return _NAME.fullmatch(text) is not None


def is_interface(text: str) -> bool:
    """Whether an interface may be called so (in the kernel: at most 15 bytes)."""
    return _INTERFACE.fullmatch(text) is not None and text not in RESERVED


@lru_cache(maxsize=65536)
def natural(name: str) -> tuple[tuple[str | int, ...], str]:
    """A sort key under which app2 comes before app10."""
    # Splitting by a group puts what it caught, the numbers, at the odd places: like is compared with like.
    parts = _DIGITS.split(name)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), name


def next_free(name: str, taken: Container[str | None], longest: int = LONGEST) -> str:
    """The next name after this one that nobody has: app3 after app1, if there is an app2."""
    stem = name.rstrip("0123456789") or name
    number = int(name[len(stem) :][-9:] or 1)
    while True:
        number += 1
        candidate = f"{stem[: longest - len(str(number))]}{number}"
        if candidate not in taken:
            return candidate
