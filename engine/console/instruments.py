"""The instruments by name: one module each, and one line in the table."""

from collections.abc import Mapping

from engine.console.instrument import Instrument
from engine.console.tools import everybody, tool

INSTRUMENTS: Mapping[str, Instrument] = {
    "tool": tool.INSTRUMENT,
    "ping-all": everybody.INSTRUMENT,
}
