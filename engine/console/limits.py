"""How much the console gives at a time."""

LINES = 600
"""Open lines of all people."""
LINES_OF_ONE = 60
"""Open lines of one person."""
LARGEST = 1 << 18
"""Bytes of one message from a browser."""
PATIENCE = 10.0
"""Seconds within which a line has to say what it is for."""
GLANCE = 1.0
"""Seconds from one look whether everybody still may to the next."""
QUIET = 600.0
"""Seconds without a line and with nothing going on, after which the console ends. The next line starts it."""
