"""Each table shows what the command beside it prints."""

import json
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from engine.backends.kernel import KernelBackend
from engine.backends.kernel.place import Missing
from engine.backends.kernel.showing import subject
from engine.backends.kernel.showing.subject import Subject
from engine.backends.kernel.showing.table import Row, Table, Tables, news
from engine.backends.kernel.showing.view import View
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.values import Design

PATIENCE = 20.0
"""Seconds: each look runs a program, on a machine that may be busy."""

Cells = set[Row]


@pytest.fixture(scope="module")
def world(backend: KernelBackend) -> Iterator[World]:
    """A ring of three switches that has settled, with an app on each of two, and something in every table."""
    made = World(backend)
    assert not made.build(rooted())
    made.do("app1", "ip route add 10.8.0.0/16 via 10.2.0.2 metric 7; ip route add blackhole 10.7.0.0/16")
    made.do("app1", "ip -6 route add fd00:8::/64 dev eth0; ip addr add fd00::1/64 dev eth0 nodad")
    made.do("app1", "ip route add 10.6.0.0/16 nexthop via 10.2.0.3 dev eth0 nexthop via 10.2.0.4 dev eth0")
    made.do("app1", "ip neigh add 10.2.0.9 lladdr 02:00:00:00:00:09 dev eth0")
    made.do("app1", "nft 'add table inet x; add chain inet x c; add rule inet x c tcp dport 80 accept'")
    until(lambda: made.pings("app1", "10.2.0.2"), 30)
    until(made.has_settled, 30)
    yield made
    made.destroy()


def rooted() -> Design:
    """The ring, with s1 as its root."""
    design = labs.ring()
    first, *rest = design.networks
    options = first.options.model_copy(update={"priority": 4096})
    return design.model_copy(update={"networks": (first.model_copy(update={"options": options}), *rest)})


@contextmanager
def view(of: Subject) -> Iterator[View]:
    opened = View(of)
    try:
        yield opened
    finally:
        opened.close()


def tables(of: Subject) -> Tables:
    with view(of) as opened:
        return opened.read()


def app1(world: World) -> Subject:
    return subject.sandbox(world.name, "app1")


def s1(world: World) -> Subject:
    return subject.network(world.name, "s1")


def cells(table: Table, *columns: str) -> Cells:
    """Of these columns."""
    at = [table.columns.index(each) for each in columns]
    return {tuple(row[each] for each in at) for row in table.rows.values()}


def said(command: str) -> list[Any]:
    """What a command of a table prints, as JSON."""
    program, *words = shlex.split(command)
    text = run(program, "-j", *words)
    return [each for each in json.loads(text or "[]") if each]


def all_said(table: Table) -> Iterator[dict[str, Any]]:
    return (each for command in table.commands for each in said(command))


SUBJECTS = [app1, s1]


@pytest.mark.parametrize("of", SUBJECTS)
def test_interfaces_are_as_ip_shows_them(world: World, of: Any) -> None:
    shown = tables(of(world))["interfaces"]
    assert cells(shown, "Flags", "State", "Kind", "MAC address", "MTU", "Master", "Queue") == {
        (
            ",".join(each["flags"]),
            each["operstate"],
            each.get("linkinfo", {}).get("info_kind", ""),
            each["address"],
            str(each["mtu"]),
            each.get("master", ""),
            each["qdisc"],
        )
        for each in all_said(shown)
    }
    assert {name.partition("@")[0] for (name,) in cells(shown, "Interface")} == {
        each["ifname"] for each in all_said(shown)
    }


def test_counters_are_as_ip_shows_them(world: World) -> None:
    columns = ("Interface", *(f"RX {each}" for each in COUNTED), *(f"TX {each}" for each in COUNTED))

    def agree() -> bool:
        shown = tables(app1(world))["counters"]
        return cells(shown, *columns) == {
            (each["ifname"], *_counted(each["stats64"]["rx"]), *_counted(each["stats64"]["tx"]))
            for each in all_said(shown)
        }

    until(agree, PATIENCE)


COUNTED = ("bytes", "packets", "errors", "dropped")


def _counted(numbers: dict[str, int]) -> Iterable[str]:
    return (str(numbers[each]) for each in COUNTED)


@pytest.mark.parametrize("of", SUBJECTS)
def test_addresses_are_as_ip_shows_them(world: World, of: Any) -> None:
    shown = tables(of(world))["addresses"]
    assert cells(shown, "Interface", "Address", "Scope") == {
        (link["ifname"], f"{each['local']}/{each['prefixlen']}", each["scope"])
        for link in all_said(shown)
        for each in link["addr_info"]
    }


def test_routes_are_as_ip_shows_them(world: World) -> None:
    shown = tables(app1(world))["routes"]
    assert cells(shown, "To", "Via", "Interface", "Protocol", "Metric") == {
        (
            " ".join(filter(None, [each.get("type", ""), each["dst"]])),
            ", ".join(hop["gateway"] for hop in _hops(each) if "gateway" in hop),
            ", ".join(hop["dev"] for hop in _hops(each) if "dev" in hop),
            each.get("protocol", "boot"),
            str(each.get("metric", "")),
        )
        for each in all_said(shown)
    }


def _hops(route: dict[str, Any]) -> list[dict[str, str]]:
    return route.get("nexthops") or [route]


def test_neighbours_are_as_ip_shows_them(world: World) -> None:
    shown = tables(app1(world))["neighbours"]
    assert cells(shown, "Address", "Interface", "MAC address") == {
        (each["dst"], each["dev"], each.get("lladdr", "")) for each in all_said(shown)
    }
    assert ("10.2.0.9", "PERMANENT") in cells(shown, "Address", "State")


