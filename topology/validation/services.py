"""Services and resolvers say what can be run and asked."""

import re
from collections import Counter
from collections.abc import Iterator

from topology.addressing import parse_address
from topology.problems import Problem
from topology.validation.view import View
from topology.values import File, Resolver, Sandbox, Service

SMALLEST_LOG, LARGEST_LOG = 1, 10_240

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_DOMAIN = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9_]([A-Za-z0-9_-]*)(\.[A-Za-z0-9_-]+)*\.?\Z")
_OPTION = re.compile(r"[a-z0-9-]+(:[0-9]+)?\Z")
_OF_THE_KERNEL = ("/proc", "/sys", "/dev")


def services(view: View) -> Iterator[Problem]:
    """Commands and environments can be handed to a program; logs have a sensible bound."""
    for sandbox in view.design.sandboxes:
        for place, service in enumerate(sandbox.services):
            field = f"services[{place}]"
            yield from _command(sandbox, service, field)
            yield from _environment(sandbox, service, field)
            if not SMALLEST_LOG <= service.log <= LARGEST_LOG:
                remedy = f"write {SMALLEST_LOG} to {LARGEST_LOG} KiB"
                yield _problem(sandbox, f"{field}.log", f"{service.log} KiB is no sensible bound", remedy)


def files(view: View) -> Iterator[Problem]:
    """Each file of a service has a place of its own."""
    for sandbox in view.design.sandboxes:
        for place, service in enumerate(sandbox.services):
            counted = Counter(file.path for file in service.files)
            for number, file in enumerate(service.files):
                field = f"services[{place}].files[{number}].path"
                reason = _unusable(file)
                if reason:
                    remedy = "write an absolute path such as /etc/bird.conf"
                    yield _problem(sandbox, field, f"{file.path!r} {reason}", remedy)
                elif counted.pop(file.path, 0) > 1:
                    yield _problem(sandbox, field, f"{file.path} is there more than once", "keep one of them")
            yield from _inside(sandbox, service, f"services[{place}].files")


def resolvers(view: View) -> Iterator[Problem]:
    """Resolvers ask at addresses, for names, with options that are each one word."""
    for sandbox in view.design.sandboxes:
        if sandbox.resolver is not None:
            yield from _resolver(sandbox, sandbox.resolver)


def _command(sandbox: Sandbox, service: Service, field: str) -> Iterator[Problem]:
    for number, word in enumerate(service.command):
        if "\0" in word:
            reason = "holds a NUL, which no program can be handed"
            yield _problem(sandbox, f"{field}.command[{number}]", reason, "leave it out")


def _environment(sandbox: Sandbox, service: Service, field: str) -> Iterator[Problem]:
    for name, value in service.environment.items():
        if not _VARIABLE.match(name):
            remedy = "use letters, digits and _, not beginning with a digit"
            yield _problem(sandbox, f"{field}.environment", f"{name!r} is not a variable's name", remedy)
        elif "\0" in value:
            reason = f"the value of {name} holds a NUL, which no program can be handed"
            yield _problem(sandbox, f"{field}.environment", reason, "leave it out")


def _unusable(file: File) -> str | None:
    if not file.path.startswith("/"):
        return "is not absolute"
    if "\0" in file.path or any(part in ("", ".", "..") for part in file.path[1:].split("/")):
        return "is not a plain path"
    if any(file.path == each or file.path.startswith(f"{each}/") for each in _OF_THE_KERNEL):
        return "lies where the kernel's own files are"
    return None


def _inside(sandbox: Sandbox, service: Service, field: str) -> Iterator[Problem]:
    """A file cannot be a folder that another file lies in."""
    paths = {file.path for file in service.files}
    for path in sorted(paths):
        if any(other.startswith(f"{path}/") for other in paths):
            yield _problem(sandbox, field, f"{path} is a file and a folder", "rename one of the two")


def _resolver(sandbox: Sandbox, resolver: Resolver) -> Iterator[Problem]:
    for place, server in enumerate(resolver.servers):
        if parse_address(server) is None:
            remedy = "write an address such as 10.0.0.53"
            yield _problem(sandbox, f"resolver.servers[{place}]", f"{server!r} is not an address", remedy)
    for place, name in enumerate(resolver.search):
        if not _DOMAIN.match(name):
            remedy = "write a domain such as lab.example"
            yield _problem(sandbox, f"resolver.search[{place}]", f"{name!r} is not a domain name", remedy)
    for place, option in enumerate(resolver.options):
        if not _OPTION.match(option):
            remedy = "write one such as ndots:2"
            yield _problem(sandbox, f"resolver.options[{place}]", f"{option!r} is not an option", remedy)


def _problem(sandbox: Sandbox, field: str, reason: str, remedy: str) -> Problem:
    return Problem("sandbox", sandbox.name, field, reason, remedy)
