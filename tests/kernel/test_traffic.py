"""What goes through endpoints and patches is counted as it is sent, whatever drives their network."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import add

import pytest

from engine.backends.kernel.meters import TopologyMeters
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.drivers import Owner
from engine.resources import FABRIC
from engine.traffic import Rates, Sample, rates
from tests.kernel import labs
from tests.kernel.test_shaping import impaired, patched, qdisc
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.values import Design, Endpoint, Network, Sandbox

COUNT, BYTES = 200, 1000
FRAME = 8 * (BYTES + 8 + 20 + 14)
"""Bits of a ping with so many bytes, with the headers of ICMP, IPv4 and Ethernet."""


@pytest.fixture
def places() -> Iterator[Places]:
    opened = Places(64)
    yield opened
    opened.close()


@contextmanager
def metered(world: World, places: Places) -> Iterator[TopologyMeters]:
    meters = TopologyMeters(world.name, places)
    try:
        yield meters
    finally:
        meters.close()


def macvlan() -> Design:
    return labs.lab(
        [Network(name="lan1", driver="macvlan", subnets=("10.3.0.0/24",), gateway=())],
        [Sandbox(name="app1"), Sandbox(name="app2")],
        [
            Endpoint(sandbox="app1", network="lan1", addresses=("10.3.0.1/24",)),
            Endpoint(sandbox="app2", network="lan1", addresses=("10.3.0.2/24",)),
        ],
    )


LABS: dict[str, tuple[Callable[[], Design], str, str, str]] = {
    "bridge": (labs.one_bridge, "app1", "app2", "10.0.0.3"),
    "cable": (labs.cable, "left", "right", "10.1.0.2"),
    "macvlan": (macvlan, "app1", "app2", "10.3.0.2"),
}
"""A lab, who pings whom there, and the address."""


@pytest.mark.parametrize("driver", LABS)
def test_a_known_flow_is_what_is_counted_at_both_ends(world: World, places: Places, driver: str) -> None:
    make, one, other, address = LABS[driver]
    assert not world.build(make())
    with metered(world, places) as meters:
        until(lambda: world.pings(one, address))
        before = meters.read()
        ping(world, one, address)
        after = meters.read()
    for end in (one, other):
        assert counted(before, after, ("endpoint", f"{end}.eth0")) == pytest.approx(
            (FRAME * COUNT, FRAME * COUNT), rel=0.03
        )


def test_what_an_endpoint_sends_goes_out_of_it_and_into_the_other(world: World, places: Places) -> None:
    assert not world.build(labs.one_bridge())
    with metered(world, places) as meters:
        until(lambda: world.pings("app1", "10.0.0.3"))
        before = meters.read()
        send(world, "app1", "10.0.0.3")
        after = meters.read()
    into_sender, out_of_sender = counted(before, after, ("endpoint", "app1.eth0"))
    into_receiver, out_of_receiver = counted(before, after, ("endpoint", "app2.eth0"))
    assert out_of_sender == pytest.approx(FRAME * COUNT, rel=0.03)
    assert into_receiver == pytest.approx(FRAME * COUNT, rel=0.03)
    assert max(into_sender, out_of_receiver) < FRAME * COUNT / 20


def test_a_patch_counts_into_it_what_leaves_the_network_that_comes_first(
    world: World, places: Places
) -> None:
    assert not world.build(patched())
    with metered(world, places) as meters:
        until(lambda: world.pings("app1", "10.2.0.2"))
        before = meters.read()
        send(world, "app1", "10.2.0.2")
        after = meters.read()
    into, out = counted(before, after, ("patch", "p1"))
    assert into == pytest.approx(FRAME * COUNT, rel=0.03)
    assert out < FRAME * COUNT / 20


def test_what_a_rate_limit_that_comes_later_drops_is_counted_in_its_direction(
    world: World, places: Places
) -> None:
    assert not world.build(labs.one_bridge())
    with metered(world, places) as meters:
        meters.read()
        assert not world.build(impaired(labs.one_bridge(), rate="1mbit"))
        flood(world, "app1", "10.0.0.3")
        flood(world, "app2", "10.0.0.2")
        _, (*_, drops_in, drops_out) = meters.read().counted["endpoint", "app1.eth0"]
    queued = [qdisc(world, *link, "-s -j")["drops"] for link in ((FABRIC, "app1-eth0"), ("app1", "eth0"))]
    (port,) = world.ip(FABRIC, "-s", "link", "show", "app1-eth0")
    lost = [port["stats64"][way]["dropped"] for way in ("tx", "rx")]  # by the link itself, on a busy machine
    assert [drops_in, drops_out] == [*map(add, queued, lost)]
    assert min(queued) > 0


def test_a_link_that_is_made_anew_gives_no_absurd_rate(world: World, places: Places) -> None:
    assert not world.build(labs.one_bridge())
    with metered(world, places) as meters:
        until(lambda: world.pings("app1", "10.0.0.3"))
        ping(world, "app1", "10.0.0.3")
        before = meters.read()
        world.do("app1", "ip link del eth0")
        assert world.reconcile().is_done
        after = meters.read()
        until(lambda: world.pings("app1", "10.0.0.3"))
        later = meters.read()
    assert ("endpoint", "app1.eth0") not in rates(before, after)
    assert 0 < sum(counted(after, later, ("endpoint", "app1.eth0"))) < FRAME * COUNT


def test_a_sandbox_that_comes_later_is_counted_too(world: World, places: Places) -> None:
    assert not world.build(labs.one_bridge(2))
    with metered(world, places) as meters:
        meters.read()
        assert not world.build(labs.one_bridge(3))
        until(lambda: world.pings("app3", "10.0.0.3"))
        before = meters.read()
        ping(world, "app3", "10.0.0.3")
        after = meters.read()
    assert counted(before, after, ("endpoint", "app3.eth0"))[0] == pytest.approx(FRAME * COUNT, rel=0.03)


def test_a_fabric_that_is_gone_is_missing(world: World, places: Places) -> None:
    assert not world.build(labs.one_bridge())
    with metered(world, places) as meters:
        world.destroy()
        with pytest.raises(Missing):
            meters.read()


def ping(world: World, place: str, address: str) -> None:
    """A known number of pings, that all come back."""
    said = world.do(place, f"ping -n -q -i 0.002 -s {BYTES} -c {COUNT} {address}")
    assert re.search(rf"\b{COUNT} received", said), said


def send(world: World, place: str, address: str) -> None:
    """As many datagrams of the same size, that nothing comes back for."""
    script = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
        f"[s.sendto(bytes({BYTES}), ('{address}', 9)) for _ in range({COUNT})]"
    )
    world.do(
        "app2",
        "nft 'add table ip quiet; add chain ip quiet c { type filter hook input priority 0; };"
        " add rule ip quiet c udp dport 9 drop'",
    )
    world.do(place, f'python3 -c "{script}"')


def flood(world: World, place: str, address: str) -> None:
    """More than a queue has room for, from so many sockets that none has to wait."""
    script = (
        "import socket; [socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
        f".sendto(bytes({BYTES}), ('{address}', 9)) for _ in range(1000)]"
    )
    world.do(place, f'python3 -c "{script}"')


def counted(before: Sample, after: Sample, owner: Owner) -> tuple[float, float]:
    """Bits into an object and out of it."""
    seconds = after.moment - before.moment
    found = rates(before, after).get(owner, Rates())
    return found.bits_in * seconds, found.bits_out * seconds


def test_more_events_than_can_be_kept_are_no_gap(world: World, places: Places) -> None:
    assert not world.build(labs.one_bridge())
    with metered(world, places) as meters:
        until(lambda: world.pings("app1", "10.0.0.3"))
        before = meters.read()
        many = "\n".join(f"route add 10.{100 + n // 256}.{n % 256}.0/24 dev eth0" for n in range(3000))
        world.do("app1", f"ip -batch - <<'EOF'\n{many}\nEOF")
        ping(world, "app1", "10.0.0.3")
        after = meters.read()
    assert counted(before, after, ("endpoint", "app1.eth0"))[0] == pytest.approx(FRAME * COUNT, rel=0.03)
