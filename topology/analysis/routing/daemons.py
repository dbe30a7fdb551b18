"""Which sandboxes run a routing daemon, and what it is told."""

from collections.abc import Mapping
from pathlib import PurePath

from topology.analysis.routing import bird
from topology.analysis.routing.speaking import Speaker
from topology.analysis.routing.statements import Unreadable
from topology.values import Design, Sandbox, Service

DAEMONS = frozenset(
    {
        *("bird", "bird6", "babeld", "batmand", "olsrd", "exabgp", "gobgpd", "openbgpd"),
        *("zebra", "ospfd", "ospf6d", "ripd", "ripngd", "bgpd", "isisd", "eigrpd", "fabricd", "staticd"),
        *("frrinit.sh", "watchfrr"),
    }
)
"""What may change the routes of a sandbox even if that does not route for others."""

_FOLDERS = ("/run", "/tmp")


def teachers(design: Design) -> Mapping[str, Speaker | None]:
    """By sandbox what its daemon is told; None if that cannot be read, so that it may learn anything, and
    teach it. What stands still does neither, and is left out like those that run nothing of the kind."""
    return {each.name: _speaker(each) for each in design.sandboxes if not each.paused and _may_learn(each)}


def _may_learn(sandbox: Sandbox) -> bool:
    """Of whoever routes any service may be what finds the routes."""
    if sandbox.forwarding:
        return bool(sandbox.services)
    return any(_program(each) in DAEMONS for each in sandbox.services)


def _program(service: Service) -> str:
    return PurePath(service.command[0]).name if service.command else ""


def _speaker(sandbox: Sandbox) -> Speaker | None:
    if len(sandbox.services) != 1 or _program(sandbox.services[0]) != "bird":
        return None
    text = _configuration(sandbox.services[0])
    try:
        return bird.read(text) if text is not None else None
    except Unreadable:
        return None


def _configuration(bird: Service) -> str | None:
    """The text of the file that it is started with; None if the design does not have that, or if it may not
    run: it has to stay in front, and to have its socket in a folder that is there, as /run/bird is not."""
    match bird.command[1:]:
        case ["-f" | "-d", *options] | [*options, "-f" | "-d"]:
            pass
        case _:
            return None
    match options:
        case ["-c", path, "-s", socket] | ["-s", socket, "-c", path] if (
            str(PurePath(socket).parent) in _FOLDERS
        ):
            return next((file.text for file in bird.files if file.path == path), None)
    return None
