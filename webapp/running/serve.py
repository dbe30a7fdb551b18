"""The web process of `manage.py up`: python -m webapp.running.serve --socket DESCRIPTOR.

Started by root it becomes an unprivileged user first. It ends with SIGTERM, or when standard input ends.
"""

import asyncio
import os
import socket
import sys
import warnings
from argparse import ArgumentParser
from pathlib import Path

import uvicorn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")

from django.conf import settings

from webapp.running.privileges import become, identity
from webapp.running.sight import open_up

LARGEST_MESSAGE = 5 * 1024 * 1024
"""Bytes of a websocket's frame; more than webapp.live takes, so that it can say what is wrong."""


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--socket", type=int, required=True)
    listening = socket.socket(fileno=parser.parse_args().socket)
    if os.geteuid() == 0:
        _give_up_root()
    os.umask(0o077)
    # WhiteNoise hands out files by synchronous iterators, which Django then reads in a thread: no harm
    warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
    asyncio.run(_serve(listening))


def _give_up_root() -> None:
    user = identity()
    code = [settings.BASE_DIR, Path(sys.prefix), Path(sys.base_prefix)]
    open_up([*code, settings.DATA, *(Path(entry) for entry in sys.path if Path(entry).is_dir())], user)
    os.chdir(settings.BASE_DIR)
    become(user)
    if not os.access(settings.BASE_DIR / "manage.py", os.R_OK):
        sys.exit(f"the web process runs as {user.pw_name}, who cannot read {settings.BASE_DIR}: {REMEDY}")


REMEDY = "chmod -R o+rX it, or name another user in PATCHBOARD_USER"


def configuration(application: str) -> uvicorn.Config:
    """`application` as uvicorn has it, `module:name`."""
    return uvicorn.Config(
        application,
        lifespan="on",
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        proxy_headers=settings.BEHIND_HTTPS,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=3,
    )


async def _serve(listening: socket.socket) -> None:
    server = uvicorn.Server(configuration("webapp.asgi:application"))
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _stop, server)
    await server.serve(sockets=[listening])


def _stop(server: uvicorn.Server) -> None:
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
    server.should_exit = True


if __name__ == "__main__":
    main()
