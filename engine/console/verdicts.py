"""What is said of the way to an address: what the walk found, and whether what was measured agrees."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.console.measuring import Answer, landing
from engine.explaining import Explanation
from engine.reach.packet import Kind

_ONE: Mapping[Kind, str] = {"ping": "a ping", "tcp": "a connection to", "udp": "a datagram to"}
_COMES: Mapping[Kind, str] = {"ping": "comes back", "tcp": "is opened", "udp": "is answered"}
_MISSES: Mapping[Kind, str] = {"tcp": "is not answered", "udp": "does not arrive"}
_CLIENT = "whether the service answers, only a client of it can tell"


def verdict(found: Explanation, answer: Answer, target: str) -> dict[str, Any]:
    """It is only called reachable if what was measured agrees: what arrives unanswered agrees if nothing else
    is in doubt. What is answered though the walk was stopped is neither called reachable nor stopped."""
    agrees = answer == "answered" or (answer == "arrived" and not found.doubts)
    return {
        "type": "verdict",
        "address": str(found.address),
        "reaches": found.walk.reaches and agrees,
        "stopped": found.words is not None and not _is_odd(found, answer, target),
        "answer": answer,
        "sentence": _sentence(found, answer, target),
        "keys": list(found.steps[-1].keys) if found.words and found.steps else [],
        "fix": asdict(found.mending) if found.mending else None,
    }


def _sentence(found: Explanation, answer: Answer, target: str) -> str:
    flow, doubted = found.walk.flow, "; ".join(found.doubts)
    one = f"{_ONE[flow.kind]} {flow}" if flow.port else _ONE[flow.kind]
    if found.words:
        if not _is_odd(found, answer, target):
            return str(found.words)
        did = "arrived" if answer == "arrived" else "was answered"
        return f"{one} {did}, but the walk could not follow it: {found.words.said}"
    match answer:
        case "answered":
            comes = f"{one} {_COMES[flow.kind]}"
            return f"{comes}, though {doubted}" if doubted else comes
        case "arrived":
            comes = f"{one} arrives at {landing(found, target)} and is not refused"
            return f"{comes}, though {doubted}" if doubted else f"{comes}; {_CLIENT}"
        case "unanswered":
            missing = "no ping comes back" if flow.kind == "ping" else f"{one} {_MISSES[flow.kind]}"
            return f"nothing stops it for certain, yet {missing}: {doubted or 'try again'}"
        case "refused":
            return f"nothing stops it for certain, yet {one} is refused: {doubted or 'try again'}"
        case "only small ones":
            return f"small pings come back, but none of {found.size} bytes: {doubted or 'see the MTUs'}"
    return f"nothing is in the way, but {one} could not be tried to make sure"


def _is_odd(found: Explanation, answer: Answer, target: str) -> bool:
    """Whether what was measured contradicts the walk. A conflict may be answered by the wrong one, and so is
    who has taken the address; what is too large is only sent as a ping; of several next hops it may have
    taken another. What arrives may be stopped yet, where it arrives or on its way back."""
    cause, kind = found.walk.cause, found.walk.flow.kind
    if cause is None or cause.by or cause.why == "conflict" or (cause.why == "too large" and kind != "ping"):
        return False
    if cause.why == "impostor" and cause.hop == found.address:
        return False
    return answer == "answered" or (answer == "arrived" and cause.place != target and not cause.is_answer)
