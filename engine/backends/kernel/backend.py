"""The backend that builds in this machine's kernel."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property

from engine.backends import Failure
from engine.backends.kernel import apply, files, home, observe, probe, spanning, uplinks
from engine.backends.kernel.capture import Capture, Where, begin
from engine.backends.kernel.glimpse import glimpse
from engine.backends.kernel.inventory import Inventory, Numbers
from engine.backends.kernel.namespaces import Holders
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.backends.kernel.watch import Watch
from engine.backends.kernel.work import Work
from engine.drivers import Owner
from engine.errors import Transient
from engine.features import Features
from engine.plan import Create, Plan
from engine.resources import FABRIC, Namespace, State
from engine.scope import LinkName, Scope, Touched
from engine.status import Facts


class KernelBackend:
    """Network namespaces, bridges and veth pairs. Any thread may use it, one at a time for a topology."""

    def __init__(self, mode: str, places: Places, leave: Callable[[], None], uplinks: bool = False) -> None:
        """`uplinks`: the administrator lets the machine's own network be changed for them."""
        self.mode = mode
        self._uplinks = uplinks
        self._places = places
        self._leave = leave
        self._holders = Holders()
        self._numbers: Numbers = {}
        self._watch: Watch | None = None

    @cached_property
    def features(self) -> Features:
        """Found out when it is first asked for; a module that is loaded later counts after a restart."""
        found = frozenset(name for name, present in probe.features().items() if present)
        if files.is_writable():
            found |= {"etc"}
        return found | {"uplinks"} if self._uplinks else found

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        with _passing():
            if scope:
                return glimpse(topology, self._places, scope)
            return observe.observe(topology, self._places)

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        inventory = Inventory(topology, self._places, self._numbers, scope)
        work = Work(topology, plan, self._places, inventory)
        if not self._uplinks:
            uplinks.refuse(work)
        with _passing(), self._unheard(work):
            return apply.apply(work, self._holders)

    def _unheard(self, work: Work) -> AbstractContextManager[None]:
        """Without listening, if all of it is to be made."""
        is_new = any(action == Create(Namespace(FABRIC)) for action in work.plan)
        return self._watch.aside(work.topology) if self._watch and is_new else nullcontext()

    def topologies(self) -> Iterable[str]:
        found = {name for name in home.topologies() if self._is_ours(name)}
        return sorted(found | uplinks.topologies())

    def watch(self, changed: Callable[[str], None]) -> None:
        self._watch = Watch(changed, self._uplinks)

    def facts(self, topology: str) -> Mapping[Owner, Facts]:
        try:
            with self._places.visit(topology, FABRIC) as fabric:
                return spanning.facts(fabric.socket, topology)
        except Missing:
            return {}

    def touched(self, topology: str) -> frozenset[Touched] | None:
        return self._watch.sightings.take(topology) if self._watch else None

    def fallen(self, topology: str) -> frozenset[LinkName]:
        return self._watch.sightings.take_fallen(topology) if self._watch else frozenset()

    def capture(self, topology: str, watched: Sequence[Where], text: str) -> Capture:
        """See `engine.backends.kernel.capture.begin`."""
        return begin(topology, self._places, watched, text)

    def close(self) -> None:
        if self._watch:
            self._watch.close()
        self._holders.close()
        self._places.close()
        self._leave()

    def _is_ours(self, topology: str) -> bool:
        """Whether any namespace of that name carries the topology's mark."""
        for place in home.places(topology):
            try:
                with self._places.visit(topology, place):
                    return True
            except Missing:
                continue
        return False


@contextmanager
def _passing() -> Iterator[None]:
    """What the machine refuses to whoever looks or begins, such as one more open file, may pass."""
    try:
        yield
    except OSError as error:
        raise Transient(f"the machine refuses it ({error})") from error
