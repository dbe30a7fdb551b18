"""When the process that keeps services running looks at them again."""

from pathlib import Path

from engine.backends.kernel.supervising.kept import Kept
from engine.backends.kernel.supervising.supervisor import Supervisor


class Impatient(Kept):
    """Is due a billionth of a second after each look."""

    def __init__(self) -> None:
        self.said = self.pid = None

    def wakes_at(self, now: float) -> float:
        return now + 1e-9


def test_what_becomes_due_while_others_are_looked_at_is_looked_at_at_once(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, "lab")
    supervisor._services = {"app1/web": Impatient()}
    assert supervisor.patience() == 0
