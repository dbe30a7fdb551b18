"""The instrument `tool`: one program from one sandbox to a target."""

import asyncio
from contextlib import AsyncExitStack
from typing import Literal

from engine.console.instrument import Instrument, Request
from engine.console.line import Line, Refusal
from engine.console.machine import Machine
from engine.console.tools.commands import TOOLS, Tool
from engine.console.tools.output import heard, lines, running
from engine.console.tools.target import resolved

LONGEST = 60.0
"""Seconds that a tool may take."""
MOST = 2000
"""Lines that are told of what it says."""
COMING_UP = 10.0


class ToolRequest(Request):
    tool: Literal["ping", "traceroute", "mtu", "iperf3", "dns", "http"]
    sandbox: str
    target: str

    def about(self) -> str:
        return f"{self.tool} from {self.sandbox} to {self.target}"


async def run(line: Line, request: ToolRequest, machine: Machine) -> None:
    """Tells `{type: "started", address, command}`, for each line `{type: "line", text}` and what it means
    (`engine.console.tools.commands`), at last `{type: "ended", status}`."""
    design = await line.design()
    tool = TOOLS[request.tool]
    target = resolved(design, request.sandbox, request.target, tool.by_name)
    if tool.server and request.target not in {each.name for each in design.sandboxes}:
        raise Refusal(f"{request.tool} needs a sandbox at the other end; choose one")
    try:
        async with asyncio.timeout(LONGEST), AsyncExitStack() as stack:
            if tool.server:
                await _serve(stack, line, request.target, machine, tool)
            await _use(stack, line, request.sandbox, machine, tool, target)
    except TimeoutError:
        raise Refusal(f"{request.tool} took longer than {LONGEST:.0f} s and was ended") from None


async def _use(
    stack: AsyncExitStack, line: Line, sandbox: str, machine: Machine, tool: Tool, target: str
) -> None:
    command = tool.command(target)
    await line.tell({"type": "started", "address": target, "command": command})
    process = await stack.enter_async_context(running(machine, line.topology, sandbox, command, tool.package))
    told = 0
    async for text in lines(process):
        told += 1
        if told <= MOST:
            await line.tell({"type": "line", "text": text})
        if message := tool.read(text):
            await line.tell(message)
    await line.tell({"type": "ended", "status": await process.wait()})


async def _serve(stack: AsyncExitStack, line: Line, sandbox: str, machine: Machine, tool: Tool) -> None:
    server = await stack.enter_async_context(
        running(machine, line.topology, sandbox, tool.server, tool.package)
    )
    if not await heard(server, tool.serving, COMING_UP):
        raise Refusal(f"{tool.server[0]} does not come up in {sandbox}; its port may be in use there")


INSTRUMENT = Instrument(ToolRequest, run)
