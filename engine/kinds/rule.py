"""Rules of nftables at links, which lose frames where the kernel has no queueing discipline for it."""

from collections.abc import Iterator

from engine.kinds.kind import Command
from engine.marks import table
from engine.names import namespace_name
from engine.plan import Action, Create, Delete
from engine.resources import Rule
from engine.rule_tables import adding, removing


def describe(resource: Rule) -> str:
    place = f"sandbox {resource.place}" if resource.place else "the fabric"
    return f"rule at {resource.chain} of {place} ({resource.text})"


def deviation(action: Action) -> str:
    match action:
        case Create(Rule(_, chain, text)):
            return f"the rule at {chain} is missing ({text})"
        case Delete(Rule(_, chain, text)):
            return f"a rule at {chain} is not in the design ({text})"
    raise TypeError(action)


def commands(topology: str, action: Action) -> Iterator[Command]:
    match action:
        case Create(Rule() as rule):
            yield _nft(topology, rule, adding(table(topology), rule))
        case Delete(Rule() as rule):
            yield _nft(topology, rule, removing(table(topology), rule))


def _nft(topology: str, rule: Rule, commands: Iterator[str]) -> Command:
    return ["ip", "netns", "exec", namespace_name(topology, rule.place), "nft", "; ".join(commands)]
