"""Patchboard's web server with one thing more, a bare shell at a pty of this machine under /bare/, to measure
what terminals cost beside it: `python -m tests.bench.bare_pty SOCKET`, a listening descriptor."""

import asyncio
import os
import socket
import subprocess
import sys
from typing import Any

import uvicorn
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware
from django.urls import path

from webapp.asgi import application as patchboard
from webapp.live.origin import ExactOrigin
from webapp.live.routing import urlpatterns
from webapp.running.serve import configuration

SHELL = ("bash", "--norc", "--noprofile")


class BarePty(AsyncWebsocketConsumer):
    """A shell for as long as the socket is open; nobody is asked whether they may."""

    async def connect(self) -> None:
        await self.accept()
        self._pty, theirs = os.openpty()
        self._shell = subprocess.Popen(
            SHELL, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        asyncio.get_running_loop().add_reader(self._pty, self._said)

    async def disconnect(self, code: int) -> None:
        asyncio.get_running_loop().remove_reader(self._pty)
        os.close(self._pty)
        self._shell.kill()
        self._shell.wait()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        os.write(self._pty, bytes_data or b"")

    def _said(self) -> None:
        self._sending = asyncio.ensure_future(self.send(bytes_data=os.read(self._pty, 1 << 16)))


_consumer: Any = BarePty.as_asgi()
application = ProtocolTypeRouter(
    {
        **patchboard.application_mapping,
        "websocket": ExactOrigin(CookieMiddleware(URLRouter([path("bare/", _consumer), *urlpatterns]))),
    }
)


def main(descriptor: str) -> None:
    server = uvicorn.Server(configuration("tests.bench.bare_pty:application"))
    asyncio.run(server.serve(sockets=[socket.socket(fileno=int(descriptor))]))


if __name__ == "__main__":
    main(sys.argv[1])
