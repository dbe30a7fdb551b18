"""The web process: pages and websockets, with one relay as long as it lives."""
# ruff: noqa: E402 (Django must be set up before what needs it is imported)

import asyncio
import contextlib
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import channel_layers
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware
from django.core.signals import request_finished
from django.db import connections

from webapp.live.origin import ExactOrigin
from webapp.live.relay import Relay
from webapp.live.routing import urlpatterns
from webapp.prompts import Listener


async def lifespan(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The server's begin and end; its `state` is found again in every scope."""
    await receive()
    scope["state"]["relay"] = relay = Relay(channel_layers[DEFAULT_CHANNEL_LAYER], Listener("web"))
    running = asyncio.create_task(relay.run())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    await send({"type": "lifespan.shutdown.complete"})


def _close_connections(**_: Any) -> None:
    """Each page is made in a thread of its own, which ends now; those of the sockets stay."""
    connections.close_all()


request_finished.connect(_close_connections)

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": ExactOrigin(CookieMiddleware(URLRouter(urlpatterns))),
        "lifespan": lifespan,
    }
)
