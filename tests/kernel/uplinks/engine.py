"""An engine for a test that runs it somewhere else: `python -m tests.kernel.uplinks.engine [--off]`.

Takes verbs as lines of JSON, `{"verb": "apply", "design": {...}}`, and answers each with a line: what there
was to do, whether it is done, and what failed. With `"die": N` another engine does it, which is killed just
before the Nth change that it makes for an uplink; then the answer is empty. `--off`: the administrator
switched no uplinks on.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from engine.backends.kernel import KernelBackend, open_backend
from engine.backends.kernel import uplinks as part
from engine.backends.kernel.work import Work
from engine.lower import Desired, lower, nothing
from engine.obstacles import obstacles
from engine.reconcile import inspect, reconcile
from engine.sentences import deviation, sentence
from tests.kernel import effects
from tests.kernel.effects import Effect
from topology.formats import native
from topology.ipam import complete


def main(switched_on: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        backend = open_backend(Path(folder), switched_on)
        for line in sys.stdin:
            order = json.loads(line)
            said = elsewhere(order, Path(folder)) if "die" in order else answer(backend, order)
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
    design = complete(native.load(json.dumps(order["design"])))
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
