"""Web and engine side by side; the engine in a simulation where nothing else is possible."""

import asyncio
import signal
import socket
import sys

from django.conf import settings

from webapp.running.children import Child

UNAVAILABLE = 3
"""The engine's exit status where only a simulation is possible; it has said why."""
QUESTION = "Start with a simulation in memory instead? [Y/n] "
NOTICE = "Starting with a simulation in memory instead; every page says so.\n"


class Refused(Exception):
    """Patchboard cannot run, or was not allowed to; the message says why."""


class Patchboard:
    """Both processes. `stopping` is set when they are to end, `refusal` if that is for a reason."""

    def __init__(self, listening: socket.socket, simulate: bool) -> None:
        self.stopping = asyncio.Event()
        self.refusal = ""
        self._listening = listening
        self._greeted = False
        descriptor = listening.fileno()
        serve = ["-m", "webapp.running.serve", "--socket", str(descriptor)]
        engine = [str(settings.BASE_DIR / "manage.py"), "runengine", "--until-stdin-ends"]
        self.web = Child("web process", serve, self._web_ended, [descriptor])
        self.engine = Child("engine", engine + ["--simulate"] * simulate, self._engine_ended)

    async def greet(self, greeting: str) -> None:
        """Say the greeting once the web process answers."""
        while not await self._answers():
            await asyncio.sleep(0.05)
        self._greeted = True
        sys.stdout.write(f"{greeting}\n")
        sys.stdout.flush()

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(*self._listening.getsockname())
        except ConnectionRefusedError:
            return False
        writer.close()
        return True

    async def _web_ended(self, status: int) -> None:
        if self._greeted:
            sys.stderr.write(f"the web process ended with status {status} and is started again\n")
        else:
            self._refuse("the web process does not start")

    async def _engine_ended(self, status: int) -> None:
        if status != UNAVAILABLE:
            sys.stderr.write(f"the engine ended with status {status} and is started again\n")
        elif await _simulation_is_wanted():
            self.engine.arguments.append("--simulate")
        else:
            self._refuse("without an engine there is nothing to start; see manage.py doctor")

    def _refuse(self, why: str) -> None:
        self.refusal = why
        self.stopping.set()


async def run(listening: socket.socket, simulate: bool, greeting: str) -> None:
    """Have both running until SIGINT, SIGTERM or SIGHUP. Raises Refused."""
    both = Patchboard(listening, simulate)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, both.stopping.set)
    async with asyncio.TaskGroup() as tasks:
        web = tasks.create_task(both.web.keep())
        tasks.create_task(both.engine.keep())
        greet = tasks.create_task(both.greet(greeting))
        await both.stopping.wait()
        greet.cancel()
        both.web.end()
        await web  # the web first: it can still say what the engine does
        both.engine.end()
    if both.refusal:
        raise Refused(both.refusal)


async def _simulation_is_wanted() -> bool:
    """Asked where somebody can answer; elsewhere it is better than nothing."""
    if not sys.stdin.isatty():
        sys.stderr.write(NOTICE)
        return True
    sys.stderr.write(QUESTION)
    sys.stderr.flush()
    return (await _line()).lower() in ("\n", "y\n", "yes\n")


async def _line() -> str:
    """A line of standard input, without a thread that would have to be waited for."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[None] = loop.create_future()
    loop.add_reader(sys.stdin.fileno(), found.set_result, None)
    try:
        await found
        return sys.stdin.readline()
    finally:
        loop.remove_reader(sys.stdin.fileno())
