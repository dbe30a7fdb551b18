"""Where a frame can be, and what can keep it from going on."""

from dataclasses import dataclass
from typing import Literal

from engine.reach.picture import At
from engine.reach.tags import Tag

Hindrance = Literal[
    "link down",
    "cable pulled",
    "link missing",
    "unplugged",
    "bridge down",
    "port blocked",
    "isolated",
    "vlan",
    "loses all",
    "rule",
    "wrong port",
    "no flooding",
    "locked",
    "too large",
]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a frame from going on at a link; `detail` says more of it in words."""

    why: Hindrance
    at: At
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a frame is: it has been `sent` by a link, has come `in` at the far end of a cable, is `switched`
    by a bridge that it came to by `port` (None: from the bridge itself), is to go `out` of a port, or was
    `received`."""

    where: Literal["sent", "in", "switched", "out", "received"]
    at: At
    tag: Tag = None
    port: At | None = None
