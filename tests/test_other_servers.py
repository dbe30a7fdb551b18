"""Patchboard with PostgreSQL and Redis in place of SQLite and memory: the same tests must pass there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import servers

ROOT = Path(__file__).resolve().parent.parent


def passes(folder: str, **environment: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", f"tests/webapp/{folder}"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.postgres
def test_the_store_keeps_its_promises_on_postgresql() -> None:
    with servers.postgresql() as url:
        passes("store", DATABASE_URL=url)


@pytest.mark.redis
def test_browsers_hear_of_changes_through_redis() -> None:
    with servers.redis() as url:
        passes("live", REDIS_URL=url)
