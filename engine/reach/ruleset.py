"""The rules of nftables that a place has, as `nft -j` lists them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Devices = Mapping[tuple[str, str, str], tuple[str, ...]]
"""The links of the chains that are at some, by family, table and chain: not every `nft` tells all of them."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of a table; `hook` is "" if packets come there by a jump only. `devices` are the links
    that one of the family netdev is at, or one of inet at the hook `ingress`."""

    family: str
    table: str
    name: str
    hook: str = ""
    priority: int = 0
    policy: str = "accept"
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`expressions` as `nft -j` has them."""

    handle: int
    expressions: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Ruleset:
    """All of a place: the rules of each chain in their order, and named sets and maps by family, table and
    name."""

    chains: Mapping[Chain, Sequence[Rule]]
    sets: Mapping[tuple[str, str, str], Sequence[Any]]


def read(listed: Iterable[Mapping[str, Any]], devices: Devices) -> Ruleset:
    """Of what `nft -j list ruleset` lists."""
    entries = list(listed)
    chains = {(each.family, each.table, each.name): each for each in _chains(entries, devices)}
    rules: dict[Chain, list[Rule]] = {each: [] for each in chains.values()}
    for entry in entries:
        if "rule" in entry:
            rule = entry["rule"]
            chain = chains[rule["family"], rule["table"], rule["chain"]]
            rules[chain].append(Rule(rule["handle"], tuple(rule.get("expr", ()))))
    sets = {
        (each["family"], each["table"], each["name"]): each.get("elem", ())
        for entry in entries
        for each in [entry.get("set") or entry.get("map")]
        if each
    }
    return Ruleset(rules, sets)


def _chains(entries: Sequence[Mapping[str, Any]], devices: Devices) -> Iterator[Chain]:
    for entry in entries:
        if each := entry.get("chain"):
            yield Chain(
                each["family"],
                each["table"],
                each["name"],
                each.get("hook", ""),
                each.get("prio", 0),
                each.get("policy", "accept"),
                devices.get((each["family"], each["table"], each["name"]), ()),
            )
