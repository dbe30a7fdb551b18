"""Every event of a topology is heard, with the place where it happened, in the words of `ip monitor`."""

from collections.abc import Iterator

import pytest

from engine.backends.kernel import KernelBackend, commands_run
from engine.backends.kernel.places import Places
from engine.backends.kernel.showing.monitor import MOST, Event, Monitor
from engine.recording import Recording
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World


@pytest.fixture
def monitor(world: World) -> Iterator[Monitor]:
    """Of two apps on a bridge, once what their making brings has passed."""
    assert not world.build(labs.one_bridge())
    until(world.has_settled, 30)
    places = Places(16)
    opened = Monitor(world.name, places)
    opened.take_in()
    yield opened
    opened.close()
    places.close()


def heard(monitor: Monitor) -> list[Event]:
    return monitor.take_in()[0]


def test_what_is_done_in_a_sandbox_is_heard_with_its_name(world: World, monitor: Monitor) -> None:
    world.do("app2", "ip addr add 10.9.9.9/24 dev eth0; ip route add 10.8.0.0/16 via 10.0.0.1")
    world.do("app2", "ip route del 10.8.0.0/16; ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:07 dev eth0")
    world.do(
        "app2", "ip rule add from 10.7.0.0/16 prohibit pref 99; ip nexthop add id 7 via 10.0.0.1 dev eth0"
    )
    world.do("app2", f"ip netns set {world.netns('app1')} 4711")
    world.do("app2", "ip nexthop add id 8 blackhole; ip nexthop add id 9 group 7,2; ip nexthop del id 9")
    events = heard(monitor)
    index = world.ip("app2", "link", "show", "eth0")[0]["ifindex"]
    for about, text in (
        ("address", f"{index}: eth0    inet 10.9.9.9/24 scope global"),
        ("route", "10.8.0.0/16 via 10.0.0.1 dev eth0 proto boot"),
        ("route", "Deleted 10.8.0.0/16 via 10.0.0.1 dev eth0 proto boot"),
        ("rule", "99: from 10.7.0.0/16 prohibit"),
        ("nexthop", "id 7 via 10.0.0.1 dev eth0"),
        ("nexthop", "id 8 blackhole"),
        ("nsid", "nsid 4711"),
        ("nexthop", "Deleted id 9 group 7,2"),
        ("neighbour", "10.0.0.7 dev eth0 lladdr 02:00:00:00:00:07 PERMANENT"),
    ):
        assert Event("app2", about, text) in events


def test_what_is_done_in_the_fabric_is_heard(world: World, monitor: Monitor) -> None:
    world.do("", "bridge fdb add 02:00:00:00:00:08 dev app1-eth0 master static")
    world.do("", "bridge mdb add dev lan1 port app1-eth0 grp 239.1.1.1 permanent")
    world.do("", "bridge mdb add dev lan1 port app1-eth0 grp ff02::99")
    world.do("", "ip link set app1-eth0 mtu 1400")
    texts = [event.text for event in heard(monitor) if not event.place]
    assert "02:00:00:00:00:08 dev app1-eth0 master lan1 static" in texts
    assert "dev lan1 port app1-eth0 grp 239.1.1.1 permanent" in texts
    assert "dev lan1 port app1-eth0 grp ff02::99 temp" in texts
    assert any("app1-eth0@" in text and "mtu 1400 master lan1" in text for text in texts)


def test_nftables_are_heard(world: World, monitor: Monitor) -> None:
    world.do("app1", "nft add table inet mine; nft add chain inet mine c; nft add rule inet mine c accept")
    texts = [event.text for event in heard(monitor) if (event.place, event.about) == ("app1", "nft")]
    assert texts == ["add table inet mine", "add chain inet mine c", "add rule inet mine c"]


