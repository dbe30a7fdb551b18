"""The kernel's settings that a design makes, as resources."""

from collections.abc import Iterable, Iterator

from engine.drivers import Owned
from engine.resources import Sysctl, Upper, Veth
from topology.sysctls import ACCEPT_RA, path
from topology.values import Design


def settings(design: Design, links: Iterable[Owned]) -> Iterator[Owned]:
    """Those of sandboxes, and those of the interfaces that there are among these links.

    Whether an interface heeds routers' advertisements is a field of the link itself.
    """
    for sandbox in design.sandboxes:
        for setting, value in sandbox.sysctls.items():
            yield Sysctl(sandbox.name, path(setting), value), ("sandbox", sandbox.name)
    tuned = [endpoint for endpoint in design.endpoints if endpoint.sysctls]
    ends = set(_ends(links)) if tuned else set()
    for endpoint in tuned:
        for setting, value in endpoint.sysctls.items():
            if (endpoint.sandbox, endpoint.interface) in ends and setting != ACCEPT_RA:
                where = path(setting, endpoint.interface or "")
                yield Sysctl(endpoint.sandbox, where, value), ("endpoint", endpoint.name)


def _ends(links: Iterable[Owned]) -> Iterator[tuple[str, str]]:
    for resource, _ in links:
        match resource:
            case Veth(_, ends):
                yield from ((end.place, end.name) for end in ends)
            case Upper(_, _, end):
                yield end.place, end.name
