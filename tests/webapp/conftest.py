"""A relay, as each web process has one."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.webapp.browser import running_relay
from webapp.live.relay import Relay


@pytest_asyncio.fixture
async def relay() -> AsyncIterator[Relay]:
    async with running_relay() as running:
        yield running
