"""What routing daemons will have learned when all is up and they have come to an end with it."""

from engine.reach.learning.taught import taught

__all__ = ["taught"]
