"""How many heaps the C library gives to the threads of this process."""

import ctypes

_ARENA_MAX = -8
_ENOUGH = 2
"""Python's threads take turns; what a library does beside them, such as SQLite, may have the other one."""


def share() -> None:
    """For a process with many threads, before it starts them. By itself glibc gives each a heap of its own,
    and whichever thread has looked at a topology keeps what that took: 29 of 126 MB with 600 sandboxes, and
    more with each further thread. Other C libraries have but one heap."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_ARENA_MAX, _ENOUGH)
