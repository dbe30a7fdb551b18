"""Static entries of a bridge's forwarding table."""

from collections.abc import Iterator

from engine.kinds.kind import Command
from engine.names import namespace_name
from engine.plan import Action, Create, Delete
from engine.resources import Fdb


def describe(resource: Fdb) -> str:
    return f"static address {resource.mac} at port {resource.interface}"


def deviation(action: Action) -> str:
    match action:
        case Create(Fdb() as wanted):
            return f"the {describe(wanted)} is missing"
        case Delete(Fdb() as found):
            return f"the {describe(found)} is not in the design"
    raise TypeError(action)


def commands(topology: str, action: Action) -> Iterator[Command]:
    match action:
        case Create(Fdb() as wanted):
            # `replace`, since the bridge may have learned the address already
            yield [*_bridge(topology, wanted, "replace"), "static"]
        case Delete(Fdb() as found):
            yield _bridge(topology, found, "del")


def _bridge(topology: str, entry: Fdb, verb: str) -> Command:
    fabric = namespace_name(topology, entry.place)
    return ["bridge", "-n", fabric, "fdb", verb, entry.mac, "dev", entry.interface, "master"]
