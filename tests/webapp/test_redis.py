"""Several web processes with Redis between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from channels_redis.core import RedisChannelLayer
from pytest_django import Settings

from tests.servers import redis
from tests.webapp.browser import browser, database
from tests.webapp.builders import add_sandbox, edit, two_apps
from webapp.live import relay as relay_module
from webapp.live.relay import Relay
from webapp.prompts import Listener
from webapp.store.models import Topology

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]


@asynccontextmanager
async def machine(folder: Path, url: str, settings: Settings) -> AsyncIterator[Relay]:
    """The relay of a web process whose prompts reach no other machine's."""
    settings.RUN = folder
    layer = RedisChannelLayer(hosts=[url], prefix="patchboard")
    relay = Relay(layer, Listener("web"))
    task = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await layer.close_pools()


async def test_an_edit_in_one_process_wakes_the_browsers_of_another(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "PERIOD", 60.0)  # so that nobody finds out by looking
    lab = await database(two_apps)
    with redis() as url:
        async with machine(tmp_path / "a", url, settings) as a, machine(tmp_path / "b", url, settings) as b:
            settings.RUN = tmp_path / "a"
            await _edit_here_and_hear_there(lab, a, b)


async def _edit_here_and_hear_there(lab: Topology, a: Relay, b: Relay) -> None:
    async with browser(a, lab.owner) as near, browser(b, lab.owner) as far:
        await near.hear("engine")
        await far.hear("engine")
        await near.edit(2, add_sandbox("app3"))
        assert (await near.hear("change"))["number"] == 3
        assert (await far.hear("change"))["number"] == 3
        await database(edit, lab, lab.owner, add_sandbox("app4"))
        assert (await far.hear("change"))["number"] == 4


async def test_without_redis_the_browsers_find_out_all_the_same(tmp_path: Path, settings: Settings) -> None:
    lab = await database(two_apps)
    nobody = f"unix://{tmp_path}/nobody"
    async with machine(tmp_path / "a", nobody, settings) as relay, browser(relay, lab.owner) as near:
        await near.hear("engine")
        await near.edit(2, add_sandbox("app3"))
        assert (await near.hear("change"))["number"] == 3
