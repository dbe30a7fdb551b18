"""Ports that speak no IPv6 of their own, which they have no use for: they only pass on what others say.

A port that does has routes in the fabric. The kernel goes through those of all ports for each port that comes
up and for each packet to many that a bridge receives, so that this grows with the square of their number:
at 4,000 it was half of all the work. It can only be said beforehand, for all links that are made next; so it
is said just for the time in which ports are made. It is written down before, like a setting that a design
makes: what a kill has left so is observed as one that the design does not make, and taken back.
"""

import errno
from collections.abc import Callable
from contextlib import suppress

from engine.backends.kernel import linksettings, netlink, settings
from engine.backends.kernel.place import Missing, Place, go_to
from engine.backends.kernel.settings import LOOPBACK
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient
from engine.resources import FABRIC

MANY = 16
"""For fewer ports it is not worth while."""

_SETTING = "ipv6/conf/default/disable_ipv6"


def keep(work: Work) -> None:
    """Links that are made in the fabric from now on speak no IPv6."""
    _in_fabric(work, _keep)


def end(work: Work) -> None:
    """They do again."""
    _in_fabric(work, _end)


def _in_fabric(work: Work, errand: Callable[[Place], None]) -> None:
    """A kernel without IPv6 need not be told; where it fails otherwise, what needs IPv6 says so."""
    with (
        suppress(Missing, OSError, Permanent, Transient),
        work.places.visit(work.topology, FABRIC) as fabric,
    ):
        errand(fabric)


def _keep(fabric: Place) -> None:
    refused = netlink.carry_out(fabric.socket, [linksettings.write_down(1, LOOPBACK, _SETTING)])
    if all(refusal[1] == errno.EEXIST for refusal in refused):
        go_to(fabric.descriptor, lambda: settings.write(_SETTING, "1"))


def _end(fabric: Place) -> None:
    """Only what is taken back is not to be known any more."""
    go_to(fabric.descriptor, lambda: settings.write(_SETTING, "0"))
    netlink.carry_out(fabric.socket, [linksettings.strike_out(1, LOOPBACK, _SETTING)])
