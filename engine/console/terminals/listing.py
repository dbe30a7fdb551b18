"""`terminals`: which terminals of the topology somebody may attach to, told again whenever that changes."""

from engine.console.instrument import Instrument, Request
from engine.console.line import SEEING, Line
from engine.console.machine import Machine
from engine.console.terminals.attaching import describe


class TerminalsRequest(Request):
    """Nothing needs to be said."""


async def tell(line: Line, request: TerminalsRequest, machine: Machine) -> None:
    sessions = machine.terminals
    told = None
    while True:
        found = [describe(each, line.person.id) for each in sessions.seen_by(line.topology, line.person)]
        if found != told:
            told = found
            await line.tell({"type": "terminals", "terminals": found})
        else:
            await sessions.news.wait()


INSTRUMENT = Instrument(TerminalsRequest, tell, SEEING)
