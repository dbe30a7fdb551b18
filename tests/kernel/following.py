"""Follows a ping, in a process of one's own: `python -m tests.kernel.following RUN FILE FROM TO ADDRESS`

`RUN` is the run directory. Prints why there was no answer, and the ways of request and answer, as JSON.
"""

import json
import sys
from contextlib import closing
from pathlib import Path

from engine.backends.kernel import open_backend
from engine.backends.kernel.places import Places
from engine.backends.kernel.tracing import trace
from engine.resources import FABRIC
from engine.trail.trail import trail
from topology.formats import native


def main(run: str, file: str, source: str, target: str, address: str) -> None:
    design = native.load(Path(file).read_text())
    watched = [FABRIC, *(each.name for each in design.sandboxes)]
    with closing(open_backend(Path(run))), closing(Places(8)) as places:
        found = trace(design.name, places, watched, source, target, "ping", address, None, forget=True)
    steps = trail(design, watched, found.frames)
    ways = [f"{each.start} → {each.end}" for each in steps if each.said.protocol == "ICMP"]
    print(json.dumps({"failure": found.failure, "ways": ways}))


if __name__ == "__main__":
    main(*sys.argv[1:])
