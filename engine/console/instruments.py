"""The instruments by name: one module each, and one line in the table."""

from collections.abc import Mapping

from engine.console import kernel, log, traffic, why
from engine.console.instrument import Instrument
from engine.console.packets import capture, trail
from engine.console.terminals import attaching, listing
from engine.console.tools import everybody, tool

INSTRUMENTS: Mapping[str, Instrument] = {
    "capture": capture.INSTRUMENT,
    "kernel": kernel.INSTRUMENT,
    "log": log.INSTRUMENT,
    "ping-all": everybody.INSTRUMENT,
    "terminal": attaching.INSTRUMENT,
    "terminals": listing.INSTRUMENT,
    "tool": tool.INSTRUMENT,
    "traffic": traffic.INSTRUMENT,
    "trail": trail.INSTRUMENT,
    "why": why.INSTRUMENT,
}
