"""A plan as commands that a person could type."""

import shlex
import subprocess
from dataclasses import replace

import pytest

from engine import marks
from engine.commands import commands, script
from engine.lower import lower
from engine.plan import Action, Create, Delete, Update
from engine.planning import plan
from engine.resources import Address, Bridge, End, Namespace, Route, Sysctl, Veth
from tests.engine.builders import bridge, changed, lab, one_bridge, patched, two_on_a_cable
from topology.values import Design

GROUP = marks.group("lab")
MARK = marks.namespace_alias("lab")
LAN1 = Bridge("lan1", "lan1", "02:00:00:00:00:01", stp=True, forward_delay=4)
PORT = End("", "app1-eth0", "02:00:00:00:00:02", bridge="lan1")
ETH0 = End("app1", "eth0", "02:00:00:00:00:03", mtu=1400)
LINK = Veth("app1.eth0", (PORT, ETH0))


def typed(*actions: Action) -> list[str]:
    return [shlex.join(command) for command in commands("lab", actions)]


def building(design: Design) -> str:
    return script("lab", plan({}, lower(design).state))


def test_a_namespace_is_added_and_marked() -> None:
    assert typed(Create(Namespace("app1"))) == [
        "ip netns add lab.app1",
        f"ip -n lab.app1 link set dev lo alias '{MARK}' up",
        "ip netns exec lab.app1 sysctl -qw net.ipv6.conf.default.accept_ra=0",
    ]


def test_the_fabric_is_called_like_the_topology() -> None:
    assert typed(Delete(Namespace(""))) == ["ip netns del lab"]


def test_a_setting_is_written_inside_its_place() -> None:
    assert typed(Create(Sysctl("app1", "ipv6/conf/all/forwarding", "1"))) == [
        "ip netns exec lab.app1 sysctl -qw net.ipv6.conf.all.forwarding=1"
    ]


def test_a_setting_that_differs_is_written_again() -> None:
    before, after = Sysctl("", "ipv4/ip_forward", "1"), Sysctl("", "ipv4/ip_forward", "0")
    assert typed(Update(before, after)) == ["ip netns exec lab sysctl -qw net.ipv4.ip_forward=0"]


def test_an_interface_s_setting_keeps_the_dot_in_its_name() -> None:
    assert typed(Create(Sysctl("a", "ipv4/conf/eth0.1/rp_filter", "0"))) == [
        "ip -n lab.a link property add dev eth0.1 altname net.ipv4.conf.eth0.1.rp_filter",
        "ip netns exec lab.a sysctl -qw net.ipv4.conf.eth0/1.rp_filter=0",
    ]


def test_a_bridge_is_made_marked_and_set_up() -> None:
    assert typed(Create(LAN1)) == [
        f"ip -n lab link add name lan1 group {GROUP} address 02:00:00:00:00:01 mtu 1500 "
        "type bridge stp_state 1 forward_delay 400",
        f"ip -n lab link set dev lan1 alias '{MARK} lan1 lan1' up",
    ]


def test_a_veth_pair_is_made_with_its_peer_in_its_sandbox() -> None:
    assert typed(Create(LINK)) == [
        f"ip -n lab link add name app1-eth0 group {GROUP} address 02:00:00:00:00:02 mtu 1500 "
        f"type veth peer name eth0 group {GROUP} address 02:00:00:00:00:03 mtu 1400 netns lab.app1",
        f"ip -n lab link set dev app1-eth0 alias '{MARK} app1.eth0 app1-eth0' master lan1 up",
        f"ip -n lab.app1 link set dev eth0 alias '{MARK} app1.eth0 eth0' up",
    ]


def test_a_patch_stays_in_the_fabric() -> None:
    made = typed(*plan({}, lower(patched(up=False)).state))
    assert not any("netns lab" in command for command in made if "veth" in command)


def test_an_end_that_is_drawn_down_is_set_down() -> None:
    assert "link set dev eth0 alias" in building(two_on_a_cable(up=False))
    assert f"ip -n lab.a link set dev eth0 alias '{MARK} c1 eth0' down" in building(two_on_a_cable(up=False))


def test_an_address_is_added() -> None:
    assert typed(Create(Address("app1", "eth0", "10.0.0.2/24"))) == [
        "ip -n lab.app1 address add 10.0.0.2/24 dev eth0"
    ]


def test_an_ipv6_address_is_there_at_once() -> None:
    assert typed(Create(Address("app1", "eth0", "fd00::2/64"))) == [
        "ip -n lab.app1 address add fd00::2/64 dev eth0 nodad"
    ]


