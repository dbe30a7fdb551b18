"""Telling that a topology has changed, soon after it did, whoever changed it."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from selectors import EVENT_READ, DefaultSelector
from typing import TypeAlias

from engine.backends.kernel import home, supervisors
from engine.backends.kernel.events import Ear, Names
from engine.backends.kernel.machine_ear import MachineEar
from engine.backends.kernel.place import Missing, go
from engine.backends.kernel.rule_ear import RuleEar
from engine.backends.kernel.sightings import Sightings
from engine.resources import FABRIC

QUIET, AT_MOST = 0.05, 0.25
"""Seconds. Changes come in bursts, which are told as one; a burst without end is told all the same."""

SOON = 0.5
"""Seconds after it was made that a topology is listened to: by then it was looked at, too."""

log = logging.getLogger(__name__)

_Moments: TypeAlias = tuple[float, float]


class Watch:
    """A thread that listens to all topologies, and to new ones as they appear.

    What Patchboard does itself is heard as well: who is told looks, and finds everything as it should be.
    """

    def __init__(self, changed: Callable[[str], None], uplinks: bool = False) -> None:
        """`uplinks`: the machine's own network is listened to as well."""
        self._changed = changed
        self._ears: dict[str, Ear] = {}
        self._rule_ears: dict[str, RuleEar | None] = {}
        self._heard: dict[str, _Moments] = {}
        self._names = Names(home.RUN_NETNS)
        self._conditions = Names(supervisors.HOME, supervisors.CHANGES)
        self.sightings = Sightings()
        self._selector = DefaultSelector()
        self._aside: set[str] = set()
        self._made: SimpleQueue[str] = SimpleQueue()
        self._finished, self._finish = socket.socketpair()
        self._stopped, self._stop = os.pipe()
        self._machine = self._machine_ear() if uplinks else None
        self._selector.register(self._names.descriptor, EVENT_READ, self._hear_names)
        self._selector.register(self._conditions.descriptor, EVENT_READ, self._hear_conditions)
        self._selector.register(self._finished, EVENT_READ, self._take_up)
        self._selector.register(self._stopped, EVENT_READ)
        for topology in home.topologies():
            self._listen(topology)
        self._thread = threading.Thread(target=self._run, name="kernel-watch", daemon=True)
        self._thread.start()

    @contextmanager
    def aside(self, topology: str) -> Iterator[None]:
        """Not listened to while it is made, by any one thread; soon after, everything of it is looked at.

        To hear five hundred sandboxes being made costs a third of what it costs to make them.
        """
        self._aside.add(topology)
        try:
            yield
        finally:
            self._aside.discard(topology)
            self._made.put(topology)
            with suppress(OSError):  # nobody listens any more
                self._finish.send(b".")

    def close(self) -> None:
        os.write(self._stop, b".")
        self._thread.join()
        for topology in list(self._ears):
            self._unlisten(topology)
        if self._machine:
            self._machine.close()
        self._names.close()
        self._conditions.close()
        self._selector.close()
        for descriptor in (self._stop, self._stopped):
            os.close(descriptor)
        self._finish.close()
        self._finished.close()

    def _run(self) -> None:
        while True:
            ready = [key for key, _ in self._selector.select(self._until_due())]
            if any(key.fd == self._stopped for key in ready):
                return
            for key in ready:
                self._note(key.data())
            self._tell()

    def _hear_names(self) -> Iterable[str]:
        found = self._names.take_in()
        for topology, place in found:
            self.sightings.note(topology, None if place == FABRIC else [(place, "")])
            if topology in self._ears:
                self._ears[topology].doubt(place)
        return {topology for topology, _ in found}

    def _hear_conditions(self) -> Iterable[str]:
        """Of services, as supervisors tell them; also that a supervisor is gone."""
        found = {topology for topology, kind in self._conditions.take_in() if kind in ("state", "lock")}
        for topology in found:
            self.sightings.note(topology, None)
        return found

    def _machine_ear(self) -> MachineEar | None:
        try:
            ear = MachineEar()
        except OSError:
            log.exception("changes on the machine are not heard; they are found at the next resync")
            return None
        self._selector.register(ear.socket, EVENT_READ, partial(self._hear_machine, ear))
        return ear

    def _hear_machine(self, ear: MachineEar) -> Iterable[str]:
        found = ear.take_in()
        for topology in found:
            self.sightings.note(topology, None)
        return found

    def _take_up(self) -> Iterable[str]:
        self._finished.recv(1)
        soon = time.monotonic() + SOON
        with suppress(Empty):
            while True:
                self._heard[self._made.get_nowait()] = (soon, soon)
        return ()

    def _note(self, topologies: Iterable[str]) -> None:
        now = time.monotonic()
        for topology in set(topologies) - self._aside:
            first, _ = self._heard.get(topology, (now, now))
            self._heard[topology] = (first, now)

    def _until_due(self) -> float | None:
        """Seconds until there is something to tell; None if nothing was heard."""
        moments = [_due(heard) for heard in self._heard.values()]
        return max(0.0, min(moments) - time.monotonic()) if moments else None

    def _tell(self) -> None:
        now = time.monotonic()
        for topology in [name for name, heard in self._heard.items() if _due(heard) <= now]:
            del self._heard[topology]
            self._listen(topology)
            try:
                self._changed(topology)
            except Exception:  # must not silence what is heard of all others
                log.exception("telling of a change of %s", topology)

    def _listen(self, topology: str) -> None:
        """Hear the fabric that there is now, and all sandboxes."""
        ear = self._ears.get(topology)
        if ear and not ear.hears_the_fabric():
            self._unlisten(topology)
            ear = None
        try:
            ear = ear or self._new_ear(topology)
            ear.include_sandboxes()
            if topology not in self._rule_ears:
                self._new_rule_ear(topology, ear)
        except Missing:
            return
        except OSError:
            log.exception("changes of %s are not heard; they are found at the next resync", topology)

    def _new_ear(self, topology: str) -> Ear:
        ear = self._ears[topology] = go(lambda: Ear(topology))
        self.sightings.note(topology, None)  # what changed before is not known
        self._selector.register(ear.socket, EVENT_READ, lambda: self._hear_all(topology, ear))
        return ear

    def _new_rule_ear(self, topology: str, ear: Ear) -> None:
        self._rule_ears[topology] = None
        try:
            rule_ear = self._rule_ears[topology] = RuleEar(topology, ear.fabric, ear.places)
        except OSError as error:
            log.warning("nftables of %s are not heard (%s), but found at the next resync", topology, error)
        else:
            self._selector.register(rule_ear.socket, EVENT_READ, lambda: self._hear(topology, rule_ear))

    def _hear_all(self, topology: str, ear: Ear) -> Iterable[str]:
        found = self._hear(topology, ear)
        if fallen := ear.take_fallen():
            self.sightings.note_fallen(topology, fallen)
        return found

    def _hear(self, topology: str, ear: Ear | RuleEar) -> Iterable[str]:
        """Whether the topology changed. Where events were lost, all is listened to and looked at anew."""
        try:
            found = ear.take_in()
        except OSError:
            found = None
            self._unlisten(topology)
        if found is None or found:
            self.sightings.note(topology, found)
            return [topology]
        return []

    def _unlisten(self, topology: str) -> None:
        ears = (self._ears.pop(topology, None), self._rule_ears.pop(topology, None))
        for ear in ears:
            if ear:
                self._selector.unregister(ear.socket)
                ear.close()


def _due(heard: _Moments) -> float:
    first, last = heard
    return min(first + AT_MOST, last + QUIET)
