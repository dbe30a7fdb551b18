"""The simulation: a backend that builds in memory, for tests and where no kernel may be touched."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import RLock

from engine.backends import Failure
from engine.backends.world import World
from engine.drivers import Owner
from engine.errors import Permanent
from engine.features import EVERY
from engine.plan import Action, Plan
from engine.resources import Bridge, Key, Resource, State, Upper, Veth
from engine.scope import LinkName, Scope, Touched
from engine.status import Facts


@dataclass(frozen=True, slots=True)
class Fault:
    """Which actions fail, and how."""

    strikes: Callable[[Action], bool]
    reason: str
    transient: bool


class MemoryBackend:
    """A `Backend` whose worlds live as long as it does."""

    mode = "simulation"
    features = EVERY

    def __init__(self) -> None:
        self._worlds: dict[str, World] = {}
        self._faults: list[Fault] = []
        self._watchers: list[Callable[[str], None]] = []
        self._lock = RLock()

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        with self._lock:
            world = self._worlds.get(topology)
            state = world.state() if world else {}
            return scope.of(state) if scope else state

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        with self._lock:
            world = self._worlds.setdefault(topology, World())
            failures = tuple(failure for action in plan if (failure := self._attempt(world, action)))
            self._forget_if_empty(topology)
        self._tell(topology)
        return failures

    def topologies(self) -> Iterable[str]:
        with self._lock:
            return tuple(self._worlds)

    def watch(self, changed: Callable[[str], None]) -> None:
        self._watchers.append(changed)

    def facts(self, topology: str) -> Mapping[Owner, Facts]:
        """No frames are sent here, so that no tree comes about."""
        return {}

    def touched(self, topology: str) -> frozenset[Touched] | None:
        """Looking costs nothing here."""
        return None

    def fallen(self, topology: str) -> frozenset[LinkName]:
        """Nothing goes here that nobody has taken away."""
        return frozenset()

    def close(self) -> None:
        """Nobody is told of changes any more."""
        self._watchers.clear()

    def disturb(self, topology: str, key: Key, resource: Resource | None) -> None:
        """Somebody else changes what was built: deletes it (None), changes it, or adds something."""
        with self._lock:
            world = self._worlds.setdefault(topology, World())
            observed = world.state().get(key)
            if resource is not None and observed is not None and isinstance(resource, Bridge | Veth | Upper):
                world.change(resource)
            elif resource is not None:
                world.create(resource)
            elif observed is not None:
                world.delete(observed)
            self._forget_if_empty(topology)
        self._tell(topology)

    def fail(
        self,
        predicate: Callable[[Action], bool],
        reason: str = "Device or resource busy",
        transient: bool = True,
    ) -> None:
        """From now on the actions that the predicate picks fail, until `heal`."""
        self._faults.append(Fault(predicate, reason, transient))

    def heal(self) -> None:
        self._faults.clear()

    def _attempt(self, world: World, action: Action) -> Failure | None:
        for fault in self._faults:
            if fault.strikes(action):
                return Failure(action, fault.reason, fault.transient)
        try:
            world.carry_out(action)
        except Permanent as error:
            return Failure(action, str(error), transient=False)
        return None

    def _forget_if_empty(self, topology: str) -> None:
        if not self._worlds[topology].state():
            del self._worlds[topology]

    def _tell(self, topology: str) -> None:
        for changed in tuple(self._watchers):
            changed(topology)
