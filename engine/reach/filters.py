"""What rules of nftables do to a packet, as far as they can be read.

A match that is not known here, or that chance decides, makes a rule uncertain: it is not what stops a packet
for certain, but it is told of.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Literal

from engine.reach.matches import finds, matches
from engine.reach.packet import Packet
from engine.reach.ruleset import Chain, Rule, Ruleset

Verdict = Literal["accept", "drop", "return"]
_DROPPING = ("drop", "reject", "queue", "fwd")
_COUNTING = {"counter", "log", "comment"}
_UNKNOWN = {"limit", "quota", "ct count", "xt"}
"""What a rule asks besides that cannot be told; `xt` is what iptables has and nftables has not."""


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


def untracked(ruleset: Ruleset, families: Collection[str], hook: str, packet: Packet) -> bool:
    """Whether a rule there says that the packet's connection is not to be followed."""
    return any(word == "notrack" for word, _ in _statements(ruleset, families, hook, packet))


def chance(ruleset: Ruleset, found: Stopped) -> float:
    """The share of packets that the rule drops by chance; 0 if it decides otherwise."""
    rule = next(each for each in ruleset.chains[found.chain] if each.handle == found.handle)
    for match in (each["match"] for each in rule.expressions if "match" in each):
        if "numgen" in match["left"] and match["op"] == "<":
            return float(match["right"] / match["left"]["numgen"]["mod"])
    return 0.0


def _at(ruleset: Ruleset, families: Collection[str], hook: str, device: str) -> list[Chain]:
    """The base chains there, the first one first."""
    chains = [
        each
        for each in ruleset.chains
        if each.hook == hook and each.family in families and (not device or device in each.devices)
    ]
    return sorted(chains, key=lambda each: each.priority)


def translation(ruleset: Ruleset, families: Collection[str], packet: Packet) -> str | None:
    """The address that the packet's source becomes when it leaves; "" is that of the link, None: it stays."""
    for word, what in _statements(ruleset, families, "postrouting", packet):
        if word in ("masquerade", "snat"):
            return _address(what) if word == "snat" else ""
    return None


def redirection(
    ruleset: Ruleset, families: Collection[str], hook: str, packet: Packet
) -> tuple[str, int] | None:
    """The address and the port that it is sent to instead; "" is that of the link that it came in by, 0: the
    port stays. None: it goes where it was sent to."""
    for word, what in _statements(ruleset, families, hook, packet):
        if word in ("dnat", "redirect") and (word == "redirect" or _address(what)):
            port = (what or {}).get("port", 0)
            return _address(what) or "", port if isinstance(port, int) else 0
    return None


def _address(translated: Mapping[str, Any] | None) -> str | None:
    """None if it is not one, but looked up."""
    address = (translated or {}).get("addr")
    return address if isinstance(address, str) else None


def _statements(
    ruleset: Ruleset, families: Collection[str], hook: str, packet: Packet
) -> Iterator[tuple[str, Any]]:
    """The statements that the packet meets for certain in the chains there, until it is accepted."""
    for chain in _at(ruleset, families, hook, ""):
        run = _Run(ruleset, packet)
        met = (rule for rule in ruleset.chains[chain] if run.is_met(chain, rule))
        said = (statement for rule in met for each in rule.expressions for statement in each.items())
        yield from takewhile(lambda statement: statement[0] not in ("accept", "return"), said)


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
            return replace(verdict, certain=not self._may_be_accepted)
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
        if found in ("accept", "return"):
            self._may_be_accepted = True

    def is_met(self, chain: Chain, rule: Rule) -> bool | None:
        """None if that cannot be told."""
        known: bool | None = True
        for each in rule.expressions:
            if "match" in each:
                met = matches(each["match"], self._packet, self._elements(chain, each["match"]["right"]))
            else:
                met = None if _UNKNOWN & each.keys() else True
            if met is False:
                return False
            known = known and met
        return known

    def _elements(self, chain: Chain, named: Any) -> Sequence[Any]:
        """Of a set or map that has a name."""
        if isinstance(named, str) and named.startswith("@"):
            return self._ruleset.sets.get((chain.family, chain.table, named[1:]), ())
        return ()

    def _says(self, chain: Chain, rule: Rule, depth: int) -> Stopped | Verdict | None:
        """What becomes of a packet that meets the rule; None: it goes on to the next one."""
        found = (self._said(chain, rule, each, depth) for each in rule.expressions)
        return next((each for each in found if each), None)

    def _said(
        self, chain: Chain, rule: Rule, statement: Mapping[str, Any], depth: int
    ) -> Stopped | Verdict | None:
        for word, what in statement.items():
            if word in _DROPPING:
                return Stopped(chain, rule.handle)
            if word in ("accept", "return"):
                return "accept" if word == "accept" else "return"
            if word in ("jump", "goto") and depth < 16:
                found = self._jump(chain, what["target"], depth)
                return found if found != "return" or word == "goto" else None
            if word == "vmap":
                return self._looked_up(chain, rule, what, depth)
            if word == "xt":
                self._note(Stopped(chain, rule.handle))
        return None

    def _looked_up(
        self, chain: Chain, rule: Rule, vmap: Mapping[str, Any], depth: int
    ) -> Stopped | Verdict | None:
        """What a map says; what it says of all others, "*", comes last."""
        data = vmap["data"]
        pairs = self._elements(chain, data) or (data["set"] if isinstance(data, dict) else ())
        for option, verdict in sorted(pairs, key=lambda pair: pair[0] == "*"):
            is_found = finds(vmap["key"], option, self._packet)
            if is_found is False:
                continue
            found = self._said(chain, rule, verdict, depth)
            if is_found:
                return found
            self._note(found)
        return None

    def _jump(self, chain: Chain, name: str, depth: int) -> Stopped | Verdict:
        target = self._chains.get((chain.family, chain.table, name))
        return self._verdict(target, depth + 1) if target else "return"
