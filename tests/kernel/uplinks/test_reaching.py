"""Uplinks, on a network namespace that plays the machine: the way out, published ports, and nothing else."""

from typing import Any

import pytest

from tests.kernel.uplinks.building import OUT, Document, Engine, ask, design, echo, published
from tests.kernel.uplinks.machine import ADDRESS, ADDRESS6, BEYOND, INTERNET, INTERNET6, Machine

pytestmark = pytest.mark.usefixtures("clean")


def test_a_built_uplink_leaves_nothing_to_do(engine: Engine, lab: Document) -> None:
    assert engine.tell("plan", lab)["todo"] == []


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("address", [INTERNET, BEYOND, INTERNET6, ADDRESS])
def test_a_sandbox_on_an_uplink_gets_out(machine: Machine, address: str) -> None:
    assert machine.reaches("lab.web", address)


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(("server", "seen"), [(INTERNET, ADDRESS), (INTERNET6, ADDRESS6)])
@pytest.mark.parametrize("kind", ["tcp", "udp"])
def test_outside_a_sandbox_has_the_machines_address(
    machine: Machine, kind: str, server: str, seen: str
) -> None:
    with echo(machine.internet, "", kind, "7"):
        assert ask(machine, kind, server, 7, place="lab.web") == f"{seen} 7"


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("address", [ADDRESS, ADDRESS6])
@pytest.mark.parametrize(
    ("kind", "sandbox", "there", "port"),
    [("tcp", "web", "80", 8080), ("udp", "web", "7001", 9001), ("tcp", "app", "5002", 5002)],
)
def test_a_published_port_leads_in(
    machine: Machine, address: str, kind: str, sandbox: str, there: str, port: int
) -> None:
    with echo(machine, f"lab.{sandbox}", kind, there):
        from_outside = ask(machine.internet, kind, address, port)
        from_the_machine = ask(machine, kind, address, port)
        assert [said.split()[-1:] for said in (from_outside, from_the_machine)] == [[there], [there]]


@pytest.mark.usefixtures("lab")
def test_a_published_port_is_the_machines_own_localhost_too(machine: Machine) -> None:
    with echo(machine, "lab.web", "tcp", "80"):
        assert ask(machine, "tcp", "127.0.0.1", 8080).endswith(" 80")


@pytest.mark.usefixtures("lab")
def test_whoever_asks_from_outside_is_seen_by_the_sandbox(machine: Machine) -> None:
    with echo(machine, "lab.web", "tcp", "80"):
        assert ask(machine.internet, "tcp", ADDRESS, 8080) == f"{INTERNET} 80"


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("place", ["lab.app", "lab.web"])
def test_a_sandbox_reaches_a_published_port_by_the_machines_address(machine: Machine, place: str) -> None:
    with echo(machine, "lab.web", "tcp", "80"):
        assert ask(machine, "tcp", ADDRESS, 8080, place=place).endswith(" 80")


@pytest.mark.usefixtures("lab")
def test_what_is_not_published_does_not_lead_in(machine: Machine) -> None:
    with echo(machine, "lab.web", "tcp", "80", "81"):
        assert ask(machine.internet, "tcp", ADDRESS, 81) == ""
        assert ask(machine, "tcp", "10.0.0.2", 81) == ""


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("lab.deep", INTERNET),
        ("lab.deep", "10.0.0.2"),
        ("lab.deep", "10.0.2.2"),
        ("lab.web", "10.0.1.2"),
        ("lab.far", "10.0.1.2"),
    ],
)
def test_nothing_else_goes_through_the_fabric(machine: Machine, place: str, address: str) -> None:
    assert not machine.reaches(place, address)


@pytest.mark.usefixtures("lab")
def test_sandboxes_of_one_network_still_reach_each_other(machine: Machine) -> None:
    assert machine.reaches("lab.web", "10.0.0.3")
    assert machine.reaches("lab.web", "fd00:10::3")