def test_a_route_is_marked_by_its_protocol() -> None:
    assert typed(Create(Route("app1", "0.0.0.0/0", "10.0.0.1"))) == [
        "ip -n lab.app1 route add 0.0.0.0/0 via 10.0.0.1 proto 157"
    ]


def test_an_ipv6_route_says_its_family() -> None:
    assert typed(Create(Route("app1", "::/0", "fd00::1"))) == [
        "ip -n lab.app1 -6 route add ::/0 via fd00::1 proto 157"
    ]


@pytest.mark.parametrize(
    ("resource", "words"),
    [
        (LAN1, "ip -n lab link del dev lan1"),
        (LINK, "ip -n lab link del dev app1-eth0"),
        (Address("app1", "eth0", "10.0.0.2/24"), "ip -n lab.app1 address del 10.0.0.2/24 dev eth0"),
        (Route("app1", "::/0", "fd00::1"), "ip -n lab.app1 -6 route del ::/0 via fd00::1"),
    ],
)
def test_what_is_deleted(resource: Bridge | Veth | Address | Route, words: str) -> None:
    assert typed(Delete(resource)) == [words]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"mtu": 1400}, ["ip -n lab link set dev lan1 mtu 1500"]),
        ({"up": False}, ["ip -n lab link set dev lan1 up"]),
        ({"mac": "02:00:00:00:00:09"}, ["ip -n lab link set dev lan1 address 02:00:00:00:00:01"]),
        ({"stp": False}, ["ip -n lab link set dev lan1 type bridge stp_state 1"]),
        (
            {"forward_delay": 15, "up": False, "stp": False},
            ["ip -n lab link set dev lan1 up type bridge stp_state 1 forward_delay 400"],
        ),
        (
            {"name": "foo", "mtu": 1400},
            [
                "ip -n lab link set dev foo down",
                "ip -n lab link set dev foo name lan1",
                "ip -n lab link set dev lan1 mtu 1500 up",
            ],
        ),
    ],
)
def test_a_bridge_that_differs_is_set(fields: dict[str, object], words: list[str]) -> None:
    assert typed(Update(replace(LAN1, **fields), LAN1)) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("port", "eth0", "words"),
    [
        (replace(PORT, bridge=None), ETH0, ["ip -n lab link set dev app1-eth0 master lan1"]),
        (PORT, replace(ETH0, bridge="x"), ["ip -n lab.app1 link set dev eth0 nomaster"]),
        (
            replace(PORT, up=False),
            replace(ETH0, up=False),
            ["ip -n lab link set dev app1-eth0 up", "ip -n lab.app1 link set dev eth0 up"],
        ),
        (
            PORT,
            replace(ETH0, name="foo"),
            [
                "ip -n lab.app1 link set dev foo down",
                "ip -n lab.app1 link set dev foo name eth0",
                "ip -n lab.app1 link set dev eth0 up",
            ],
        ),
    ],
)
def test_an_end_that_differs_is_set(port: End, eth0: End, words: list[str]) -> None:
    assert typed(Update(Veth("app1.eth0", (port, eth0)), LINK)) == words


def test_a_bridge_keeps_its_mtu_when_a_port_has_a_smaller_one() -> None:
    design = changed(one_bridge("app1", "app2"), "endpoint", "app1.eth0", mtu=1400)
    assert building(design).splitlines()[-1] == "ip -n lab link set dev lan1 mtu 1500"


def test_a_bridge_without_smaller_ports_is_not_set_again() -> None:
    assert "dev lan1 mtu" not in building(one_bridge())


def test_a_script_says_in_words_what_it_does() -> None:
    assert "# create sandbox app1\nip netns add lab.app1\n" in building(one_bridge())


def test_a_script_stops_at_the_first_error() -> None:
    assert building(lab()).startswith("#!/bin/sh\nset -e\n")


def test_a_script_is_a_script_that_a_shell_can_read() -> None:
    design = changed(one_bridge(), "endpoint", "app1.eth0", mtu=1400)
    read = subprocess.run(["sh", "-n"], input=building(design), text=True, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_a_name_cannot_break_out_of_the_script() -> None:
    name = "eth0; reboot\nreboot"
    made = script("lab", (Create(Address("app1", name, "10.0.0.2/24")),))
    assert shlex.split(made, comments=True)[-1] == name
    assert shlex.split(made, comments=True).count("reboot") == 0


def test_the_long_name_of_a_bridge_is_cut_as_everywhere() -> None:
    design = lab(networks=[bridge("a-very-long-network-name")])
    assert "link add name 'a-very-l~d5ymqj'" in building(design)
