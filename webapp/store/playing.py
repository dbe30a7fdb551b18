"""Playing scenarios: their steps are edits of the design, deployed at once, as whoever began it.

Nothing is remembered beside the topology's own row. Any process may go on with what another one began.
"""

import logging
import time
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from topology import chaos
from topology.edits import apply
from topology.problems import InvalidDesign
from topology.scenarios import Scenario, Step
from topology.values import FIELDS, Design, objects
from webapp.store import deployed, log
from webapp.store.access import EDITING, require
from webapp.store.changes import store
from webapp.store.errors import Forbidden, NoSuchTopology, Refused
from webapp.store.models import Change, Topology
from webapp.store.models.history import Kind
from webapp.store.plays import Play, clock
from webapp.store.reading import locked_design

logger = logging.getLogger(__name__)

WITHOUT_UNDO = ""
"""What a scenario did, it puts back itself; nobody finds half of it by undoing."""


def start(topology_name: str, scenario: str, author: User | None) -> Change:
    """Begin with it. Raises Refused if there is nothing to play, or nothing to play it on."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if not topology.deployed:
            raise Refused(f"{topology.name} is not deployed; deploy it first")
        if topology.playing:
            raise Refused(f"scenario {topology.playing['scenario']} is being played; stop it first")
        design = locked_design(topology)
        steps = _playable(design, scenario)
        play = Play(
            scenario=scenario,
            steps=steps,
            began=time.time(),
            by=author and author.pk,
            name=author.get_username() if author else "",
            before=_touched(design, steps),
        )
        topology.playing = play.model_dump(mode="json")
        return _say(topology, f"began scenario {scenario}", author)


def stop(topology_name: str, author: User | None) -> Change:
    """End it, and put back what it has changed. Raises Refused if none is being played."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if not topology.playing:
            raise Refused("no scenario is being played; start one")
        play = Play.model_validate(topology.playing)
        return _end(topology, play, f"stopped scenario {play.scenario}", author)


def go_on() -> float | None:
    """Do all that is due of every scenario that is being played. Returns when something is due next.

    What goes wrong with one keeps no other from going on; it is logged, and tried again the next time.
    """
    names = Topology.objects.filter(playing__isnull=False).values_list("name", flat=True)
    moments = []
    for name in list(names):
        try:
            moments.append(_go_on(name))
        except Exception:
            logger.exception("the scenario of %s does not go on", name)
    return min((moment for moment in moments if moment is not None), default=None)


def _go_on(topology_name: str) -> float | None:
    try:
        with log.locked(topology_name) as topology:
            if not topology.playing:
                return None
            play = Play.model_validate(topology.playing)
            now = time.time()
            if now < play.next_due:
                return play.next_due
            author = User.objects.filter(pk=play.by or 0).first()
            due = play.due(now)
            if not due:
                _end(topology, play, f"scenario {play.scenario} has ended", author)
                return None
            return _advance(topology, play, due, author)
    except NoSuchTopology:
        return None  # deleted meanwhile; so is its scenario


def _advance(topology: Topology, play: Play, due: tuple[Step, ...], author: User | None) -> float | None:
    """Do these steps; if that is not possible any more, the scenario is over."""
    later = play.model_copy(update={"done": play.done + len(due)})
    topology.playing = later.model_dump(mode="json")
    try:
        with transaction.atomic():
            _require_still(play, topology, author)
            _edit(topology, (chaos.done(step, play.before) for step in due), author, _said(play, due))
            topology.save(update_fields=["playing"])
    except (Forbidden, Refused, InvalidDesign) as error:
        topology.refresh_from_db()
        words = f"scenario {play.scenario} cannot go on at {clock(due[0].at)}: {error}"
        _end(topology, play, words, author)
        return None
    return later.next_due


def _end(topology: Topology, play: Play, said: str, author: User | None) -> Change:
    """Put back what can be, and say so. What cannot be deployed waits."""
    topology.playing = None
    now = locked_design(topology)
    back = tuple(chaos.undone(play.steps[: play.done], play.before, now))
    told = f"put back what scenario {play.scenario} had changed"
    if back and not (topology.deployed and _put_back(topology, back, author, told)):
        if topology.deployed:
            said += "; what it changed is put back in the design, and waits for Deploy"
        store(topology, now, apply(now, back), author, WITHOUT_UNDO, told)
    return _say(topology, said, author)


def _put_back(topology: Topology, back: tuple[chaos.Operation, ...], author: User | None, said: str) -> bool:
    """Whether it could be done at once; if not, nothing was."""
    try:
        with transaction.atomic():
            _edit(topology, back, author, said)
    except (Refused, InvalidDesign):
        topology.refresh_from_db()
        topology.playing = None
        return False
    return True


def _edit(topology: Topology, operations: Iterable[chaos.Operation], author: User | None, said: str) -> None:
    before = locked_design(topology)
    after = apply(before, list(operations))
    store(topology, before, after, author, WITHOUT_UNDO, said, deployed.at_once)


def _require_still(play: Play, topology: Topology, author: User | None) -> None:
    """Whoever began it may still edit. Raises Forbidden."""
    if play.by is not None and author is None:
        raise Forbidden(f"{play.name}, who began it, has no account any more")
    require(author, topology, EDITING)


def _touched(design: Design, steps: Iterable[Step]) -> Design:
    """Those objects that the steps are about."""
    named = {(chaos.kind_of(step), step.object) for step in steps}
    kept = {
        FIELDS[kind]: tuple(each for each in objects(design, kind) if (kind, each.name) in named)
        for kind in chaos.KINDS
    }
    return Design(name=design.name, **kept)


def _playable(design: Design, name: str) -> tuple[Step, ...]:
    """The steps by the clock; of two at one moment the first comes first."""
    scenario: Scenario | None = next((each for each in design.scenarios if each.name == name), None)
    if scenario is None:
        raise Refused(f"there is no scenario {name}; choose another one")
    if not scenario.steps:
        raise Refused(f"scenario {name} has no steps; add one")
    for step in scenario.steps:
        if chaos.find(design, step) is None:
            raise Refused(f"there is no {chaos.kind_of(step)} {step.object}; change or remove that step")
    return tuple(sorted(scenario.steps, key=lambda step: step.at))


def _said(play: Play, steps: tuple[Step, ...]) -> str:
    did = ", ".join(" ".join(filter(None, (step.do, step.object, step.value))) for step in steps)
    return f"scenario {play.scenario} at {clock(steps[0].at)}: {did}"


def _say(topology: Topology, said: str, author: User | None) -> Change:
    return log.append(topology, Kind.CONTROL, said, deployed.intent(topology), author)
