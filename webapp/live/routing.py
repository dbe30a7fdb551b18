"""The addresses of websockets."""

from typing import Any

from channels.security.websocket import WebsocketDenier
from django.urls import re_path

from webapp.live.console import ConsoleLine
from webapp.live.consumer import Live

# Django's types know pages only.
live: Any = Live.as_asgi()
console: Any = ConsoleLine.as_asgi()
nothing: Any = WebsocketDenier()

urlpatterns: list[Any] = [
    re_path(r"^live/(?P<name>[a-z0-9-]{1,32})/$", live),
    re_path(r"^console/(?P<name>[a-z0-9-]{1,32})/$", console),
    re_path(r"", nothing),
]
