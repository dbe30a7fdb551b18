"""The services of sandboxes: as objects of a design, and as resources."""

from collections.abc import Iterable, Iterator

from engine.drivers import Owned, Owner
from engine.features import Features
from engine.resources import Service
from topology.values import Design, Sandbox


def service_owner(sandbox: str, service: str) -> Owner:
    """A service as an object; it is called after its sandbox, as an endpoint is: `app1.web`."""
    return "service", f"{sandbox}.{service}"


def services_of(sandboxes: Iterable[Sandbox]) -> list[Owner]:
    """The services of these sandboxes, as objects."""
    return [service_owner(sandbox.name, each.name) for sandbox in sandboxes for each in sandbox.services]


def services(design: Design, features: Features) -> Iterator[Owned]:
    for sandbox in design.sandboxes:
        for service in sandbox.services:
            yield (
                Service(
                    sandbox.name,
                    service.name,
                    service.command,
                    tuple(sorted(service.environment.items())),
                    tuple((file.path, file.text) for file in service.files),
                    service.restart,
                    service.log,
                    _etc(sandbox) if "etc" in features else (),
                    paused=sandbox.paused,
                ),
                service_owner(sandbox.name, service.name),
            )


def _etc(sandbox: Sandbox) -> tuple[str, ...]:
    return ("hosts", "resolv.conf") if sandbox.resolver else ("hosts",)
