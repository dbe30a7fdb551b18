"""Instruments that look at frames."""
