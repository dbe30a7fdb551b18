"""Ports that speak no IPv6 of their own, which they have no use for: they only pass on what others say.

A port that does has routes in the fabric. The kernel goes through those of all ports for each port that comes
up and for each packet to many that a bridge receives, so that this grows with the square of their number:
at 4,000 it was half of all the work. It can only be said beforehand, for all links that are made next; so it
is said just for the time in which ports are made, and taken back also when a kill has left it so.
"""

from contextlib import suppress

from engine.backends.kernel import settings
from engine.backends.kernel.place import Missing, go_to
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient
from engine.resources import FABRIC

MANY = 16
"""For fewer ports it is not worth while."""

_SETTING = "ipv6/conf/default/disable_ipv6"


def keep(work: Work) -> None:
    """Links that are made in the fabric from now on speak no IPv6."""
    _set(work, "1")


def end(work: Work) -> None:
    """They do again."""
    _set(work, "0")


def _set(work: Work, value: str) -> None:
    """A kernel without IPv6 need not be told; where it fails otherwise, what needs IPv6 says so."""
    with (
        suppress(Missing, OSError, Permanent, Transient),
        work.places.visit(work.topology, FABRIC) as fabric,
    ):
        go_to(fabric.descriptor, lambda: settings.write(_SETTING, value))
