"""What is in a design beside the network: figures, which are only drawn, and scenarios.

By themselves they mean nothing to a network, so the engine never hears of them; see `topology.bare`.
"""

from topology.figures import FIGURES, Area, Mark, Note
from topology.scenarios import Scenario

Beside = Area | Note | Mark | Scenario

BESIDE: dict[str, type[Beside]] = {**FIGURES, "scenario": Scenario}
"""By kind."""
