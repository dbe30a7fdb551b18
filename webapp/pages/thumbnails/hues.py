"""A network's own hue, one of eight: the same as static/js/canvas/hues.js."""

import re

HUES = 8


def hue_of(name: str) -> int:
    """1 to 8. Names that differ in their number (lan1, lan2, …) get different ones."""
    stem, digits = re.fullmatch(r"(.*?)(\d*)", name, re.DOTALL | re.ASCII).groups()  # type: ignore[union-attr]
    total = 0
    for letter in stem:
        total = (total * 31 + ord(letter)) % 9973
    number = int(digits[-6:]) - 1 if digits else 0
    return (total % HUES + number) % HUES + 1
