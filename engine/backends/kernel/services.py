"""Services: what a plan says of them becomes what their topology's supervisor is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

from engine.backends.kernel import confinement, files, home, supervisors
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.supervising.documents import Condition, Order, State
from engine.backends.kernel.work import Consequence, Work
from engine.errors import Permanent, Transient
from engine.plan import Create, Delete, Update
from engine.resources import FABRIC, Namespace, Service
from engine.scope import Scope

_WELL = ("running", "finished", "paused")
_COMING_UP = "starting"

PROCESSES = 1024
"""Of all that runs in a topology, from which on a service gets no more."""

LEFT_OVER = Service(FABRIC, "supervisor", (), state="is gone")

Kind = TypeVar("Kind", Namespace, Service)


def in_place(sight: Sight) -> Iterable[Service]:
    return ()


def of_topology(topology: str, scope: Scope | None) -> Iterable[Service]:
    """Those that the supervisor was asked to run, if it lives, with how each is. One that it has not been
    told to end is there too, and so is what it has left when it is gone, as the service `LEFT_OVER`."""
    asked = supervisors.wanted(topology)
    if asked["number"]:
        said = supervisors.state(topology)
        is_answer = said["number"] == asked["number"]
        for name, order in asked["services"].items():
            condition = said["services"].get(name) if is_answer else None
            yield _observed(order, condition, _still_seen(topology, order))
        for name in supervisors.unasked(topology):
            place, _, service = name.partition("/")
            yield Service(place, service, (), state="has not been told to end")
    elif supervisors.is_left_over(topology):
        yield LEFT_OVER


def take_away(work: Work) -> None:
    """Have the supervisor end what is deleted, and what runs in a place that is; it would start it again."""
    doomed = {each.place: number for number, each in _deleted(work, Namespace)}
    deleted = {name(each): number for number, each in _deleted(work, Service)}
    asked = supervisors.wanted(work.topology)["services"]
    going = {
        each: number
        for each in asked.keys() | supervisors.unasked(work.topology)
        if (number := deleted.get(each, doomed.get(each.partition("/")[0]))) is not None
    }
    if going:
        kept = {each: order for each, order in asked.items() if each not in going}
        _ask_less(work, kept, going, hurry=going.keys().isdisjoint(deleted))
    over = doomed.get(FABRIC, deleted.get(name(LEFT_OVER)))
    if over is not None and not any(_changed(work)):  # the next one takes up the logs
        work.attempt(over, partial(supervisors.clear, work.topology))


def bring(work: Work) -> None:
    """Have the supervisor run what is created or changed, and wait until it has come up, or has not."""
    changed = dict(_changed(work))
    if not changed:
        return
    asked = supervisors.wanted(work.topology)
    orders = {**asked["services"], **dict(_orders(work, changed, asked["services"]))}
    numbers = {name(each): number for number, each in changed.items() if name(each) in orders}
    try:
        if orders != asked["services"] or supervisors.state(work.topology)["number"] != asked["number"]:
            supervisors.ask(work.topology, orders)
    except Transient as error:
        for number in numbers.values():
            work.fail(number, error)
        return
    supervisors.await_condition(work.topology, lambda said, number: _have_come_up(said, number, numbers))
    _judge(work, numbers)


def name(service: Service) -> str:
    return f"{service.place}/{service.name}"


def _deleted(work: Work, kind: type[Kind]) -> Iterator[tuple[int, Kind]]:
    for number, action in work.about(kind):
        if isinstance(action, Delete) and isinstance(action.resource, kind):
            yield number, action.resource


def _changed(work: Work) -> Iterator[tuple[int, Service]]:
    for number, action in work.about(Service):
        match action:
            case Create(Service() as service) | Update(_, Service() as service):
                yield number, service


def _ask_less(work: Work, kept: dict[str, Order], going: Mapping[str, int], hurry: bool) -> None:
    """`going` are those that end, each with the action that it ends for."""
    try:
        supervisors.ask(work.topology, kept, hurry)
        if not kept:
            supervisors.clear(work.topology)
    except Transient as error:
        for number in going.values():
            work.fail(number, error)
        return
    supervisors.await_condition(
        work.topology,
        lambda said, number: (
            not kept or (said["number"] == number and going.keys().isdisjoint(said["leaving"]))
        ),
    )


def _orders(
    work: Work, services: Mapping[int, Service], asked: Mapping[str, Order]
) -> Iterator[tuple[str, Order]]:
    """What is created though it was asked for already is to begin anew."""
    for number, service in services.items():
        netns = home.path(work.topology, service.place)
        inode = home.inode(netns)
        if inode is None:
            work.fail(number, Consequence(f"there is no namespace {netns}"))
            continue
        shared = {path: source for source, path in files.seen_in(work.topology, service.place)}
        lacking = [path for each in service.etc if (path := f"/etc/{each}") not in shared]
        if lacking:  # it would never see it, once it runs
            work.fail(number, Consequence(f"there is no {lacking[0]} for sandbox {service.place}"))
            continue
        before = asked.get(name(service))
        attempt = before["attempt"] + isinstance(work.plan[number], Create) if before else 0
        inodes = files.inodes_in(work.topology, service.place)
        mounted = {each: inodes[each] for each in service.etc if each in inodes}
        yield name(service), _order(service, str(netns), inode, attempt, shared, mounted)


def _order(
    service: Service,
    netns: str,
    inode: int,
    attempt: int,
    seen: Mapping[str, Path],
    mounted: dict[str, int],
) -> Order:
    own = [(path, text.encode()) for path, text in service.files]
    taken = {path for path, _ in own}
    names = [path for each in service.etc if (path := f"/etc/{each}") not in taken]
    shared = [(seen[path], path) for path in names]
    confined = confinement.confine(service.command, service.place, dict(service.environment), own, shared)
    definition = asdict(service)
    del definition["paused"]  # what is only to stand still, or to go on, is not started anew
    return {
        "netns": netns,
        "inode": inode,
        "argv": confined.argv,
        "environment": dict(confined.environment),
        "data": list(confined.data),
        "processes": PROCESSES,
        "restart": service.restart,
        "log": service.log,
        "definition": definition,
        "mounted": mounted,
        "attempt": attempt,
        "paused": service.paused,
    }


def _still_seen(topology: str, order: Order) -> tuple[str, ...]:
    """Those of its files in /etc of which it sees what is written there."""
    told = order["definition"]
    there = files.inodes_in(topology, told["place"])
    mounted = order.get("mounted", there)  # an older engine's order does not say
    return tuple(each for each in told.get("etc", ()) if mounted.get(each) == there.get(each))


def _observed(order: Order, condition: Condition | None, etc: tuple[str, ...]) -> Service:
    told = order["definition"]
    words = condition["state"] if condition else "is not started yet"
    is_well = words in _WELL
    return Service(
        place=told["place"],
        name=told["name"],
        command=tuple(told["command"]),
        environment=tuple((variable, value) for variable, value in told["environment"]),
        files=tuple((path, text) for path, text in told["files"]),
        restart=told["restart"],
        log=told["log"],
        etc=etc,
        state="running" if is_well else words,
        fate="" if is_well or condition is None else _fate(order, condition),
        paused=order.get("paused", False),
    )


def _fate(order: Order, condition: Condition) -> str:
    """Of one that is not well. One that is coming up, or whose sandbox is another one by now, is the engine's
    to see to."""
    if condition["state"] == _COMING_UP or home.inode(Path(order["netns"])) != order["inode"]:
        return ""
    return "restarted" if condition["again"] else "given up"


def _have_come_up(said: State, number: int, names: Iterable[str]) -> bool:
    if said["number"] != number:
        return False
    conditions = [said["services"].get(each) for each in names]
    return all(each is not None and each["state"] != _COMING_UP for each in conditions)


def _judge(work: Work, numbers: Mapping[str, int]) -> None:
    """What is not well has failed: for good, if the supervisor leaves it at that."""
    said = supervisors.state(work.topology)["services"]
    for each, number in numbers.items():
        condition = said.get(each)
        if condition is None:
            work.fail(number, Transient("the process that keeps services running does not answer"))
        elif condition["state"] not in _WELL:
            words = condition["state"]
            work.fail(number, Transient(words) if condition["again"] else Permanent(words))
