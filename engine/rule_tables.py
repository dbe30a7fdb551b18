"""Rules at links: the `nft` scripts that make them, and the names in these.

A table holds one chain for each hook of each link. Each rule's comment is the rule itself, so that what is
observed can be compared with what is desired although the kernel gives a rule back in another shape than
`nft` took it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from engine.resources import Rule

FAMILY = "netdev"
EVERY_FRAME = 10**6
_CUT, _APART = "~", "/"  # names of links may have the one, names of chains only the other


def losing(share: int) -> str:
    """The text of a rule that drops this many of a million frames, by chance."""
    return f"numgen random mod {EVERY_FRAME} < {share} drop" if share < EVERY_FRAME else "drop"


def whole(table: str, rules: Iterable[Rule]) -> str:
    """Makes the table hold these rules and nothing else, whatever it held, in one transaction; without rules
    it is gone."""
    commands = [f"add table {FAMILY} {table}", f"delete table {FAMILY} {table}"]
    for _, together in groupby(sorted(rules, key=_by_chain), key=_by_chain):
        commands += adding(table, *together)
    return "".join(f"{command}\n" for command in commands)


def adding(table: str, first: Rule, *more: Rule) -> Iterator[str]:
    """The commands that add rules of one chain."""
    hook, name = first.chain.split(" ")
    chain = f"{FAMILY} {table} {chain_name(first.chain)}"
    yield f"add table {FAMILY} {table}"
    yield f'add chain {chain} {{ type filter hook {hook} device "{name}" priority 0; }}'
    yield from (f'add rule {chain} {rule.text} comment "{rule.text}"' for rule in (first, *more))


def removing(table: str, rule: Rule) -> Iterator[str]:
    """The commands that take a rule away with its chain, which has no other."""
    chain = f"{FAMILY} {table} {chain_name(rule.chain)}"
    yield from (f"flush chain {chain}", f"delete chain {chain}")


def link_of(rule: Rule) -> str:
    """The link that the rule is at."""
    return rule.chain.partition(" ")[2]


def link_at(name: str) -> str:
    """The link whose frames the chain of that name sees; "" if somebody else gave it that name."""
    return chain_called(name).partition(" ")[2]


def chain_name(chain: str) -> str:
    """What a rule's `chain` is called in the table."""
    return chain.replace(" ", _APART, 1).replace(_CUT, _APART)


def chain_called(name: str) -> str:
    """The other way round."""
    return name.replace(_APART, " ", 1).replace(_APART, _CUT)


def _by_chain(rule: Rule) -> str:
    return rule.chain
