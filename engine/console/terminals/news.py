"""That something has changed, for however many wait for it."""

import asyncio


class News:
    """Whoever first looks at what may have changed and then waits misses nothing, as long as it does not
    wait for anything else in between."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self) -> None:
        """Until the next telling."""
        await self._next.wait()
