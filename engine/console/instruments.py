"""The instruments by name: one module each, and one line in the table."""

from collections.abc import Mapping

from engine.console.instrument import Instrument
from engine.console.packets import capture, trail
from engine.console.tools import everybody, tool

INSTRUMENTS: Mapping[str, Instrument] = {
    "capture": capture.INSTRUMENT,
    "trail": trail.INSTRUMENT,
    "tool": tool.INSTRUMENT,
    "ping-all": everybody.INSTRUMENT,
}
