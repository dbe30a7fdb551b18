"""Writes what changed of a design into its rows, in a handful of queries whatever its size.

An object is known by its name: one that got another name is another row.
"""

from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Model

from topology import values
from topology.beside import BESIDE
from topology.delta import Delta
from topology.value import Value
from webapp.store.models import Endpoint, Figure, Network, Patch, Sandbox, Topology
from webapp.store.rows.fields import ENDPOINT, NETWORK, OPTIONS, POSITION, SANDBOX, WIRE

Names = set[str]


def write(topology: Topology, design: values.Design, delta: Delta) -> None:
    """Make the rows hold `design`, given that `delta` is all in which they differ from it."""
    _delete(topology, delta)
    moved = _touched(delta, "layout")
    _upsert(_networks(topology, design, _touched(delta, "network") | moved), (*NETWORK, *OPTIONS, *POSITION))
    _upsert(_sandboxes(topology, design, _touched(delta, "sandbox") | moved), (*SANDBOX, *POSITION))
    _write_endpoints(topology, design, _touched(delta, "endpoint"))
    _write_patches(topology, design, _touched(delta, "patch"))
    for kind in BESIDE:
        _write_figures(topology, design, kind, _touched(delta, kind))


def _touched(delta: Delta, kind: str) -> Names:
    return {difference.name for difference in delta if difference.kind == kind}


def _delete(topology: Topology, delta: Delta) -> None:
    """Endpoints and patches first: then nothing hangs on the rest any more."""
    gone = {
        kind: [difference.before or {} for difference in delta if _is_removal(difference, kind)]
        for kind in ("endpoint", "patch", "sandbox", "network")
    }
    _delete_endpoints(topology, gone["endpoint"])
    for kind in BESIDE:
        if names := [each.name for each in delta if _is_removal(each, kind)]:
            Figure.objects.filter(topology=topology, kind=kind, name__in=names).delete()
    for model, kind in ((Patch, "patch"), (Sandbox, "sandbox"), (Network, "network")):
        if gone[kind]:
            names = [before["name"] for before in gone[kind]]
            model._default_manager.filter(topology=topology, name__in=names).delete()


def _is_removal(difference: Any, kind: str) -> bool:
    return difference.kind == kind and difference.after is None


def _delete_endpoints(topology: Topology, gone: list[dict[str, Any]]) -> None:
    names = {(before["sandbox"], before["interface"]) for before in gone}
    if not names:
        return
    candidates = Endpoint.objects.filter(topology=topology, sandbox__name__in={name for name, _ in names})
    rows = candidates.values_list("pk", "sandbox__name", "interface")
    Endpoint.objects.filter(pk__in=[pk for pk, *name in rows if tuple(name) in names]).delete()


def _upsert(rows: Iterable[Model], fields: Iterable[str], key: Iterable[str] = ("topology", "name")) -> None:
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=list(key), update_fields=list(fields)
        )


def _networks(topology: Topology, design: values.Design, names: Names) -> Iterable[Network]:
    for network in design.networks:
        if network.name in names:
            x, y = design.layout.get(network.name, (None, None))
            fields = _json(network, NETWORK) | _pick(network.options, OPTIONS)
            yield Network(topology=topology, name=network.name, x=x, y=y, **fields)


def _sandboxes(topology: Topology, design: values.Design, names: Names) -> Iterable[Sandbox]:
    for sandbox in design.sandboxes:
        if sandbox.name in names:
            x, y = design.layout.get(sandbox.name, (None, None))
            fields = _json(sandbox, SANDBOX)
            yield Sandbox(topology=topology, name=sandbox.name, x=x, y=y, **fields)


def _write_endpoints(topology: Topology, design: values.Design, names: Names) -> None:
    ends = [end for end in design.endpoints if end.name in names]
    sandboxes = _ids(Sandbox, topology, [end.sandbox for end in ends])
    networks = _ids(Network, topology, [end.network for end in ends])
    rows = [
        Endpoint(
            topology=topology,
            sandbox_id=sandboxes[end.sandbox],
            network_id=networks[end.network],
            interface=end.interface or "",
            **_json(end, (*ENDPOINT, *WIRE)),
        )
        for end in ends
    ]
    _upsert(rows, ("network", *ENDPOINT, *WIRE), key=("sandbox", "interface"))


def _write_patches(topology: Topology, design: values.Design, names: Names) -> None:
    patches = [patch for patch in design.patches if patch.name in names]
    networks = _ids(Network, topology, [name for patch in patches for name in patch.networks])
    rows = [
        Patch(
            topology=topology,
            name=patch.name,
            first_id=networks[patch.networks[0]],
            second_id=networks[patch.networks[1]],
            **_json(patch, WIRE),
        )
        for patch in patches
    ]
    _upsert(rows, ("first", "second", *WIRE))


def _write_figures(topology: Topology, design: values.Design, kind: str, names: Names) -> None:
    figures = [figure for figure in values.objects(design, kind) if figure.name in names]
    rows = [
        Figure(
            topology=topology,
            kind=kind,
            name=figure.name,
            fields=figure.model_dump(mode="json", exclude={"name"}),
        )
        for figure in figures
    ]
    _upsert(rows, ("fields",), key=("topology", "kind", "name"))


def _ids(model: type[Model], topology: Topology, names: Collection[str]) -> dict[str, int]:
    if not names:
        return {}
    rows = model._default_manager.filter(topology=topology, name__in=set(names))
    return dict(rows.values_list("name", "pk"))


def _json(value: Value, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields as plain data, whatever lies in them."""
    return value.model_dump(mode="json", include=set(fields))


def _pick(value: Value, fields: tuple[str, ...]) -> dict[str, Any]:
    return dict(zip(fields, attrgetter(*fields)(value), strict=True))
