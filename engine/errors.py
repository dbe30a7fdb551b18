"""What can go wrong while building, classed by what the engine does next."""


class Transient(Exception):
    """Worth trying again as it is, after a back-off."""


class Permanent(Exception):
    """Trying again changes nothing; it stands until the design's revision changes."""
