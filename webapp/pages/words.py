"""States, counts and times in words."""

from datetime import datetime

from django.utils import timezone

STATES = {
    "in_sync": "in sync",
    "applying": "applying",
    "drifted": "drifted",
    "degraded": "degraded",
    "failed": "failed",
    "designed": "designed",
    "lost": "lost",
}

_UNITS = ((86400 * 365, "year"), (86400 * 30, "month"), (86400, "day"), (3600, "hour"), (60, "minute"))


def state(name: str) -> str:
    return STATES.get(name, name)


def count(number: int, one: str, many: str = "") -> str:
    """`1 sandbox`, `3 sandboxes`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ago(at: datetime) -> str:
    """`just now`, `2 minutes ago`."""
    seconds = (timezone.now() - at).total_seconds()
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{count(int(seconds // size), unit)} ago"
    return "just now"


def size(networks: int, sandboxes: int, endpoints: int) -> str:
    """`2 sandboxes, 1 network, 2 endpoints`, broken only between them."""
    parts = (
        count(sandboxes, "sandbox", "sandboxes"),
        count(networks, "network"),
        count(endpoints, "endpoint"),
    )
    return ", ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
