"""What is predicted of a design is what pings show on the kernel."""

from engine.backends.kernel import KernelBackend
from tests.reaching.measuring import compare
from tests.require import require

SEEDS = range(20)
"""`python -m tests.bench.reaching` does the same for 200."""


def test_who_reaches_whom_is_as_predicted_of_twenty_designs_by_chance(backend: KernelBackend) -> None:
    require("ping")
    pings, wrong = compare(backend, SEEDS)
    assert pings > 500
    assert wrong == []
