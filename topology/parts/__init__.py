"""Parts of designs: cut out of one, and made fit to be put into another."""

from topology.parts.cutting import Figures, cut
from topology.parts.fitting import fitted

__all__ = ["Figures", "cut", "fitted"]
