"""The services of sandboxes, as resources."""

from collections.abc import Iterator

from engine.drivers import Owned
from engine.features import Features
from engine.resources import Service
from topology.values import Design, Sandbox


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
                ),
                ("sandbox", sandbox.name),
            )


def _etc(sandbox: Sandbox) -> tuple[str, ...]:
    return ("hosts", "resolv.conf") if sandbox.resolver else ("hosts",)
