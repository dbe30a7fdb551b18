"""A topology in memory, its store, and who tends it."""

from engine.backends.memory import MemoryBackend
from engine.resources import State
from engine.scope import Scope
from engine.tending import Tender
from tests.engine.store import Designs

ADDRESS = ("address", "app1", "eth0", "10.0.0.2/24")
ROUTE = ("route", "app1", "0.0.0.0/0", "10.0.0.1")


class World:
    """A store, a backend and who tends them."""

    def __init__(self, backend: MemoryBackend | None = None) -> None:
        self.designs = Designs()
        self.backend = backend or MemoryBackend()
        self.tender = Tender(self.backend, self.designs)

    def tend(self) -> float | None:
        return self.tender.tend("lab")

    def strike(self, kind: str, transient: bool) -> None:
        self.backend.fail(lambda action: action.key[0] == kind, "Device or resource busy", transient)


class Broken(MemoryBackend):
    """Raises an error whenever it is looked at."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        raise self.error
