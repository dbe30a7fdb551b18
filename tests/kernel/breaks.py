"""What it is to break the network of `routed.py` by hand."""

from dataclasses import dataclass

from engine.reach.packet import PING, Flow
from engine.resources import FABRIC
from tests.kernel.routed import TO


@dataclass(frozen=True)
class Break:
    """What somebody does in a place, what takes it back beyond what Patchboard itself would, and the words
    that name it. `to` is the address that is not reached, `asks` what it is asked by."""

    does: str
    words: str
    place: str = FABRIC
    undo: str = ""
    to: str = TO
    is_forgotten: bool = False
    """Whether nobody remembers neighbours from before."""
    asks: Flow = PING
    together: str = ""
    """The words that name it if whatever it is about is broken, too; "": the same."""


def rule(family: str, hook: str, text: str, more: str = "") -> str:
    chain = f"add chain {family} t c {{ type filter hook {hook} {more} priority 0; }}"
    return f"nft 'add table {family} t; {chain}; add rule {family} t c {text}'"


UNRULED = "nft flush ruleset"