def test_ipsec_is_heard(world: World, monitor: Monitor) -> None:
    between = "src 10.0.0.2 dst 10.0.0.3"
    world.do(
        "app1", f"ip xfrm policy add {between} proto udp sport 7 dev eth0 dir out action block priority 5"
    )
    world.do("app1", f"ip xfrm policy update {between} dir in tmpl {between} proto esp")
    world.do("app1", f"ip xfrm policy delete {between} dir in; ip xfrm policy flush")
    texts = [event.text for event in heard(monitor) if (event.place, event.about) == ("app1", "xfrm")]
    ends = "src 10.0.0.2/32 dst 10.0.0.3/32"
    assert texts == [
        f"{ends} proto 17 sport 7 dev eth0 dir out action block priority 5",
        f"Updated {ends} dir in priority 0",
        f"Deleted {ends} dir in priority 0",
        "Flushed policy",
    ]


@pytest.mark.stock_kernel
def test_what_ipsec_encrypts_by_is_heard(world: World, monitor: Monitor) -> None:
    between = "src 10.0.0.2 dst 10.0.0.3"
    key = "enc 'cbc(aes)' 0x00112233445566778899aabbccddeeff auth 'hmac(sha256)' 0x0123456789abcdef"
    world.do("app1", f"ip xfrm state add {between} proto esp spi 0x100 reqid 4 mode tunnel {key}")
    world.do("app1", f"ip xfrm state add {between} proto esp spi 0x101 {key}")
    world.do("app1", f"ip xfrm state delete {between} proto esp spi 0x100; ip xfrm state flush")
    world.do("app1", f"ip xfrm policy add {between} dir out tmpl {between} proto esp reqid 9 mode tunnel")
    world.do("app1", "ping -c1 -W1 10.0.0.3 || true")
    texts = [event.text for event in heard(monitor) if (event.place, event.about) == ("app1", "xfrm")]
    first, second = (f"{between} proto esp spi 0x0000010{n}" for n in (0, 1))
    assert texts[:4] == [
        f"{first} reqid 4 mode tunnel",
        f"{second} reqid 0 mode transport",
        f"Deleted {first} reqid 4 mode tunnel",
        "Flushed state",
    ]
    assert any(each.startswith("acquire proto esp src 10.0.0.2/32 dst 10.0.0.3/32") for each in texts)


def test_more_than_anybody_can_read_is_only_counted(world: World, monitor: Monitor) -> None:
    many = "\n".join(f"route add 10.{100 + n // 256}.{n % 256}.0/24 dev eth0" for n in range(MOST + 100))
    world.do("app1", f"ip -batch - <<'EOF'\n{many}\nEOF")
    events, more = monitor.take_in()
    assert len(events) == MOST
    assert more >= 100


def test_a_monitor_hears_the_end_and_is_over(world: World, monitor: Monitor) -> None:
    world.destroy()
    until(lambda: any(event.text.startswith("Deleted") for event in heard(monitor)))
    assert monitor.is_over


def test_commands_that_were_run_are_read_to_the_last_and_go_with_their_topology(
    backend: KernelBackend,
) -> None:
    recording = Recording(backend, commands_run.write)
    made = World(recording)
    reader = commands_run.Reader(made.name)
    lines: list[str] = []

    def has_read(words: str) -> bool:
        lines.extend(" ".join(each["command"]) for each in reader.take_in())
        return any(words in line for line in lines)

    assert not made.build(labs.one_bridge())
    until(lambda: has_read(f"ip netns add {made.name}.app1"))
    until(lambda: has_read("address add 10.0.0.2/24 dev eth0"))
    assert not made.destroy()
    until(lambda: has_read(f"ip netns del {made.name}"))
    reader.close()
    until(lambda: not list(commands_run.FOLDER.glob(f"{made.name}.log*")))


def test_commands_of_a_topology_that_went_meanwhile_are_cleared(world: World) -> None:
    assert not world.build(labs.one_bridge())
    commands_run.FOLDER.mkdir(exist_ok=True)
    gone, there = (commands_run.FOLDER / f"{name}.log" for name in (f"{world.name}-gone", world.name))
    gone.touch()
    there.touch()
    commands_run.clear()
    assert there.exists() and not gone.exists()
    there.unlink()
