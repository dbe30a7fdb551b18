"""The drivers: each kind of network is one file here and one line in the table."""

from engine.drivers import bridge, cable, null, uplink
from engine.drivers.driver import Driver, Owned, Owner

DRIVERS: dict[str, Driver] = {
    "bridge": bridge,
    "cable": cable,
    "null": null,
    "uplink": uplink,
}

__all__ = ["DRIVERS", "Driver", "Owned", "Owner"]
