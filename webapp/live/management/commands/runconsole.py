"""`manage.py runconsole`: the console of an engine, which starts it when somebody comes."""

import asyncio
import os
import resource
import sys
from argparse import ArgumentParser
from contextlib import aclosing
from socket import socket as Socket
from typing import Any

from websockets.asyncio.server import unix_serve

from engine.backends.kernel.places import Places
from engine.console import limits
from engine.console.instruments import INSTRUMENTS
from engine.console.machine import Machine
from engine.console.server import Console
from webapp.live.doorman import StoredPeople
from webapp.running.command import Pageless
from webapp.running.privileges import identity
from webapp.store import audit


class Command(Pageless):
    help = "Serves what is asked of the running network, by the engine's socket; started by runengine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--socket", type=int, required=True, help="the descriptor it listens on")
        parser.add_argument("--mode", required=True, help="the engine's: root or rootless")

    def handle(self, *args: Any, socket: int, mode: str, **options: Any) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        audit.tidy()
        asyncio.run(_serve(Socket(fileno=socket), Machine(mode, Places(most // 8))))


async def _serve(listening: Socket, machine: Machine) -> None:
    """Until standard input ends, or nobody has come for long."""
    console = Console(machine, StoredPeople(), {os.geteuid(), identity().pw_uid}, INSTRUMENTS)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended.set)
    serving = unix_serve(
        console.take, sock=listening, max_size=limits.LARGEST, compression=None, server_header=None
    )
    async with aclosing(machine), serving:
        ends = [asyncio.create_task(ended.wait()), asyncio.create_task(console.watch())]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
