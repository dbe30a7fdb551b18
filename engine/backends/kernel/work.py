"""One plan being carried out: what is to be sent where, and what failed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from engine.backends import Failure
from engine.backends.kernel import failures, netlink
from engine.backends.kernel.inventory import Inventory
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.errors import Permanent, Transient
from engine.plan import Action, Delete, Plan, Update
from engine.resources import Resource

Numbered = tuple[int, Action]
"""An action with its number."""


class Consequence(Exception):
    """What this needs has failed: it is worth trying again as much as that is."""


class Work:
    """The plan, with the messages that wait for their place. An action's number is its place in the plan,
    and the sequence number of its messages."""

    def __init__(self, topology: str, plan: Plan, places: Places, inventory: Inventory) -> None:
        self.topology = topology
        self.plan = plan
        self.places = places
        self.inventory = inventory
        self._about: dict[type[Resource], list[Numbered]] = defaultdict(list)
        for number, action in enumerate(plan):
            resource = action.after if isinstance(action, Update) else action.resource
            self._about[type(resource)].append((number, action))
        self._outbox: dict[str, list[bytes]] = defaultdict(list)
        self._failed: dict[int, Failure] = {}
        self._consequences: dict[int, str] = {}

    def about(self, *kinds: type[Resource]) -> Sequence[Numbered]:
        """The actions on resources of these kinds, with their numbers, in the plan's order. Whoever looks for
        some should not go through all: there are thousands, and many who look."""
        if len(kinds) == 1:
            return self._about.get(kinds[0], ())
        return sorted(chain.from_iterable(self._about.get(kind, ()) for kind in kinds))

    def post(self, place: str, *messages: bytes) -> None:
        """Have messages sent to the place by its next `flush`."""
        self._outbox[place] += messages

    def flush(self, place: str) -> None:
        self.send(place, self._outbox.pop(place, []))

    def flush_all(self) -> None:
        for place in list(self._outbox):
            self.flush(place)

    def send(self, place: str, messages: list[bytes]) -> None:
        """Send at once; what the kernel refuses becomes a failure of its action."""
        for refusal in self.deliver(place, messages):
            self.refuse(*refusal)

    def has_failed(self, number: int) -> bool:
        return number in self._failed or number in self._consequences

    def deliver(self, place: str, messages: list[bytes]) -> list[netlink.Refusal]:
        """Send at once; what the kernel refuses is for the caller to judge."""
        if not messages:
            return []
        try:
            with self.places.visit(self.topology, place) as visited:
                return netlink.carry_out(visited.socket, messages)
        except (Missing, OSError, Transient) as error:
            for number in {netlink.sequence_of(message) for message in messages}:
                self.fail(number, error)
            return []

    def refuse(self, number: int, code: int, explanation: str = "") -> None:
        """An action failed; its first refusal is the cause, and what is gone need not be deleted."""
        action = self.plan[number]
        if isinstance(action, Delete) and code in failures.GONE:
            return
        self._note(number, code, explanation)

    def fail(self, number: int, error: Exception) -> None:
        """An action failed on the way to its object: whether that is gone, only another look tells."""
        match error:
            case OSError(errno=int(code), strerror=str(said), filename=name):
                self._note(number, code, f"{name}: {said}" if name else said)
            case Consequence():
                self._consequences.setdefault(number, str(error))
            case _:
                transient = not isinstance(error, Permanent)
                self._failed.setdefault(number, Failure(self.plan[number], str(error), transient))

    def _note(self, number: int, code: int, explanation: str) -> None:
        reason = failures.words(code, explanation)
        self._failed.setdefault(number, Failure(self.plan[number], reason, failures.transient(code)))

    def attempt(self, number: int, act: Callable[[], object]) -> None:
        """Do something that may fail for this action."""
        try:
            act()
        except (OSError, Missing, Transient, Permanent, Consequence) as error:
            self.fail(number, error)

    @property
    def failures(self) -> Iterable[Failure]:
        transient = any(failure.transient for failure in self._failed.values()) or not self._failed
        consequences = {
            number: Failure(self.plan[number], reason, transient)
            for number, reason in self._consequences.items()
        }
        every = {**consequences, **self._failed}
        return [every[number] for number in sorted(every)]
