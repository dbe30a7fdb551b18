"""Asking the database from a socket."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from channels.db import database_sync_to_async

P = ParamSpec("P")
T = TypeVar("T")


async def database(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In a thread of its own, so that one that waits for a lock makes no other wait."""
    call: Any = database_sync_to_async(work, thread_sensitive=False)
    found: T = await call(*args, **kwargs)
    return found
