"""Addresses as `ip address` shows them."""

import socket
from collections.abc import Iterable, Mapping
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.rtnetlink import ADDRESS, EVERY_ADDRESS, IFA_ADDRESS, IFA_LOCAL
from engine.backends.kernel.showing import words
from engine.backends.kernel.showing.table import Rows
from engine.value import value

_CACHE, _FLAGS = 6, 8
_WANTED = frozenset({IFA_ADDRESS, IFA_LOCAL, _CACHE, _FLAGS})
_LIFETIMES = Struct("=II")
_FOREVER = 0xFFFFFFFF
COLUMNS = ("Interface", "Address", "Scope", "Flags", "Valid")


@value
class Address:
    """`valid` is in seconds; None: for ever."""

    index: int
    family: str
    address: str
    scope: str
    flags: tuple[str, ...]
    valid: int | None


def read(opened: socket.socket) -> list[Address]:
    """Raises `netlink.Interrupted`."""
    return [found for body in netlink.dump(opened, EVERY_ADDRESS) if (found := decode(body))]


def decode(body: memoryview) -> Address | None:
    """None if it is of another family than IPv4 and IPv6."""
    family, length, flags, scope, index = ADDRESS.unpack_from(body)
    if family not in words.FAMILIES:
        return None
    found = netlink.attributes(body, ADDRESS.size, _WANTED)
    flags = netlink.number(found[_FLAGS]) if _FLAGS in found else flags
    temporary = ["dynamic"] if not flags & words.PERMANENT_ADDRESS else []
    _, valid = _LIFETIMES.unpack_from(found[_CACHE]) if _CACHE in found else (_FOREVER, _FOREVER)
    return Address(
        index,
        words.FAMILIES[family],
        f"{words.address(family, found[IFA_LOCAL] if IFA_LOCAL in found else found[IFA_ADDRESS])}/{length}",
        words.of(words.SCOPES, scope),
        (*temporary, *words.every(words.ADDRESS_FLAGS, flags)),
        None if valid == _FOREVER else valid,
    )


def rows(shown: Iterable[Address], names: Mapping[int, str]) -> Rows:
    return {
        f"{names.get(each.index, each.index)} {each.address}": (
            names.get(each.index, str(each.index)),
            each.address,
            each.scope,
            " ".join(each.flags),
            "forever" if each.valid is None else f"{each.valid}s",
        )
        for each in shown
    }


def line(each: Address, names: Mapping[int, str]) -> str:
    """As `ip monitor` says it."""
    interface = names.get(each.index, f"if{each.index}")
    flags = " ".join(["", *each.flags])
    return f"{each.index}: {interface}    {each.family} {each.address} scope {each.scope}{flags}"
