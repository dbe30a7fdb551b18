"""Tables of nftables as values, and the scripts for `nft` that make them.

A rule is known again by its comment: some words, and a digest of the rule itself. So what is observed can be
compared with what is desired although the kernel gives a rule back in another shape than `nft` took it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

ACCEPT = 1


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a kind of chain hooks in: its type, the hook's name and number, and the priority."""

    kind: str
    name: str
    number: int
    priority: int


HOOKS = {
    "guard": Hook("filter", "prerouting", 0, -300),
    "prerouting": Hook("nat", "prerouting", 0, -100),
    "forward": Hook("filter", "forward", 2, 0),
    "output": Hook("nat", "output", 3, -100),
    "postrouting": Hook("nat", "postrouting", 4, 100),
}
"""By the chain's name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Of a table of the family inet: its chains, as (name, hook, priority, policy), and its rules in their
    order, as (chain, comment)."""

    chains: frozenset[tuple[str, int, int, int]] = frozenset()
    rules: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = field(default=(), compare=False)
    """The rules as `nft` takes them; of an observed table nobody knows them."""


def table(rules: Iterable[tuple[str, str, str]]) -> Table:
    """Of rules, each as (chain, words, text), in the order of each chain."""
    listed = sorted(rules, key=lambda rule: list(HOOKS).index(rule[0]))
    chains = dict.fromkeys(chain for chain, _, _ in listed)
    return Table(
        frozenset((name, HOOKS[name].number, HOOKS[name].priority, ACCEPT) for name in chains),
        tuple((chain, f"{words} {_digest(text)}") for chain, words, text in listed),
        tuple(text for _, _, text in listed),
    )


def words(comment: str) -> list[str]:
    """What a rule's comment says, but for the digest."""
    return comment.split(" ")[:-1]


def replacing(name: str, desired: Table) -> str:
    """A script that makes the table what it should be, in one transaction, whatever it was."""
    return removing(name) + "".join(f"{line}\n" for line in _making(name, desired))


def removing(name: str) -> str:
    """A script that takes the table away, if it is there."""
    return f"table inet {name}\ndelete table inet {name}\n"


def _making(name: str, desired: Table) -> Iterator[str]:
    yield f"table inet {name} {{"
    numbered = list(zip(desired.rules, desired.texts, strict=True))
    for chain in dict.fromkeys(chain for chain, _ in desired.rules):
        hook = HOOKS[chain]
        yield f"  chain {chain} {{"
        yield f"    type {hook.kind} hook {hook.name} priority {hook.priority}; policy accept;"
        for (of, comment), text in numbered:
            if of == chain:
                yield f'    {text} comment "{comment}"'
        yield "  }"
    yield "}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()
