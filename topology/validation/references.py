"""What an object points at is there."""

from collections.abc import Iterator

from topology.problems import Problem
from topology.validation.view import View


def endpoints(view: View) -> Iterator[Problem]:
    """An endpoint joins a sandbox to a network."""
    for endpoint in view.design.endpoints:
        if endpoint.sandbox not in view.sandboxes:
            yield _unknown("endpoint", endpoint.name, "sandbox", "sandbox", endpoint.sandbox)
        if endpoint.network not in view.networks:
            yield _unknown("endpoint", endpoint.name, "network", "network", endpoint.network)


def patches(view: View) -> Iterator[Problem]:
    """A patch joins two networks."""
    for patch in view.design.patches:
        for name in dict.fromkeys(patch.networks):
            if name not in view.networks:
                yield _unknown("patch", patch.name, "networks", "network", name)


def layout(view: View) -> Iterator[Problem]:
    """A position belongs to a sandbox or network."""
    for name in view.design.layout:
        if name not in view.networks and name not in view.sandboxes:
            yield Problem(
                "topology",
                view.design.name,
                f"layout.{name}",
                "there is no sandbox or network of that name",
                "remove the position or draw the object",
            )


def _unknown(kind: str, name: str, field: str, wanted: str, missing: str) -> Problem:
    return Problem(
        kind, name, field, f"there is no {wanted} {missing}", f"draw {missing} or name another {wanted}"
    )
