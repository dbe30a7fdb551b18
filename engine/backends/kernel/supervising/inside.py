"""A process that becomes a confined program in a sandbox: `main(DESCRIPTOR, PARENT)`.

The descriptor holds a `Confining` as JSON; `PARENT` is the process that it ends with. The standard
descriptors are the program's.
"""

import json
import os
import sys

from . import process


def main(descriptor: str, parent: str) -> None:
    with os.fdopen(int(descriptor)) as file:
        order = json.load(file)
    try:
        netns = process.open_netns(order)
    except process.Gone as error:
        sys.exit(str(error))
    os.setsid()
    process.become(order, netns, [process.in_memory(text) for text in order["data"]], int(parent))
