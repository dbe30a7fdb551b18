"""The networks that a new installation begins with, and what each does when it is deployed."""

from pathlib import Path

from django.contrib.auth.models import User

from topology.formats import native
from webapp.store import topologies
from webapp.store.models import Topology

FOLDER = Path(__file__).parent

EXPECTED: dict[str, list[tuple[str, str, bool]]] = {
    "one-bridge": [("app1", "10.0.0.3", True), ("app2", "10.0.0.2", True), ("app1", "10.0.0.1", True)],
    "two-bridges": [
        ("app1", "10.0.0.3", True),
        ("app3", "10.10.10.3", True),
        ("app1", "10.10.10.2", False),
        ("app3", "10.0.0.2", False),
    ],
    "app-on-two-bridges": [
        ("app1", "10.0.0.3", True),
        ("app3", "10.10.10.2", True),
        ("app2", "10.0.0.2", True),
        ("app2", "10.10.10.2", True),
        ("app1", "10.10.10.2", False),
        ("app1", "10.10.10.3", False),
    ],
    "router": [
        ("app1", "10.10.10.2", True),
        ("app2", "10.0.0.2", True),
        ("app1", "10.0.0.254", True),
        ("app1", "10.10.10.254", True),
    ],
    "three-switches": [
        ("app1", "10.0.0.12", True),
        ("app2", "10.0.0.13", True),
        ("app3", "10.0.0.11", True),
    ],
    "three-routers": [
        ("host1", "10.0.2.1", True),
        ("host2", "10.0.1.1", True),
        ("host1", "10.1.23.3", True),
    ],
}
"""By demonstration: from which sandbox, to which address, whether the ping is answered."""


def load(owner: User) -> None:
    """Give the owner a copy of each that is not there yet."""
    for name in EXPECTED:
        if not Topology.objects.filter(name=name).exists():
            text = (FOLDER / f"{name}.yaml").read_text()
            topologies.create(name, owner, native.load(text), description(text))


def description(text: str) -> str:
    """The comment at the head of a design file, as one paragraph."""
    lines = iter(text.splitlines())
    comment = [line.lstrip("# ").rstrip() for line in lines if line.startswith("#")]
    return " ".join(comment)
