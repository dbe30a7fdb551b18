"""What the kernel's refusals mean to a person, and whether trying again can help."""

import errno
import os

GONE = frozenset({errno.ENODEV, errno.ENOENT, errno.ESRCH, errno.EADDRNOTAVAIL, errno.ENXIO})
"""Refusals to take something away that say it is not there: that is what was wanted."""

_TRANSIENT = GONE | {
    errno.EADDRINUSE,
    errno.EAGAIN,
    errno.EBUSY,
    errno.EEXIST,
    errno.EINTR,
    errno.EMFILE,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENFILE,
    errno.ENOBUFS,
    errno.ENOMEM,
    errno.ENOTCONN,
    errno.ETIMEDOUT,
}

_WORDS = {
    errno.EADDRINUSE: "another link has its address still",
    errno.EBUSY: "the name or number is still in use",
    errno.EEXIST: "something that is not Patchboard's is in the way under that name",
    errno.EMFILE: "too many open files; raise the limit (ulimit -n)",
    errno.ENODEV: "the link that it belongs to is not there",
    errno.ENETUNREACH: "the next hop is not on any network of this sandbox",
    errno.EHOSTUNREACH: "the next hop is not on any network of this sandbox",
    errno.ENETDOWN: "the interface to the next hop is down",
    errno.ENOSPC: "the machine's limit of namespaces is reached (sysctl user.max_net_namespaces)",
    errno.EOPNOTSUPP: "this kernel cannot do it; see the doctor's table",
    errno.EPERM: "the kernel does not permit it; see the doctor's table",
}


def transient(number: int) -> bool:
    """Whether the same request may work later, with nothing changed in the design."""
    return number in _TRANSIENT


def words(number: int, explanation: str = "") -> str:
    """The reason: what is known of this errno, then what the kernel itself said."""
    said = explanation or os.strerror(number)
    known = _WORDS.get(number)
    return f"{known} ({said})" if known else said