@pytest.mark.usefixtures("lab")
def test_nothing_gets_at_the_machines_loopback_through_an_uplink(machine: Machine) -> None:
    """Not even a packet that the fabric would never send by itself."""
    (end,) = machine.json("ip", "-n", "lab", "-j", "address", "show", "to", "169.254.0.0/16")
    machine.do(
        f"""
        ip -n lab route flush table local 127.0.0.0/8
        ip -n lab route add 127.9.9.9 dev {end["ifname"]}
        ip netns exec lab sysctl -qw net.ipv4.conf.all.route_localnet=1
        """
    )
    mac = _host_end(machine)["address"]
    machine.do(f"ip -n lab neighbour replace 127.9.9.9 lladdr {mac} dev {end['ifname']}")
    assert not machine.reaches("lab", "127.9.9.9")
    machine.do("nft delete chain inet $(nft list tables | grep -o patchboard.*) guard")
    assert machine.reaches("lab", "127.9.9.9"), "the packet would not have come through anyway"


def test_two_topologies_with_the_same_subnets_both_get_out(machine: Machine, engine: Engine) -> None:
    engine.apply(design("one", (OUT,), published("8001", to="80")))
    engine.apply(design("two", (OUT,), published("8002", to="80")))
    assert machine.reaches("one.web", BEYOND) and machine.reaches("two.web", BEYOND)
    with echo(machine, "two.web", "tcp", "80"):
        assert ask(machine.internet, "tcp", ADDRESS, 8002) == f"{INTERNET} 80"
        assert ask(machine.internet, "tcp", ADDRESS, 8001) == ""


def test_one_of_two_topologies_goes_and_the_other_one_notices_nothing(
    machine: Machine, engine: Engine
) -> None:
    engine.apply(design("one", (OUT,)))
    before = machine.picture()
    engine.apply(design("two", (OUT,)))
    engine.destroy("two")
    assert machine.picture() == before
    assert machine.reaches("one.web", BEYOND)


def test_two_uplinks_of_one_topology_are_apart(machine: Machine, engine: Engine) -> None:
    made = design("lab", (OUT,), published("8080", to="80"))
    made["networks"][1] |= {"driver": "uplink", "publish": [published("8081", "deep", to="80")]}
    engine.apply(made)
    assert machine.reaches("lab.web", BEYOND) and machine.reaches("lab.deep", BEYOND)
    assert not machine.reaches("lab.web", "10.0.1.2")
    with echo(machine, "lab.deep", "tcp", "80"):
        assert ask(machine, "tcp", ADDRESS, 8081, place="lab.web").endswith(" 80")


def test_when_one_of_two_uplinks_becomes_a_bridge_the_other_one_stays(
    machine: Machine, engine: Engine
) -> None:
    made = design("lab", (OUT,))
    made["networks"][1] |= {"driver": "uplink"}
    engine.apply(made)
    engine.apply(design("lab", (OUT,)))
    assert machine.reaches("lab.web", BEYOND)
    assert not machine.reaches("lab.deep", BEYOND)


def test_an_uplink_that_becomes_a_bridge_leaves_the_fabric_as_before(
    machine: Machine, engine: Engine
) -> None:
    plain = design("lab")
    plain["networks"][0]["driver"] = "bridge"
    engine.apply(plain)
    before = _fabric(machine)
    engine.apply(design("lab"))
    engine.apply(plain)
    assert _fabric(machine) == before


def test_what_is_published_is_changed_under_way(machine: Machine, engine: Engine) -> None:
    engine.apply(design("lab", (OUT,), published("8080", to="80")))
    said = engine.apply(design("lab", (OUT,), published("8081", to="80")))
    assert "tcp port 8081 to 10.0.0.2 port 80 is not published" in said["wrong"][0]
    with echo(machine, "lab.web", "tcp", "80"):
        assert ask(machine.internet, "tcp", ADDRESS, 8081) == f"{INTERNET} 80"
        assert ask(machine.internet, "tcp", ADDRESS, 8080) == ""


def _host_end(machine: Machine) -> dict[str, Any]:
    (link,) = (each for each in machine.json("ip", "-j", "link", "show") if each["ifname"].startswith("pb-"))
    return dict(link)


def _fabric(machine: Machine) -> list[str]:
    asked = (
        "ip -o -n lab link show",
        "ip -o -n lab address show",
        "ip -n lab rule show",
        "ip -n lab -6 rule show",
        "ip -n lab route show table all",
        "ip netns exec lab nft list ruleset",
        "ip netns exec lab cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding",
    )
    return [machine.run(*command.split()) for command in asked]
