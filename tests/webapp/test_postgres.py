"""The same on a real PostgreSQL, where rows are locked and not the whole database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import postgresql

HERE = Path(__file__).parent
THERE_TOO = (
    "test_changes.py",
    "test_deploying.py",
    "test_for_engine.py",
    "test_live.py",
    "test_migrating.py",
    "test_plans.py",
    "test_together.py",
)


@pytest.mark.postgres
def test_the_store_and_the_live_socket_work_on_postgresql() -> None:
    with postgresql() as url:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *THERE_TOO]
        environment = os.environ | {"DATABASE_URL": url}
        done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
