"""Asking the database from threads that come and go."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
T = TypeVar("T")


def connected(method: Callable[P, T]) -> Callable[P, T]:
    """The method with a connection that works, and none left open behind it."""

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        close_old_connections()
        try:
            return method(*args, **kwargs)
        finally:
            close_old_connections()

    return call
