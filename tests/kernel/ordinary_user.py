"""An ordinary user who draws, deploys and looks, as it is done from a command line."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from tests.kernel import labs
from tests.kernel.ordinary import ROOT, become
from topology.formats import native
from topology.ipam import complete
from topology.values import Design

Done = subprocess.CompletedProcess[str]


class Ordinary:
    """A user with a data folder; every command is a process of its own, so each one is a restart."""

    def __init__(self, folder: Path, empty_run: bool = False) -> None:
        self.folder = folder
        self.file = folder / "lab.yaml"
        self.name = f"u{os.getpid()}"
        self._become = partial(become, empty_run)
        self.draw(labs.one_bridge())

    def draw(self, design: Design) -> None:
        named = design.model_copy(update={"name": self.name})
        self.file.write_text(native.dump_yaml(complete(named)))

    def start(self, *command: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PATCHBOARD_DATA": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdout=pipe,
            stderr=pipe,
            preexec_fn=self._become,  # a program that does it would load Python and the engine each time
        )

    def run(self, *command: str) -> Done:
        with self.start(*command) as process:
            said, complained = process.communicate(timeout=60)
        return subprocess.CompletedProcess(command, process.returncode, said, complained)

    def engine(self, verb: str) -> Done:
        return self.run(sys.executable, "-m", "engine", verb, str(self.file))

    def enter(self, *command: str) -> Done:
        run_directory = str(self.folder / "run")
        return self.run(sys.executable, "-m", "engine.backends.kernel.enter", run_directory, "--", *command)

    def ip(self, *arguments: str) -> Any:
        return json.loads(self.enter("ip", "-j", *arguments).stdout)

    def pings(self, sandbox: str, address: str) -> bool:
        command = ("ip", "netns", "exec", f"{self.name}.{sandbox}", "ping", "-c1", "-W1", address)
        return self.enter(*command).returncode == 0

    def pause(self) -> int | None:
        """The pid of the process that holds the namespaces, if it lives."""
        file = self.folder / "run" / "rootless.pid"
        pid = int(file.read_text().split()[0]) if file.exists() else None
        return pid if pid and Path(f"/proc/{pid}").exists() else None

    def leave(self) -> None:
        pid = self.pause()
        if pid:
            os.kill(pid, 9)
