"""The instruments by name: one module each, and one line in the table."""

from collections.abc import Mapping

from engine.console.instrument import Instrument

INSTRUMENTS: Mapping[str, Instrument] = {}