@pytest.mark.parametrize("of", SUBJECTS)
def test_a_forwarding_table_is_as_bridge_shows_it(world: World, of: Any) -> None:
    def agree() -> bool:
        shown = tables(of(world))["fdb"]
        return cells(shown, "MAC address", "Interface", "Master", "State") == {
            (each["mac"], each["ifname"], each.get("master", ""), _state(each)) for each in all_said(shown)
        }

    until(agree, PATIENCE)


def _state(entry: dict[str, Any]) -> str:
    return " ".join([*entry["flags"], entry["state"] or "learned"])


def test_the_spanning_tree_is_as_ip_shows_it(world: World) -> None:
    shown = tables(s1(world))["stp"]
    ports = [each for each in all_said(shown) if "info_slave_data" in each["linkinfo"]]
    bridge = next(each for each in all_said(shown) if each["linkinfo"]["info_kind"] == "bridge")
    columns = ("Bridge or port", "State", "Root", "Priority", "Cost")
    data = bridge["linkinfo"]["info_data"]
    assert cells(shown, *columns) == {
        ("s1", "root", data["root_id"], str(data["priority"]), str(data["root_path_cost"])),
        *((each["ifname"], *_port(each["linkinfo"]["info_slave_data"])) for each in ports),
    }


def _port(data: dict[str, Any]) -> Row:
    return data["state"], data["root_id"], str(data["priority"]), str(data["cost"])


def test_a_bridge_that_is_not_the_root_says_by_which_port_it_gets_there(world: World) -> None:
    shown = tables(subject.network(world.name, "s2"))["stp"]
    assert ("s2", "STP", "root port p1-s2") in cells(shown, "Bridge or port", "State", "Number")


def test_rules_are_as_nft_writes_them(world: World) -> None:
    shown = tables(app1(world))["nft"]
    (command,) = shown.commands
    assert "\n".join(line for (line,) in shown.rows.values()) + "\n" == run(*command.split())


def test_sockets_are_as_ss_shows_them(world: World) -> None:
    with listening(world):
        shown = tables(app1(world))["sockets"]
        (command,) = shown.commands
        expected = [tuple(line.split()[:6]) for line in run(*command.split(), "-H").splitlines()]
    assert set(map(_as_ss, shown.rows.values())) == set(map(_as_ss, expected))
    assert ("tcp", "LISTEN", "127.0.0.1:8080") in cells(shown, "Protocol", "State", "Local")


def _as_ss(row: Row) -> Row:
    """`ss` calls any address of IPv6 `*`, and a raw socket's port by its protocol's name. Of a socket that
    listens it tells how long its queue may be, which /proc does not."""
    protocol, state, received, sent, local, peer = row
    for word, other in {"[::]": "*", "ipv6-icmp": "58", "icmp": "1"}.items():
        local, peer = local.replace(word, other), peer.replace(word, other)
    return protocol, state, received, "" if state == "LISTEN" else sent, local, peer


@contextmanager
def listening(world: World) -> Iterator[None]:
    """Sockets of all kinds, one of them with a connection."""
    script = (
        "import socket, sys\n"
        "four, six = socket.AF_INET, socket.AF_INET6\n"
        "server = socket.create_server(('127.0.0.1', 8080))\n"
        "client = socket.create_connection(('127.0.0.1', 8080))\n"
        "udp = socket.socket(four, socket.SOCK_DGRAM); udp.bind(('10.2.0.1', 53))\n"
        "udp6 = socket.socket(six, socket.SOCK_DGRAM); udp6.bind(('::1', 53))\n"
        "raw = socket.socket(four, socket.SOCK_RAW, socket.IPPROTO_ICMP)\n"
        "print('ready', flush=True); sys.stdin.read()\n"
    )
    command = ["ip", "netns", "exec", world.netns("app1"), "python3", "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stdout.readline()
        yield
        process.stdin.close()


def test_after_the_first_time_only_what_has_changed_is_told(world: World) -> None:
    with view(app1(world)) as opened:
        known = opened.read()
        world.do("app1", "ip addr add 10.9.9.9/24 dev eth0; ip neigh del 10.2.0.9 dev eth0")
        after = opened.read()
        world.do("app1", "ip addr del 10.9.9.9/24 dev eth0")
        world.do("app1", "ip neigh add 10.2.0.9 lladdr 02:00:00:00:00:09 dev eth0")
    told = {message["table"]: message for message in news(known, after) if message["table"] != "counters"}
    assert told["addresses"]["set"] == [
        ["eth0 10.9.9.9/24", "eth0", "10.9.9.9/24", "global", "", "forever"],
    ]
    assert told["neighbours"]["gone"] == ["10.2.0.9 eth0"]
    assert set(told) <= {"addresses", "neighbours", "routes"}


def test_rules_that_change_are_asked_for_again(world: World) -> None:
    with view(app1(world)) as opened:
        before = opened.read()["nft"]
        world.do("app1", "nft add rule inet x c tcp dport 443 accept")
        after = opened.read()["nft"]
    assert len(after.rows) == len(before.rows) + 1


def test_a_namespace_that_is_gone_is_missing(backend: KernelBackend) -> None:
    made = World(backend)
    assert not made.build(labs.one_bridge())
    with view(subject.sandbox(made.name, "app1")) as opened:
        made.destroy()
        with pytest.raises(Missing):
            opened.read()
