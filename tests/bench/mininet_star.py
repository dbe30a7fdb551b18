"""The floor's shape in Mininet: python3 mininet_star.py N, with the system's Python, as that has Mininet.

Prints one line of JSON: the seconds of build and teardown. To be run in a network namespace of its own.
"""

import json
import sys
import time

from mininet.net import Mininet  # type: ignore[import-not-found]
from mininet.nodelib import LinuxBridge  # type: ignore[import-not-found]
from mininet.topo import Topo  # type: ignore[import-not-found]

PER_BRIDGE = 16


class Star(Topo):  # type: ignore[misc]
    """A bridge for every 16 hosts, each with an address and a default route."""

    def build(self, hosts: int) -> None:
        for number in range(hosts):
            network, place = divmod(number, PER_BRIDGE)
            if place == 0:
                bridge = self.addSwitch(f"b{network}")
            address, route = f"10.{network}.0.{place + 2}/24", f"via 10.{network}.0.1"
            self.addLink(self.addHost(f"h{number}", ip=address, defaultRoute=route), bridge)


began = time.perf_counter()
net = Mininet(topo=Star(int(sys.argv[1])), switch=LinuxBridge, controller=None)
net.start()
built = time.perf_counter()
net.stop()
print(json.dumps({"build": built - began, "teardown": time.perf_counter() - built}))
