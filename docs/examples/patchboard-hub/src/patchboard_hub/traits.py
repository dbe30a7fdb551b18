"""What a design has to know of a hub, whether or not there is an engine to build it."""

from topology.drivers import Traits

TRAITS = Traits(bridge=True)
"""A bridge in the fabric: it may hold gateways, take patches and be a parent."""
