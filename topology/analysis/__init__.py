"""What can be said of a design before anything runs."""

from topology.analysis.domains import Domain, domains
from topology.analysis.loops import Ring, loops
from topology.analysis.spanning import Tree, trees
from topology.analysis.subnets import unused
from topology.analysis.weakness import Weak, weak_points

__all__ = ["Domain", "Ring", "Tree", "Weak", "domains", "loops", "trees", "unused", "weak_points"]
