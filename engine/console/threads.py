"""Waiting for what blocks, and for descriptors."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

Result = TypeVar("Result")


async def in_thread(errand: Callable[[], Result]) -> Result:
    """As `asyncio.to_thread`, but whoever is cancelled waits for it: then what it uses may be closed."""
    running = asyncio.ensure_future(asyncio.to_thread(errand))
    try:
        return await asyncio.shield(running)
    finally:
        await asyncio.wait([running])


async def readable(descriptors: Iterable[int]) -> None:
    """Waits until there is something to be read from one of them."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[None] = loop.create_future()
    watched = list(descriptors)
    for each in watched:
        loop.add_reader(each, _finish, found)
    try:
        await found
    finally:
        for each in watched:
            loop.remove_reader(each)


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
