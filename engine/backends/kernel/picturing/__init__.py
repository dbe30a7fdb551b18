"""The whole of a topology's places as a picture that packets are walked over: whoever made what is there.

Unlike `observe`, which sees what is Patchboard's and decides what to change, this changes nothing and only
explains.
"""

from engine.backends.kernel.picturing.whole import seen

__all__ = ["seen"]
