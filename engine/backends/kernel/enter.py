"""Runs a command where an ordinary user's namespaces are visible:

    python -m engine.backends.kernel.enter RUN_DIRECTORY -- ip netns exec two-bridges.app1 ping 10.0.0.3

`RUN_DIRECTORY` is the engine's (`var/run`). The command sees an empty network instead of the machine's,
because `ip netns add` must be able to come back to where it started. For root there is nothing to enter,
and the command just runs.
"""

import os
import sys
from pathlib import Path

from engine.backends.kernel import permissions, rootless

_SEARCH = ("/usr/local/sbin", "/usr/sbin", "/sbin")
USAGE = "usage: python -m engine.backends.kernel.enter RUN_DIRECTORY -- COMMAND [ARGUMENT...]"


def main(arguments: list[str]) -> int:
    if len(arguments) < 3 or arguments[1] != "--":
        print(USAGE, file=sys.stderr)
        return 2
    if not permissions.is_root():
        pid = rootless.find(Path(arguments[0]))
        if pid is None:
            print(
                f"Nothing is deployed there: no engine has built anything from {arguments[0]}.",
                file=sys.stderr,
            )
            return 1
        rootless.join(pid, ("user", "mnt", "net"))
    # an ordinary user's PATH leaves out where `ip` is
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", ""), *_SEARCH])
    os.execvp(arguments[2], arguments[2:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
