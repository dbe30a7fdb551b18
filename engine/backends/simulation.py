"""The simulation for the command line: one in memory that is found again by the next command."""

import json
from pathlib import Path

from engine.backends.memory import MemoryBackend
from engine.documents import of_state, to_resource
from engine.planning import plan
from engine.resources import state


class Simulation(MemoryBackend):
    """Reads its worlds from a file, and writes them back when it is closed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        for topology, documents in _read(path).items():
            self.apply(topology, plan({}, state(*map(to_resource, documents))))

    def close(self) -> None:
        super().close()
        worlds = {topology: of_state(self.observe(topology)) for topology in self.topologies()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".new")
        unfinished.write_text(json.dumps(worlds))
        unfinished.replace(self._path)


def open_backend(run_directory: Path) -> Simulation:
    return Simulation(run_directory / "simulation.json")


def _read(path: Path) -> dict[str, list[dict[str, object]]]:
    return dict(json.loads(path.read_text())) if path.exists() else {}
