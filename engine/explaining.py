"""Why one sandbox does not reach another: over what there is, and with what was meant to be there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.lower import Desired
from engine.mending import Asked, Mending, mending, paused_at
from engine.plan import Plan
from engine.reach.causes import Cause, Walk
from engine.reach.doubts import doubts
from engine.reach.forks import worst
from engine.reach.packet import PING, Flow
from engine.reach.picture import Address, At, Picture
from engine.reach.sentences import Words, words
from engine.reach.steps import Step, steps
from engine.resources import FABRIC, Service
from topology.values import Design

_SMALL = 84
"""Bytes of an echo request of IPv4 as `ping` sends it; links of IPv6 take more."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is deployed and what there is; `rest` is the plan that would put back what differs. The services
    are as they are observed."""

    design: Design
    desired: Desired
    seen: Picture
    rest: Plan
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Of the way to one address. `words` are None if nothing stops what was asked; `doubts` are what may.
    `size` is that of the packets that were followed, 0 if even small ones do not arrive."""

    address: Address
    walk: Walk
    size: int
    steps: tuple[Step, ...]
    words: Words | None
    doubts: tuple[str, ...]
    mending: Mending | None


def explained(situation: Situation, source: str, address: Address, flow: Flow = PING) -> Explanation:
    """First for a small packet; if that arrives, for one that is as large as they come."""
    (branch, by), size = worst(situation.seen, source, address, flow=flow), 0
    if branch.walk.reaches and branch.walk.there:
        size = _largest(branch.picture, branch.walk)
        branch, by = worst(situation.seen, source, address, size, flow)
    seen, found = branch.picture, branch.walk
    if found.reaches and (other := _other(situation, source, address, found)):
        found = replace(found, cause=other)
    if found.cause and (impostor := _impostor(seen, found, found.cause)):
        found = replace(found, cause=impostor)
    if found.cause and (at := paused_at(situation.design, seen, found.cause)):
        found = replace(found, cause=_paused(seen, found.cause, at))
    if found.cause and by:
        turn = f"{by.link[0]} sends by {by.via or by.link[1]}"
        found = replace(found, cause=replace(found.cause, by=turn))
    return Explanation(
        address,
        found,
        size,
        tuple(steps(situation.design.name, seen, source, address, found)),
        words(seen, found.cause) if found.cause else None,
        tuple(doubts(seen, found)),
        _mending(situation, source, address, found),
    )


def dead_services(situation: Situation, sandbox: str) -> Iterator[tuple[Service, Words]]:
    """Those of the sandbox that do not run though they should."""
    for service in situation.services:
        if service.place == sandbox and service.state != "running":
            said = f"the service {service.name} of {sandbox} is not as it should be: "
            yield service, Words(said + f"it {service.state}", "see its log, and mend its command")


def _largest(seen: Picture, found: Walk) -> int:
    """As large as the first link takes, or as a small ping is, if that is more; by TCP, both ends tell each
    other what they take (its MSS)."""
    first = seen.links[found.there[0].out].mtu
    match found.flow.kind:
        case "tcp":
            return min(first, seen.links[found.there[-1].into].mtu)
        case "ping":
            return max(first, _SMALL)
    return first


def _other(situation: Situation, source: str, address: Address, found: Walk) -> Cause | None:
    """Whether somebody answers who is not who should, without having been sent what was redirected (DNAT)."""
    by = found.there[-1].into if found.there else (source, "lo")
    if found.there and found.there[-1].goal != address:
        return None
    drawn = situation.seen.meant
    owners = {at[0] for at in drawn.holders.get(address, ())} if drawn else set()
    return Cause("impostor", *by, address, detail=min(owners)) if owners and by[0] not in owners else None


def _impostor(seen: Picture, found: Walk, cause: Cause) -> Cause | None:
    """Whether who stops it should not have got it: it has an address, such as a gateway's, that is another's
    by the design."""
    is_answer = cause.is_answer and bool(found.back)
    hops = found.back if is_answer else found.there
    if not hops or hops[-1].into[0] != cause.place or not seen.is_own(cause.place, hops[-1].to):
        return None
    last = hops[-1]
    owners = {at[0] for at in seen.meant.holders.get(last.to, ())} if seen.meant else set()
    if not owners or cause.place in owners:
        return None
    return Cause("impostor", *last.into, last.to, is_answer, detail=min(owners))


def _paused(seen: Picture, cause: Cause, at: At) -> Cause:
    """Where links have an end in the fabric, the rules that pause a sandbox are there."""
    peer = seen.links[at].peer if at in seen.links else None
    where = FABRIC if peer and peer[0] == FABRIC else at[0]
    return Cause("paused", *at, cause.hop, cause.is_answer, where)


def _mending(situation: Situation, source: str, address: Address, found: Walk) -> Mending | None:
    if found.cause is None:
        return None
    asked = Asked(situation.design, situation.desired, situation.rest, source, address, found.flow)
    return mending(situation.seen, asked, found.cause)
