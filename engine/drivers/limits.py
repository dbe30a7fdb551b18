"""What no driver can do yet, said so that a person can take it out of the design."""

from collections.abc import Iterable

from topology.problems import Problem
from topology.values import Endpoint, Patch

IMPAIRMENTS = ("rate", "delay", "jitter", "loss")


def impairments(kind: str, thing: Endpoint | Patch) -> Iterable[Problem]:
    """Each impairment that is asked for."""
    for field in IMPAIRMENTS:
        if getattr(thing, field) is not None:
            yield Problem(kind, thing.name, field, f"{field} cannot be imposed yet", f"leave {field} out")
