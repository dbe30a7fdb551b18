"""The rows that say how objects are, read and written by the thousand.

A deploy writes as many as there are objects, twice, while somebody waits: through the models that took a
third as long as building the network itself. So they are read without making models of them, and written by
statements of many rows, which SQLite and PostgreSQL both understand.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from django.db import connection

from engine.drivers import Owner
from engine.status import ObjectState, State
from webapp.store.models import ObjectStatus, Topology

_TABLE = connection.ops.quote_name(ObjectStatus._meta.db_table)
_TOGETHER = 150
"""Rows of one statement: older SQLite takes 999 values."""

_WRITE = f"""
INSERT INTO {_TABLE} (topology_id, kind, name, state, reason, facts) VALUES {{rows}}
ON CONFLICT (topology_id, kind, name)
DO UPDATE SET state = excluded.state, reason = excluded.reason, facts = excluded.facts
"""
_ROW = "(%s, %s, %s, %s, %s, %s)"


def read(topology: Topology, wanted: Collection[Owner] | None) -> Mapping[Owner, ObjectState]:
    """What was reported last of these objects, or of all."""
    rows = topology.statuses.values_list("kind", "name", "state", "reason", "facts")
    if wanted is not None:
        rows = rows.filter(name__in={name for _, name in wanted})
    found = {
        (kind, name): ObjectState(kind, name, cast(State, state), reason, tuple(map(tuple, facts)))
        for kind, name, state, reason, facts in rows
    }
    return found if wanted is None else {key: found[key] for key in wanted if key in found}


def write(topology: Topology, states: Sequence[ObjectState]) -> None:
    """In place of what was reported of these objects."""
    pk = Topology._meta.pk.get_db_prep_value(topology.pk, connection)
    with connection.cursor() as cursor:
        for start in range(0, len(states), _TOGETHER):
            part = states[start : start + _TOGETHER]
            statement = _WRITE.format(rows=", ".join([_ROW] * len(part)))
            cursor.execute(statement, [value for each in part for value in (pk, *_values(each))])


def forget(topology: Topology, owners: Iterable[Owner]) -> None:
    by_kind: dict[str, list[str]] = {}
    for kind, name in owners:
        by_kind.setdefault(kind, []).append(name)
    for kind, names in by_kind.items():
        topology.statuses.filter(kind=kind, name__in=names).delete()


def _values(each: ObjectState) -> tuple[str, ...]:
    return each.kind, each.name, each.state, each.reason, json.dumps(each.facts) if each.facts else "[]"
