"""What is said of the way to an address: what the walk found, and whether what was measured agrees."""

from dataclasses import asdict
from typing import Any

from engine.console.measuring import Answer
from engine.explaining import Explanation


def verdict(found: Explanation, answer: Answer) -> dict[str, Any]:
    """It is only called reachable if what was measured agrees."""
    return {
        "type": "verdict",
        "address": str(found.address),
        "reaches": found.walk.reaches and answer == "answered",
        "stopped": found.words is not None,
        "answer": answer,
        "sentence": _sentence(found, answer),
        "keys": list(found.steps[-1].keys) if found.words and found.steps else [],
        "fix": asdict(found.mending) if found.mending else None,
    }


def _sentence(found: Explanation, answer: Answer) -> str:
    flow, doubted = found.walk.flow, "; ".join(found.doubts)
    one = "a ping" if flow.kind == "ping" else f"a connection to {flow}"
    if found.words:
        said = f"{found.words.said}; {found.words.remedy}"
        return f"{said} ({one} was answered all the same)" if _is_odd(found, answer) else said
    match answer:
        case "answered":
            comes = "a ping comes back" if flow.kind == "ping" else f"{one} is opened"
            return f"{comes}, though {doubted}" if doubted else comes
        case "unanswered":
            missing = "no ping comes back" if flow.kind == "ping" else f"{one} is not answered"
            return f"nothing stops it for certain, yet {missing}: {doubted or 'try again'}"
        case "refused":
            return f"nothing stops it for certain, yet {one} is refused: {doubted or 'try again'}"
        case "only small ones":
            return f"small pings come back, but none of {found.size} bytes: {doubted or 'see the MTUs'}"
    if flow.kind == "udp":
        clear = f"nothing stops it for certain, though {doubted}" if doubted else "nothing is in the way"
        return f"{clear}, and something listens on {flow}; only a client of it can tell whether it answers"
    return f"nothing is in the way, but {one} could not be tried to make sure"


def _is_odd(found: Explanation, answer: Answer) -> bool:
    """A conflict may be answered by the wrong one, and what is too large is not what was sent."""
    cause = found.walk.cause
    return answer == "answered" and cause is not None and cause.why not in ("conflict", "too large")
