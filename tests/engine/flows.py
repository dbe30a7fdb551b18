"""Flows to services, and what stands in their way."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import Any

from engine.reach.packet import Flow, Kind
from engine.reach.picture import Listener, Picture
from engine.reach.ruleset import read
from tests.engine.walked import seen

HTTP, DNS = Flow("tcp", 80), Flow("udp", 53)
ACCEPT: Mapping[str, Any] = {"accept": None}


def port(field: str, right: Any, protocol: str = "tcp", op: str = "==") -> Mapping[str, Any]:
    left = {"payload": {"protocol": protocol, "field": field}}
    return {"match": {"op": op, "left": left, "right": right}}


def chained(place: str, hook: str, *rules: tuple[Mapping[str, Any], ...], policy: str = "accept") -> Picture:
    """With rules of these expressions in a chain of the place, numbered from 1."""
    chain = {"family": "inet", "table": "t", "name": "c", "hook": hook, "prio": 0, "policy": policy}
    listed: list[Mapping[str, Any]] = [{"chain": chain}]
    for handle, expressions in enumerate(rules, 1):
        rule = {"family": "inet", "table": "t", "chain": "c", "handle": handle, "expr": expressions}
        listed.append({"rule": rule})
    return seen(rules={place: read(listed, {})})


def with_listeners(*listeners: Listener, there: Picture | None = None) -> Picture:
    """With these in b, and none elsewhere."""
    nobody = dict.fromkeys(("a", "r2"), frozenset[Listener]())
    return replace(there or seen(), listening={**nobody, "b": frozenset(listeners)})


def listener(address: str, kind: Kind = "tcp", number: int = 80) -> Listener:
    return Listener(kind, ip_address(address), number)
