"""The drivers: each kind of network is one file here and one line in the table, or a plugin."""

from engine.drivers import bridge, cable, ipvlan, macvlan, null, plugged, uplink, vlan
from engine.drivers.driver import Driver, Owned, Owner

DRIVERS: dict[str, Driver] = {
    "bridge": bridge,
    "cable": cable,
    "null": null,
    "macvlan": macvlan,
    "ipvlan": ipvlan,
    "vlan": vlan,
    "uplink": uplink,
}


def driver(name: str) -> Driver:
    """The driver of that name, of which `engine.check` has found that there is one."""
    found = DRIVERS.get(name) or plugged.find(name)
    if found is None:
        raise LookupError(f"there is no driver called {name}")
    return found


def names() -> list[str]:
    """All that there are; those of other packages last."""
    return [*DRIVERS, *plugged.names()]


__all__ = ["DRIVERS", "Driver", "Owned", "Owner", "driver", "names", "plugged"]
