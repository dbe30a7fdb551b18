"""Reads a design from its rows, in five queries whatever its size."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import Model

from topology import values
from topology.figures import Area, Mark, Note
from topology.ordering import ordered
from topology.scenarios import Scenario
from webapp.store.models import Endpoint, Figure, Network, Patch, Sandbox, Topology
from webapp.store.rows.fields import ENDPOINT, NETWORK, OPTIONS, POSITION, SANDBOX, WIRE

Row = dict[str, Any]


def read(topology: Topology) -> values.Design:
    """The design that the rows hold. For one whole picture nothing may be written meanwhile."""
    networks = dict(_read(Network, topology, ("id", "name", *NETWORK, *OPTIONS, *POSITION)))
    sandboxes = dict(_read(Sandbox, topology, ("id", "name", *SANDBOX, *POSITION)))
    endpoints = _read(Endpoint, topology, ("id", "sandbox_id", "network_id", "interface", *ENDPOINT, *WIRE))
    patches = _read(Patch, topology, ("id", "name", "first_id", "second_id", *WIRE))
    figures = list(Figure.objects.filter(topology=topology).values_list("kind", "name", "fields"))
    design = values.Design.model_construct(
        name=topology.name,
        networks=tuple(map(_network, networks.values())),
        sandboxes=tuple(map(_sandbox, sandboxes.values())),
        endpoints=tuple(_endpoint(row, sandboxes, networks) for _, row in endpoints),
        patches=tuple(_patch(row, networks) for _, row in patches),
        layout={
            row["name"]: (row["x"], row["y"])
            for row in (*networks.values(), *sandboxes.values())
            if row["x"] is not None
        },
        areas=_figures(figures, "area", Area),
        notes=_figures(figures, "note", Note),
        marks=_figures(figures, "mark", Mark),
        scenarios=_figures(figures, "scenario", Scenario),
    )
    return ordered(design)


def _read(model: type[Model], topology: Topology, fields: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    for row in model._default_manager.filter(topology=topology).values(*fields):
        yield row["id"], row


def _pick(row: Row, fields: Iterable[str]) -> Row:
    return {field: row[field] for field in fields}


def _wire(row: Row) -> Row:
    return {**_pick(row, WIRE), "flap": row["flap"] and values.Flap(**row["flap"])}


def _texts(found: list[str] | None) -> tuple[str, ...] | None:
    return None if found is None else tuple(found)


# The rows were made of values that had been checked, so they are not checked again: 1,000 objects are
# built in a tenth of the time.
def _network(row: Row) -> values.Network:
    return values.Network.model_construct(
        name=row["name"],
        driver=row["driver"],
        subnets=_texts(row["subnets"]),
        gateway=_texts(row["gateway"]),
        options=values.NetworkOptions.model_construct(**_pick(row, OPTIONS)),
        fdb=tuple(values.FdbEntry(**entry) for entry in row["fdb"]),
        publish=tuple(values.Publish(**each) for each in row["publish"]),
        icon=row["icon"],
    )


def _sandbox(row: Row) -> values.Sandbox:
    return values.Sandbox.model_construct(
        name=row["name"],
        forwarding=row["forwarding"],
        routes=tuple(values.Route(**route) for route in row["routes"]),
        sysctls=row["sysctls"],
        resolver=row["resolver"] and values.Resolver(**row["resolver"]),
        services=tuple(values.Service(**service) for service in row["services"]),
        paused=row["paused"],
        icon=row["icon"],
    )


def _endpoint(row: Row, sandboxes: dict[int, Row], networks: dict[int, Row]) -> values.Endpoint:
    return values.Endpoint.model_construct(
        sandbox=sandboxes[row["sandbox_id"]]["name"],
        network=networks[row["network_id"]]["name"],
        interface=row["interface"],
        **{**_pick(row, ENDPOINT), **_wire(row), "addresses": _texts(row["addresses"])},
    )


def _patch(row: Row, networks: dict[int, Row]) -> values.Patch:
    return values.Patch.model_construct(
        name=row["name"],
        networks=(networks[row["first_id"]]["name"], networks[row["second_id"]]["name"]),
        **_wire(row),
    )


F = TypeVar("F", Area, Note, Mark, Scenario)


def _figures(rows: Iterable[tuple[str, str, Row]], kind: str, model: type[F]) -> tuple[F, ...]:
    return tuple(model.model_validate({"name": name, **fields}) for of, name, fields in rows if of == kind)
