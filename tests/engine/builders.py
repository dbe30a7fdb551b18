"""Small designs, and the worlds that they are built in."""

from collections.abc import Iterable
from typing import TypeVar

from engine.backends.memory import MemoryBackend
from engine.lower import Desired, lower
from engine.reconcile import Outcome, inspect, reconcile
from engine.resources import State
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, Patch, Sandbox

R = TypeVar("R")


def lab(
    networks: Iterable[Network] = (),
    sandboxes: Iterable[Sandbox] = (),
    endpoints: Iterable[Endpoint] = (),
    patches: Iterable[Patch] = (),
) -> Design:
    """A completed design called `lab`."""
    return complete(
        Design(
            name="lab",
            networks=tuple(networks),
            sandboxes=tuple(sandboxes),
            endpoints=tuple(endpoints),
            patches=tuple(patches),
        )
    )


def bridge(name: str = "lan1", subnet: str = "10.0.0.0/24") -> Network:
    return Network(name=name, subnets=(subnet,))


def one_bridge(*names: str) -> Design:
    """Sandboxes (app1 and app2 unless named) with eth0 on lan1, 10.0.0.0/24."""
    names = names or ("app1", "app2")
    return lab(
        networks=[bridge()],
        sandboxes=[Sandbox(name=name) for name in names],
        endpoints=[Endpoint(sandbox=name, network="lan1") for name in names],
    )


def two_on_a_cable(up: bool = True, subnet: str = "10.1.0.0/24") -> Design:
    """Sandboxes a and b on cable c1; `up` is a's end."""
    return lab(
        networks=[Network(name="c1", driver="cable", subnets=(subnet,))],
        sandboxes=[Sandbox(name="a"), Sandbox(name="b")],
        endpoints=[Endpoint(sandbox="a", network="c1", up=up), Endpoint(sandbox="b", network="c1")],
    )


def patched(up: bool = True) -> Design:
    """Networks lan1 and lan2, joined by patch p1."""
    return lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        patches=[Patch(name="p1", networks=("lan1", "lan2"), up=up)],
    )


def changed(design: Design, kind: str, name: str, **fields: object) -> Design:
    """The design with fields of one of its networks, sandboxes, endpoints or patches changed."""
    plural = {"patch": "patches", "sandbox": "sandboxes"}.get(kind, f"{kind}s")
    objects = [
        each.model_copy(update=fields) if each.name == name else each for each in getattr(design, plural)
    ]
    return design.model_copy(update={plural: tuple(objects)})


def resources(design: Design, kind: type[R]) -> list[R]:
    """What the design lowers to, of one kind."""
    return [each for each in lower(design).state.values() if isinstance(each, kind)]


def build(backend: MemoryBackend, desired: Desired) -> Outcome:
    """One pass, as the command line makes it."""
    return reconcile(backend, desired, inspect(backend, desired))


def built(design: Design) -> MemoryBackend:
    """A world in which the design is in sync."""
    backend = MemoryBackend()
    assert build(backend, lower(design)).is_done
    return backend


def built_state(design: Design) -> State:
    """What is observed once the design is built."""
    return built(design).observe(design.name)
