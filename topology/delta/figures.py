"""How differences of figures are told: by what people read on them, and their moves as moves."""

from topology.delta.difference import Difference
from topology.figures import FIGURES

_LONGEST = 40
_PLACE = {"at", "points"}
WORDS = {"at": "place"}
"""By field, what it is called in a sentence."""


def title(difference: Difference) -> str:
    """What a person calls the object: an area by its title, a note by its first words."""
    data = difference.after or difference.before or {}
    written = " ".join(str(data.get("title") or data.get("text") or "").split())
    if difference.kind not in FIGURES or not written:
        return difference.name
    return f"“{shortened(written)}”"


def is_move(difference: Difference) -> bool:
    """Whether a figure only stands elsewhere."""
    before, after = difference.before, difference.after
    if difference.kind not in FIGURES or before is None or after is None:
        return False
    changed = {field for field in before | after if before.get(field) != after.get(field)}
    return bool(changed) and changed <= _PLACE


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
