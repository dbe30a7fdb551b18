"""What routing daemons teach: read out of the services of a design, before anything runs."""

from topology.analysis.routing.daemons import teachers
from topology.analysis.routing.paths import BACKBONE, Adjacency, Prefix, Way, ways
from topology.analysis.routing.speaking import Interface, Ospf, Speaker, Static

__all__ = [
    "BACKBONE",
    "Adjacency",
    "Interface",
    "Ospf",
    "Prefix",
    "Speaker",
    "Static",
    "Way",
    "teachers",
    "ways",
]
