"""An ordinary user's sandboxes are paused as root's are."""

import os

from tests.kernel.ordinary_user import Ordinary
from tests.kernel.serving import everybody, served, sleeper
from tests.kernel.test_pausing import FIRST, paused, stands_still
from tests.kernel.waiting import until
from tests.require import require


def pid_of(words: str) -> int:
    """The process of the machine whose command line is just this."""
    (found,) = [pid for pid, line in everybody() if line == words]
    return found


def test_an_ordinary_user_can_pause_a_sandbox_and_have_it_go_on(user: Ordinary) -> None:
    require("bwrap")
    seconds = 100_000 + os.getpid()
    design = served(sleeper(seconds=seconds))
    user.draw(design)
    assert user.engine("apply").returncode == 0
    pid = pid_of(f"sleep {seconds}")
    user.draw(paused(design))
    applied = user.engine("apply")
    assert (applied.returncode, applied.stderr) == (0, "")
    until(lambda: stands_still(pid))
    assert not user.pings("app2", FIRST)
    assert user.engine("plan").stdout == "nothing to do\n"
    user.draw(design)
    assert user.engine("apply").returncode == 0
    until(lambda: not stands_still(pid))
    until(lambda: user.pings("app2", FIRST))
