"""A table as it is shown. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Row = tuple[str, ...]
Rows = Mapping[str, Row]
"""By a key that says what the row is about, such as an interface's name."""


class Table(NamedTuple):
    """`commands` print the same in a root shell."""

    title: str
    columns: tuple[str, ...]
    commands: tuple[str, ...]
    rows: Rows


Tables = Mapping[str, Table]


def whole(name: str, table: Table) -> dict[str, Any]:
    """The message that tells a table to somebody who does not know it."""
    rows = [[key, *row] for key, row in table.rows.items()]
    return {"type": "table", "table": name, **table._asdict(), "rows": rows}


def differences(name: str, before: Table, after: Table) -> dict[str, Any] | None:
    """The message that tells what has changed in its rows; None if nothing has."""
    changed = [[key, *row] for key, row in after.rows.items() if before.rows.get(key) != row]
    gone = [key for key in before.rows if key not in after.rows]
    if not changed and not gone:
        return None
    return {"type": "rows", "table": name, "set": changed, "gone": gone}


def news(before: Tables, after: Tables) -> list[dict[str, Any]]:
    """What is to be told to somebody who knows the tables from before."""
    messages = []
    for name, table in after.items():
        known = before.get(name)
        if known is None or known[:-1] != table[:-1]:
            messages.append(whole(name, table))
        elif message := differences(name, known, table):
            messages.append(message)
    return messages
