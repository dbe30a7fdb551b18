"""Events that were lost, as more came at once than there is room for."""

import socket

from engine import marks
from engine.backends.kernel.backend import KernelBackend
from engine.status import Deviation
from engine.tending import Tender
from tests.engine.store import Designs
from tests.kernel import labs
from tests.kernel.hearing import Told
from tests.kernel.test_sysctls import COOKIES, put, shown, tuned
from tests.kernel.world import World
from topology.ipam import complete
from topology.values import Network


def test_more_events_than_fit_are_told_as_a_change_and_hearing_goes_on(world: World, told: Told) -> None:
    world.build(labs.one_bridge(80, Network(name="lan1", subnets=("10.0.0.0/24",))))
    assert told.hears(world.name)
    told.forget(world)
    world.do("app40", "ip link set lo mtu 1400")
    assert told.hears(world.name)


def test_what_makes_no_event_is_found_when_events_are_lost_of_something_else(
    world: World, watching: KernelBackend, told: Told
) -> None:
    drawn, designs = tuned({COOKIES: "0"}), Designs()
    world.build(drawn)
    tender = Tender(watching, designs)
    designs.want(complete(drawn.model_copy(update={"name": world.name})))
    told.forget(world)
    tender.tend(world.name)
    put(world, "app1", COOKIES, "1")
    world.do("app2", "ip link set lo mtu 1400")
    assert told.hears(world.name)
    tender.tend(world.name)
    assert [status.drift for _, _, status in designs.reports if status.drift] == []
    have_events_lost(watching, world)
    world.do("app2", "seq -f 'link set lo mtu %g' 1401 2400 | ip -batch -")
    assert told.hears(world.name)
    tender.tend(world.name)
    (drift,) = [status.drift for _, _, status in designs.reports if status.drift]
    assert drift.deviations == (Deviation("sandbox", "app1", "ipv4/tcp_syncookies is 1, not 0", "put back"),)
    assert shown(world, "app1", COOKIES) == "0"


def have_events_lost(watching: KernelBackend, world: World) -> None:
    """The next that come together: what hears them has hardly any room."""
    assert watching._watch
    hearing = watching._watch._ears[world.name].socket
    hearing.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)


def test_more_rules_than_fit_are_told_as_a_change_and_hearing_goes_on(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    told.forget(world)
    table = f"netdev {marks.table(world.name)}"
    rules = f"(echo add table {table}; echo add chain {table} c; yes add rule {table} c drop | head -n 20000)"
    world.do("app1", f"{rules} | nft -f -")
    assert told.hears(world.name)
    told.forget(world)
    world.do("app2", f"nft 'add table {table}; add chain {table} c'")
    assert told.hears(world.name)
