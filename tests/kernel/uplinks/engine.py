"""An engine for a test that runs it somewhere else: `python -m tests.kernel.uplinks.engine [--off]`.

Takes verbs as lines of JSON, `{"verb": "apply", "design": {...}}`, and answers each with a line: what there
was to do, whether it is done, and what failed. `keep` and `edit` have
a worker do it that goes on with it. `hang` has another thread do it, which hangs when it makes the uplink's
link, until `heal`. With `"die": N` another engine does it, which is killed just
before the Nth change that it makes for an uplink; then the answer is empty. `--off`: the administrator
switched no uplinks on.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

from engine.backends.kernel import KernelBackend, open_backend
from engine.backends.kernel import uplinks as part
from engine.backends.kernel.work import Work
from engine.lower import Desired, lower, nothing
from engine.names import host_link_name
from engine.obstacles import obstacles
from engine.reconcile import inspect, reconcile
from engine.sentences import deviation, sentence
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel import effects, refusing
from tests.kernel.effects import Effect
from tests.kernel.waiting import until
from topology.formats import native
from topology.ipam import complete
from topology.values import Design


def main(switched_on: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        backend = open_backend(Path(folder), switched_on)
        keeper: Keeper | None = None
        hanging: Hanging | None = None
        for line in sys.stdin:
            order = json.loads(line)
            if order["verb"] == "keep":
                keeper = Keeper(backend, order)
                said = keeper.wait()
            elif order["verb"] == "edit" and keeper:
                said = keeper.edit(order)
            elif order["verb"] == "hang":
                hanging = Hanging(backend, order)
                said = {"begun": hanging.has_begun()}
            elif order["verb"] == "heal" and hanging:
                said = hanging.heal()
            elif "die" in order:
                said = elsewhere(order, Path(folder))
            else:
                said = answer(backend, order)
            print(json.dumps(said), flush=True)
        backend.close()


def elsewhere(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What a fork says, which knows nothing but what is in the kernel; nothing if it is killed."""
    told = folder / "answer"
    told.unlink(missing_ok=True)
    pid = os.fork()
    if not pid:
        with dying(order["die"]):
            said = answer(open_backend(folder, uplinks=True), order)
        told.write_text(json.dumps(said))
        os._exit(0)
    os.waitpid(pid, 0)
    return dict(json.loads(told.read_text())) if told.exists() else {}


def answer(backend: KernelBackend, order: dict[str, Any]) -> dict[str, Any]:
    if order["verb"] == "topologies":
        return {"topologies": list(backend.topologies())}
    design = _design(order)
    if order["verb"] == "obstacles":
        return {"problems": list(map(str, obstacles(design, backend.features)))}
    desired = nothing(design.name) if order["verb"] == "destroy" else lower(design)
    return build(backend, desired, only_plan=order["verb"] == "plan")


def build(backend: KernelBackend, desired: Desired, only_plan: bool) -> dict[str, Any]:
    found = inspect(backend, desired)
    outcome = found if only_plan else reconcile(backend, desired, found)
    return {
        "todo": list(map(sentence, found.rest)),
        "wrong": list(map(deviation, found.rest)),
        "done": outcome.is_done,
        "failures": [failure.reason for failure in outcome.failures],
    }


class Keeper:
    """Keeps a design as it is, or as it is after an edit, for as long as this process lives."""

    def __init__(self, backend: KernelBackend, order: dict[str, Any]) -> None:
        self._backend = backend
        self._designs = Designs()
        self._designs.want(_design(order))
        self._worker = Worker(backend, self._designs, resync=order["resync"])
        Thread(target=self._worker.run, daemon=True).start()

    def edit(self, order: dict[str, Any]) -> dict[str, Any]:
        """How it is in the end."""
        design = _design(order)
        self._designs.edit(design)
        self._worker.wake(design.name)
        return self.wait()

    def wait(self) -> dict[str, Any]:
        """How the design that is wanted now is, once all of it is there and no look at it is due any more."""
        (wanted,) = self._designs.wanted()
        until(lambda: (wanted.revision, "in_sync") in self._reported(), seconds=20)
        until(self._has_heard_all, seconds=20)
        return {"state": self._designs.last.state, "reason": self._designs.last.reason}

    def _has_heard_all(self) -> bool:
        watch = self._backend._watch
        return watch is not None and watch._made.empty() and not watch._heard

    def _reported(self) -> list[tuple[int, str]]:
        return [(revision, status.state) for _, revision, status in self._designs.reports]


class Hanging:
    """Builds a design in another thread, which hangs when it makes the link of the uplink `out`."""

    def __init__(self, backend: KernelBackend, order: dict[str, Any]) -> None:
        link = host_link_name(order["design"]["name"], "out")
        self._hang = refusing.Hanging(lambda effect: link in effect.what)
        self._told = ExitStack()
        self._told.enter_context(effects.told(self._hang))
        self._thread = ThreadPoolExecutor(1)
        self._said = self._thread.submit(answer, backend, order)

    def has_begun(self) -> bool:
        return self._hang.begun.wait(20)

    def heal(self) -> dict[str, Any]:
        """What it answers in the end, and whether it was still hanging."""
        hung = not self._said.done()
        self._hang.heal()
        with self._told, self._thread:
            return {"hung": hung, **self._said.result(20)}


def _design(order: dict[str, Any]) -> Design:
    return complete(native.load(json.dumps(order["design"])))


@contextmanager
def dying(at: int) -> Iterator[None]:
    """While this lasts, the process kills itself before the change of this number for an uplink."""
    counted = 0

    def before(effect: Effect) -> None:
        nonlocal counted
        counted += effect.means != "setns"
        if counted == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def noticed(carry_out: Callable[[Work], None]) -> Callable[[Work], None]:
        def told(work: Work) -> None:
            with effects.told(before):
                carry_out(work)

        return told

    with ExitStack() as stack:
        for name in ("bring", "take_away"):
            stack.enter_context(patch.object(part, name, noticed(getattr(part, name))))
        yield


if __name__ == "__main__":
    main("--off" not in sys.argv)
