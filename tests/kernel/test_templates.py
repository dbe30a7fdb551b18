"""What the templates draw works: every host reaches every other."""

import pytest

from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.addressing import parse_interface
from topology.templates import TEMPLATES
from topology.values import Design

SETTLED = 20.0
"""Seconds within which the tree of a ring or mesh settles, with a forward delay of 2."""

SMALL = {
    "hosts": {"hosts": 3},
    "star": {"hosts": 3},
    "ring": {"switches": 3, "hosts": 1},
    "mesh": {"switches": 4, "hosts": 1},
    "tree": {"levels": 2, "branches": 2, "hosts": 1},
    "leaf-spine": {"spines": 2, "leaves": 3, "hosts": 1},
    "campus": {"cores": 2, "buildings": 3, "floors": 1, "hosts": 1},
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_host_of_a_template_reaches_every_other(world: World, name: str) -> None:
    design = TEMPLATES[name].design(SMALL[name])
    assert world.build(design) == ()
    hosts = addresses(design)
    first, *_, last = hosts
    until(lambda: world.pings(first, hosts[last]), SETTLED)
    for host in hosts:
        pings = [f"ping -c1 -W3 -n {address}" for other, address in hosts.items() if other != host]
        world.do(host, " && ".join(pings))


def addresses(design: Design) -> dict[str, str]:
    """Of the hosts, by name."""
    found = {}
    for end in design.endpoints:
        address = parse_interface((end.addresses or ("",))[0])
        if end.sandbox.startswith("host") and address:
            found[end.sandbox] = str(address.ip)
    return found
