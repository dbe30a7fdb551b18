"""An engine for a test that runs it somewhere else: `python -m tests.kernel.uplink_engine [--off]`.

Takes verbs as lines of JSON, `{"verb": "apply", "design": {...}}`, and answers each with a line: what there was
to do, whether it is done, and what failed. `--off`: the administrator switched no uplinks on.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from engine.backends.kernel import KernelBackend, open_backend
from engine.lower import Desired, lower, nothing
from engine.obstacles import obstacles
from engine.reconcile import inspect, reconcile
from engine.sentences import deviation, sentence
from topology.formats import native
from topology.ipam import complete


def main(uplinks: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        backend = open_backend(Path(folder), uplinks)
        say({"topologies": list(backend.topologies())})
        for line in sys.stdin:
            say(answer(backend, json.loads(line)))
        backend.close()


def answer(backend: KernelBackend, order: dict[str, Any]) -> dict[str, Any]:
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
        "left": list(map(sentence, outcome.rest)),
        "failures": [failure.reason for failure in outcome.failures],
    }


def say(document: dict[str, Any]) -> None:
    print(json.dumps(document), flush=True)


if __name__ == "__main__":
    main(uplinks="--off" not in sys.argv)
