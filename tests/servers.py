"""Private database servers on Unix sockets, one a test, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from tests.require import require

AS_POSTGRES = {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def postgresql() -> Iterator[str]:
    """The DATABASE_URL of an empty PostgreSQL server. It refuses to run as root, so it runs as `postgres`."""
    programs = require("initdb").parent
    identity = AS_POSTGRES if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="patchboard-postgresql-") as folder:
        if identity:
            shutil.chown(folder, "postgres", "postgres")

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), "--pgdata", f"{folder}/data", *arguments]
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": folder}
            subprocess.run(command, check=True, **quiet, **identity)  # type: ignore[call-overload]

        run("initdb", "--auth", "trust", "--username", "patchboard", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "start", "--wait", "--silent", "--log", f"{folder}/log", "--options", options)
        try:
            yield f"postgresql://patchboard@{quote(folder, safe='')}/postgres"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode", "immediate")


@contextmanager
def redis() -> Iterator[str]:
    """The REDIS_URL of an empty Redis server that keeps nothing on disk."""
    program = require("redis-server")
    with tempfile.TemporaryDirectory(prefix="patchboard-redis-") as folder:
        command = [
            str(program),
            "--port",
            "0",
            "--unixsocket",
            f"{folder}/socket",
            "--save",
            "",
            "--dir",
            folder,
            "--set-proc-title",  # which would overwrite whose process it is
            "no",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                _wait_for("ready to accept connections", server)
                yield f"unix://{folder}/socket"
            finally:
                server.terminate()


def _wait_for(words: str, server: subprocess.Popen[str]) -> None:
    assert server.stdout
    said = []
    for line in server.stdout:
        said.append(line)
        if words in line.lower():
            return
    raise AssertionError("the server ended at once:\n" + "".join(said))
