"""Whether to believe that much of a running topology is gone: a list that was read short looks just like it.

A plan that would make anew most of what was in sync is carried out only if two witnesses agree that it is
gone: the list of all that there is, read twice, and the kernel's answer when it is asked by name. Somebody
may really have deleted it all; then both say so, and it is put back. Nor is most of it taken away because the
design lacks it, if nobody has changed the design: then that was read short. What a person asks for is not
doubted.
"""

from collections.abc import Iterable

from engine.backends import Backend
from engine.errors import Transient
from engine.lower import Desired
from engine.plan import Create, Delete, Plan
from engine.planning import plan
from engine.reconcile import Outcome, inspect
from engine.resources import FABRIC, Key, State
from engine.scope import LINKS, concerning
from engine.sentences import sentence

SHARE = 0.5
"""Of a topology's namespaces, or of its links: so much does not go at once, as a rule."""
FEWEST = 4
"""Of either: with fewer, a person deletes so large a share by hand without thinking."""
_FABRIC: Key = ("namespace", FABRIC)
_WHOLES: tuple[frozenset[str], ...] = (frozenset({"namespace"}), LINKS)


def believed(backend: Backend, desired: Desired, found: Outcome, is_unchanged: bool) -> Outcome:
    """What there is to do, if that is plausible or certain. Raises `Transient` if the witnesses differ.

    Only for a topology that was in sync: of any other, most is yet to be made. `is_unchanged`: so is its
    design since then.
    """
    if is_unchanged and (surplus := _surplus(desired.state, found.rest)):
        raise Transient(_words_about_design(surplus))
    if not is_implausible(desired.state, found.rest):
        return found
    second = inspect(backend, desired)
    gone = _gone(desired.state, second.rest)
    if is_implausible(desired.state, second.rest) and (there := _there_by_name(backend, desired, gone)):
        raise Transient(_words(desired.state, gone, there))
    return second


def is_implausible(desired: State, actions: Plan) -> bool:
    """Whether the plan makes anew more than the share of the desired namespaces, or of the links."""
    gone = _gone(desired, actions)
    return any(FEWEST <= _count(gone, kinds) > SHARE * _count(desired, kinds) for kinds in _WHOLES)


def _surplus(desired: State, actions: Plan) -> frozenset[Key]:
    """What the plan takes away as if the design had never had it, if that is more than the share of all."""
    found = frozenset(
        action.key
        for action in actions
        if isinstance(action, Delete) and action.key not in desired and _is_whole(action.key)
    )
    counts = [(_count(found, kinds), _count(desired, kinds)) for kinds in _WHOLES]
    return found if any(FEWEST <= more > SHARE * (more + rest) for more, rest in counts) else frozenset()


def _gone(desired: State, actions: Plan) -> frozenset[Key]:
    """What the plan makes, perhaps after it was taken away, though it should have been there already."""
    return frozenset(
        action.key
        for action in actions
        if isinstance(action, Create | Delete) and action.key in desired and _is_whole(action.key)
    )


def _count(names: Iterable[Key], kinds: frozenset[str]) -> int:
    return sum(name[0] in kinds for name in names)


def _is_whole(name: Key) -> bool:
    return any(name[0] in kinds for kinds in _WHOLES)


def _there_by_name(backend: Backend, desired: Desired, gone: frozenset[Key]) -> frozenset[Key]:
    """What is there when it is asked for by name, though the list says that it is gone. The fabric is there
    if any of its links is."""
    lacking = gone - {_FABRIC}
    scope = concerning((desired.state[name] for name in lacking), desired.state)
    seen = scope.of(backend.observe(desired.topology, scope))
    return lacking - _gone(desired.state, plan(seen, scope.of(desired.state)))


def _words_about_design(surplus: frozenset[Key]) -> str:
    return (
        f"{len(surplus)} namespaces and links run that the design lacks, though nobody has changed it: "
        "what was read of it is short, so nothing is changed; to have them taken away, deploy again"
    )


def _words(desired: State, gone: frozenset[Key], there: frozenset[Key]) -> str:
    example = sentence(Create(desired[min(there)])).removeprefix("create ")
    return (
        f"{len(gone)} of {sum(map(_is_whole, desired))} namespaces and links seem to be gone, but {example} "
        "is there when it is asked for by name: what was read is short, so nothing is changed; "
        "to change it all the same, deploy again"
    )
