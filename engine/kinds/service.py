"""Processes that are kept running in sandboxes."""

from collections.abc import Iterator
from dataclasses import replace

from engine.kinds.kind import Command
from engine.names import namespace_name
from engine.plan import Action, Create, Delete, Update
from engine.resources import FABRIC, Service

_FIELDS = {
    **{field: field for field in ("command", "environment", "files", "restart", "log")},
    "etc": "hosts or resolv.conf file",
}


def describe(resource: Service) -> str:
    return f"service {resource.name} of {f'sandbox {resource.place}' if resource.place else 'the fabric'}"


def deviation(action: Action) -> str:
    match action:
        case Create(Service() as service):
            return f"service {service.name} does not run"
        case Delete(Service(place=place)) if place == FABRIC:
            return "what kept services running is gone and has left its files"
        case Delete(Service() as service):
            return f"service {service.name} is not in the design"
        case Update(Service() as before, Service() as after):
            return f"service {after.name}{_difference(before, after)}"
    raise TypeError(action)


def commands(topology: str, action: Action) -> Iterator[Command]:
    """By hand it runs until the shell ends it: nobody restarts it, and it sees more of the machine than a
    service does."""
    if toggled := _toggled(action):
        number = "STOP" if toggled.paused else "CONT"
        script = f'ip netns pids "$1" | xargs -r kill -{number}'
        yield ["sh", "-c", script, "sh", namespace_name(topology, toggled.place)]
        return
    match action:
        case Create(Service() as service) | Update(_, Service() as service):
            for path, text in service.files:
                yield ["sh", "-c", 'printf %s "$1" >"$2"', "sh", text, path]
            confinement = ["bwrap", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]
            confinement += ["--hostname", service.place, "--ro-bind", "/", "/", "--tmpfs", "/tmp"]
            confinement += ["--tmpfs", "/run", "--proc", "/proc", "--dev", "/dev"]
            variables = [word for variable in service.environment for word in ("--setenv", *variable)]
            enter = ["ip", "netns", "exec", namespace_name(topology, service.place)]
            yield [*enter, *confinement, *variables, "--", *service.command]


def _toggled(action: Action) -> Service | None:
    """The service as it is to be, if it is only to stand still or go on."""
    match action:
        case Update(Service() as before, Service() as after) if before.paused != after.paused:
            return after if replace(before, paused=after.paused) == after else None
    return None


def _difference(before: Service, after: Service) -> str:
    if before.paused != after.paused:
        return " does not stand still" if after.paused else " stands still"
    changed = [words for field, words in _FIELDS.items() if getattr(before, field) != getattr(after, field)]
    if changed:
        return f" runs with another {' and '.join(changed)}"
    return f" {before.state}"
