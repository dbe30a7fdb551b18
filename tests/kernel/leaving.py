"""One test that makes all that tests make, and never ends: test_own_place.py gives this file to pytest, and
kills it."""

import json
import os
import signal
from pathlib import Path

from tests.browser.running import chromium
from tests.kernel.serving import served, sleeper
from tests.kernel.world import World
from tests.require import require
from tests.servers import postgresql, redis
from tests.webapp.running import up


def test_that_is_killed(world: World, tmp_path: Path) -> None:
    require("bwrap")
    assert world.build(served(sleeper())) == ()
    with postgresql(), redis(), up(tmp_path / "data", "--simulate"), chromium():
        written = tmp_path / "told"
        written.write_text(json.dumps([world.name, os.environ["TMPDIR"]]))
        written.rename(os.environ["TOLD"])  # so that nobody reads half of it
        signal.pause()
