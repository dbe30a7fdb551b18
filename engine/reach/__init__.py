"""Where packets go: from one sandbox to an address and back, by what a state of the kernel says.

Pure. Asked about the desired state it predicts what a ping will show; nothing is sent.
"""

from engine.reach.causes import Cause, Hop, Walk
from engine.reach.lowered import picture
from engine.reach.matrix import Reach
from engine.reach.sentences import sentence
from engine.reach.walk import walk

__all__ = ["Cause", "Hop", "Reach", "Walk", "picture", "sentence", "walk"]
