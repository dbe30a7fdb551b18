"""Drawings to begin with, in any size. A new one is a file and a line here."""

from topology.templates.campus import CAMPUS
from topology.templates.hosts import HOSTS
from topology.templates.leaf_spine import LEAF_SPINE
from topology.templates.mesh import MESH
from topology.templates.parameters import Parameter
from topology.templates.ring import RING
from topology.templates.star import STAR
from topology.templates.template import Template
from topology.templates.tree import TREE

__all__ = ["TEMPLATES", "Parameter", "Template"]

TEMPLATES: dict[str, Template] = {
    each.name: each for each in (HOSTS, STAR, RING, MESH, TREE, LEAF_SPINE, CAMPUS)
}
