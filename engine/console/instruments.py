"""The instruments by name: one module each, and one line in the table."""

from collections.abc import Mapping

from engine.console import kernel, log, traffic
from engine.console.instrument import Instrument
from engine.console.tools import everybody, tool

INSTRUMENTS: Mapping[str, Instrument] = {
    "kernel": kernel.INSTRUMENT,
    "log": log.INSTRUMENT,
    "ping-all": everybody.INSTRUMENT,
    "tool": tool.INSTRUMENT,
    "traffic": traffic.INSTRUMENT,
}
