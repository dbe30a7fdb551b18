"""Where Django looks for what is registered."""

from webapp.admin import people, topologies

__all__ = ["people", "topologies"]
