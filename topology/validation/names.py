"""Names: well-formed, and each used once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from topology.names import is_interface, is_name
from topology.problems import Problem
from topology.validation.view import View
from topology.values import Network, Patch, Sandbox

_RULE = "use 1 to 32 of a-z, 0-9 and -, starting with a letter or digit"
_INTERFACE_RULE = "use 1 to 15 of a-z, 0-9, _ and -, starting with a letter, and not lo, all or default"


def named(view: View) -> Iterator[tuple[str, Network | Sandbox | Patch]]:
    """Every object that has a name of its own, with its kind."""
    design = view.design
    yield from (("network", network) for network in design.networks)
    yield from (("sandbox", sandbox) for sandbox in design.sandboxes)
    yield from (("patch", patch) for patch in design.patches)


def names(view: View) -> Iterator[Problem]:
    """Names are made of the characters that links and namespaces can carry."""
    if not is_name(view.design.name):
        yield Problem("topology", view.design.name, "name", "is not a valid name", _RULE)
    for kind, thing in named(view):
        if not is_name(thing.name):
            yield Problem(kind, thing.name, "name", "is not a valid name", _RULE)
    for network in view.design.networks:
        if not is_name(network.driver):
            yield Problem("network", network.name, "driver", "is not a valid name", _RULE)


def interfaces(view: View) -> Iterator[Problem]:
    """Interfaces have names that the kernel takes."""
    for endpoint in view.design.endpoints:
        if not is_interface(endpoint.interface or ""):
            yield Problem(
                "endpoint", endpoint.name, "interface", "is not a valid interface name", _INTERFACE_RULE
            )


def clashes(view: View) -> Iterator[Problem]:
    """Sandboxes and networks share one set of names; so do networks and patches, which are links."""
    design = view.design
    networks = [network.name for network in design.networks]
    sandboxes = [sandbox.name for sandbox in design.sandboxes]
    patches = [patch.name for patch in design.patches]
    yield from _repeated("network", networks)
    yield from _repeated("sandbox", sandboxes)
    yield from _repeated("patch", patches)
    for kind, name in [("sandbox", name) for name in sandboxes] + [("patch", name) for name in patches]:
        if name in view.networks:
            yield Problem(kind, name, "name", "is the name of a network too", f"rename this {kind}")


def interface_clashes(view: View) -> Iterator[Problem]:
    """A sandbox has each interface once."""
    for name, number in Counter(endpoint.name for endpoint in view.design.endpoints).items():
        if number > 1:
            yield Problem(
                "endpoint",
                name,
                "interface",
                f"is drawn {number} times in this sandbox",
                "give each interface of a sandbox its own name",
            )


def service_names(view: View) -> Iterator[Problem]:
    """The services of a sandbox have names, each once, and something to run."""
    for sandbox in view.design.sandboxes:
        if not sandbox.services:
            continue
        counted = Counter(service.name for service in sandbox.services)
        for place, service in enumerate(sandbox.services):
            field = f"services[{place}]"
            if not is_name(service.name):
                yield Problem("sandbox", sandbox.name, f"{field}.name", "is not a valid name", _RULE)
            elif counted.pop(service.name, 0) > 1:
                reason = "is the name of another service too"
                yield Problem("sandbox", sandbox.name, f"{field}.name", reason, "rename it")
            if not service.command or not service.command[0]:
                yield Problem(
                    "sandbox", sandbox.name, f"{field}.command", "is empty", "write the program to run"
                )


def _repeated(kind: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, number in Counter(names).items():
        if number > 1:
            yield Problem(kind, name, "name", f"is used {number} times", "give each its own name")
