"""Drivers of other packages: entry points in the group `patchboard.drivers`, each leading to a `Driver`.

docs/examples/patchboard-hub shows how to write one. What such a driver does wrong becomes a problem of the
networks that have it, and of nobody else.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from engine.drivers.driver import Driver
from engine.resources import key
from topology import drivers
from topology.plugins import Plugins, Unfit, plugins
from topology.problems import Problem
from topology.values import Design, Endpoint, Network

log = logging.getLogger(__name__)


@cache
def plugged() -> Plugins:
    """Found when a driver is first asked for that is not inside."""
    return plugins("patchboard.drivers", drivers.TRAITS, _fitted)


def find(name: str) -> Driver | None:
    """The driver, if it and its traits can be used."""
    found: Driver | None = plugged().loaded.get(name)
    return None if name in drivers.plugged().broken else found


def names() -> list[str]:
    return [name for name in plugged().loaded if find(name)]


def check(network: Network, endpoints: Sequence[Endpoint], inside: Iterable[str]) -> Iterable[Problem]:
    """What the network's driver says, or why there is none."""
    driver = find(network.driver)
    if driver is None:
        return [_missing(network, inside)]
    return _guarded(network, lambda: list(driver.check(network, endpoints)))


def trial(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    """Whether the driver lowers the network, of a design without errors, to resources."""
    driver = find(network.driver)

    def lowered() -> list[Problem]:
        for resource, (kind, name) in driver.lower(design, network, endpoints) if driver else ():
            key(resource), str(kind), str(name)
        return []

    return _guarded(network, lowered)


def _fitted(found: Any) -> Driver:
    lacking = [part for part in ("lower", "check") if not callable(getattr(found, part, None))]
    if lacking:
        raise Unfit(f"has no function {' and no function '.join(lacking)}")
    driver: Driver = found
    return driver


def _missing(network: Network, inside: Iterable[str]) -> Problem:
    name = network.driver
    for found in (plugged(), drivers.plugged()):
        if name in found.broken:
            return _broken(network, found.origins[name], found.broken[name])
    remedy = f"use one of {', '.join([*inside, *names()])}, or install the package that brings it"
    return Problem("network", network.name, "driver", f"there is no driver called {name}", remedy)


def _guarded(network: Network, ask: Callable[[], list[Problem]]) -> list[Problem]:
    try:
        return ask()
    except Exception as error:
        log.exception("driver %s, asked about network %s", network.driver, network.name)
        return [_broken(network, plugged().origins[network.driver], f"it failed ({error!r})")]


def _broken(network: Network, origin: str, reason: str) -> Problem:
    words = f"driver {network.driver} of the plugin {origin} cannot be used: {reason}"
    remedy = "mend or update that package, or use another driver"
    return Problem("network", network.name, "driver", words, remedy)
