"""Settings of the kernel, of a place or of one of its interfaces."""

from collections.abc import Iterator

from engine import setting_commands
from engine.kinds.kind import Command
from engine.plan import Action, Create, Delete, Update
from engine.resources import Sysctl


def describe(resource: Sysctl) -> str:
    place = f"sandbox {resource.place}" if resource.place else "the fabric"
    return f"setting {resource.key} = {resource.value} of {place}"


def deviation(action: Action) -> str:
    match action:
        case Create(Sysctl(_, key, value)):
            return f"{key} is not {value}"
        case Update(Sysctl(_, key, before), Sysctl(_, _, after)):
            return f"{key} is {before or 'not there'}, not {after}"
        case Delete(Sysctl(_, key, value)):
            return f"{key} is still set to {value}"
    raise TypeError(action)


def commands(topology: str, action: Action) -> Iterator[Command]:
    match action:
        case Create(Sysctl() as setting):
            yield from setting_commands.create(topology, setting)
        case Update(_, Sysctl(place, key, value)):
            yield setting_commands.write(topology, place, key, value)
        case Delete(Sysctl() as setting):
            yield from setting_commands.delete(topology, setting)
