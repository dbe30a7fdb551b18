"""What rules of nftables do to a packet, as far as they can be read.

Rules are those of `nft -j`. A match that is not known here, or that chance decides, makes a rule uncertain:
it is not what stops a packet for certain, but it is told of.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from engine.reach.matches import Packet, matches

Verdict = Literal["accept", "drop", "return"]
_DROPPING = ("drop", "reject", "queue")
_COUNTING = {"counter", "log", "comment"}


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of a table; `hook` is "" if packets come there by a jump only. `device` is the link that one
    of the family netdev is at."""

    family: str
    table: str
    name: str
    hook: str = ""
    priority: int = 0
    policy: str = "accept"
    device: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`expressions` as `nft -j` has them."""

    handle: int
    expressions: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Ruleset:
    """All of a place: the rules of each chain in their order, and named sets by family, table and name."""

    chains: Mapping[Chain, Sequence[Rule]]
    sets: Mapping[tuple[str, str, str], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Stopped:
    """By which rule of which chain; `handle` 0 is the chain's policy. `certain`: it does not depend on
    chance, or on what cannot be judged."""

    chain: Chain
    handle: int
    certain: bool = True

    @property
    def words(self) -> str:
        what = f"rule {self.handle}" if self.handle else "the policy"
        return f"{what} of chain {self.chain.name} in table {self.chain.family} {self.chain.table}"


def stopped(
    ruleset: Ruleset, families: Collection[str], hook: str, packet: Packet, device: str = ""
) -> Stopped | None:
    """What drops the packet at a hook of these families, or may drop it; None: it passes for certain."""
    doubtful: Stopped | None = None
    for chain in _at(ruleset, families, hook, device):
        found = _Run(ruleset, packet).through(chain)
        if found and found.certain:
            return found
        doubtful = doubtful or found
    return doubtful


def stopped_whatever_it_is(
    ruleset: Ruleset, families: Collection[str], hook: str, device: str = ""
) -> Stopped | None:
    """What drops everything at a hook of these families, before any rule looks at what it is."""
    for chain in _at(ruleset, families, hook, device):
        first = next(iter(ruleset.chains[chain]), None)
        words = [word for each in first.expressions for word in each] if first else []
        if first and words and words[-1] in _DROPPING and set(words[:-1]) <= _COUNTING:
            return Stopped(chain, first.handle)
    return None


def _at(ruleset: Ruleset, families: Collection[str], hook: str, device: str) -> list[Chain]:
    """The base chains there, the first one first."""
    chains = [
        each
        for each in ruleset.chains
        if each.hook == hook and each.family in families and (not device or each.device == device)
    ]
    return sorted(chains, key=lambda each: each.priority)


def translation(ruleset: Ruleset, families: Collection[str], packet: Packet) -> str | None:
    """The address that the packet's source becomes when it leaves; "" is that of the link, None: it stays."""
    for chain in sorted(ruleset.chains, key=lambda each: each.priority):
        if chain.hook != "postrouting" or chain.family not in families:
            continue
        run = _Run(ruleset, packet)
        for rule in ruleset.chains[chain]:
            for each in rule.expressions if run.is_met(chain, rule) else ():
                if "masquerade" in each:
                    return ""
                if "snat" in each:
                    return str(each["snat"].get("addr", ""))
    return None


class _Run:
    """One packet through one base chain and those that it jumps to."""

    def __init__(self, ruleset: Ruleset, packet: Packet) -> None:
        self._ruleset, self._packet = ruleset, packet
        self._doubt: Stopped | None = None
        self._may_be_accepted = False
        self._chains = {(each.family, each.table, each.name): each for each in ruleset.chains}

    def through(self, chain: Chain) -> Stopped | None:
        verdict = self._verdict(chain, 0)
        if isinstance(verdict, Stopped):
            return verdict
        if verdict != "accept" and chain.policy == "drop":
            return Stopped(chain, 0, certain=not self._may_be_accepted)
        return self._doubt

    def _verdict(self, chain: Chain, depth: int) -> Stopped | Verdict:
        for rule in self._ruleset.chains[chain]:
            is_met = self.is_met(chain, rule)
            if is_met is False:
                continue
            found = self._says(chain, rule, depth)
            if is_met is None:
                self._note(found)
            elif found is not None and found != "return":
                return found
            elif found == "return":
                return "return"
        return "return"

    def _note(self, found: Stopped | Verdict | None) -> None:
        """Of a rule that perhaps is met."""
        if isinstance(found, Stopped) and not self._doubt:
            self._doubt = Stopped(found.chain, found.handle, certain=False)
        if found == "accept":
            self._may_be_accepted = True

    def is_met(self, chain: Chain, rule: Rule) -> bool | None:
        """None if that cannot be told."""
        known: bool | None = True
        for each in rule.expressions:
            if "match" in each:
                met = matches(each["match"], self._packet, self._elements(chain, each["match"]))
            else:
                met = None if "limit" in each else True
            if met is False:
                return False
            known = known and met
        return known

    def _elements(self, chain: Chain, match: Mapping[str, Any]) -> Sequence[Any]:
        right = match["right"]
        if isinstance(right, str) and right.startswith("@"):
            return self._ruleset.sets.get((chain.family, chain.table, right[1:]), ())
        return ()

    def _says(self, chain: Chain, rule: Rule, depth: int) -> Stopped | Verdict | None:
        """What becomes of a packet that meets the rule; None: it goes on to the next one."""
        for each in rule.expressions:
            for word, what in each.items():
                if word in _DROPPING:
                    return Stopped(chain, rule.handle)
                if word in ("accept", "return"):
                    return "accept" if word == "accept" else "return"
                if word in ("jump", "goto") and depth < 16:
                    found = self._jump(chain, what["target"], depth)
                    return found if found != "return" or word == "goto" else None
        return None

    def _jump(self, chain: Chain, name: str, depth: int) -> Stopped | Verdict:
        target = self._chains.get((chain.family, chain.table, name))
        return self._verdict(target, depth + 1) if target else "return"


def read(listed: Iterable[Mapping[str, Any]], devices: Mapping[tuple[str, str], str]) -> Ruleset:
    """Of what `nft -j list ruleset` lists; `devices` are the links of the chains of the family netdev, by
    table and chain, which it leaves out."""
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
        for each in [entry.get("set")]
        if each
    }
    return Ruleset(rules, sets)


def _chains(entries: Sequence[Mapping[str, Any]], devices: Mapping[tuple[str, str], str]) -> Iterator[Chain]:
    for entry in entries:
        if each := entry.get("chain"):
            yield Chain(
                each["family"],
                each["table"],
                each["name"],
                each.get("hook", ""),
                each.get("prio", 0),
                each.get("policy", "accept"),
                devices.get((each["table"], each["name"]), "") if each["family"] == "netdev" else "",
            )
