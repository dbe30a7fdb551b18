"""Who reaches whom by what a design is lowered to, and what is said of who does not."""

from ipaddress import ip_address
from typing import Any

import pytest

from engine.lower import lower
from engine.reach import Walk, picture, sentence, walk
from engine.reach.matrix import Reach, asymmetric, longest
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox, Service

LAN1, LAN2 = (
    Network(name=f"lan{n}", subnets=(f"10.0.{n}.0/24", f"fd00:{n}::/64"), gateway=()) for n in (1, 2)
)
AWAY = Route(to="10.0.2.0/24", via="10.0.1.254")
HOME = Route(to="10.0.1.0/24", via="10.0.2.254")


def end(sandbox: str, network: str, *addresses: str, **fields: Any) -> Endpoint:
    return Endpoint(sandbox=sandbox, network=network, addresses=addresses, **fields)


def routed(**sandboxes: Sandbox) -> Design:
    """a on lan1, b on lan2, r between them; given sandboxes take the place of those of their names."""
    boxes = {
        "a": Sandbox(name="a", routes=(AWAY,)),
        "b": Sandbox(name="b", routes=(HOME,)),
        "r": Sandbox(name="r", forwarding=True),
    } | sandboxes
    return Design(
        name="lab",
        networks=(LAN1, LAN2),
        sandboxes=tuple(boxes.values()),
        endpoints=(
            end("a", "lan1", "10.0.1.1/24", "fd00:1::1/64"),
            end("b", "lan2", "10.0.2.1/24"),
            end("r", "lan1", "10.0.1.254/24", "fd00:1::254/64"),
            end("r", "lan2", "10.0.2.254/24"),
        ),
    )


def switched(network: Network, *endpoints: Endpoint, patches: tuple[Patch, ...] = ()) -> Design:
    networks = (LAN1, LAN2, network) if network not in (LAN1, LAN2) else (LAN1, LAN2)
    names = dict.fromkeys(each.sandbox for each in endpoints)
    boxes = tuple(Sandbox(name=name) for name in names)
    return Design(name="lab", networks=networks, sandboxes=boxes, endpoints=endpoints, patches=patches)


def walked(design: Design, place: str, address: str) -> Walk:
    return walk(picture(lower(complete(design)).state), place, ip_address(address))


def said(design: Design, place: str = "a", address: str = "10.0.2.1") -> str:
    found = walked(design, place, address)
    assert found.cause
    return sentence(picture(lower(complete(design)).state), found.cause)


def test_a_packet_goes_through_a_router_and_its_answer_comes_back() -> None:
    found = walked(routed(), "a", "10.0.2.1")
    assert found.reaches
    assert [(hop.out, hop.into) for hop in found.there] == [
        (("a", "eth0"), ("r", "eth0")),
        (("r", "eth1"), ("b", "eth0")),
    ]
    assert [hop.into for hop in found.back] == [("r", "eth1"), ("a", "eth0")]


def test_without_a_route_it_does_not_leave() -> None:
    assert said(routed(a=Sandbox(name="a"))) == ("a has no route to 10.0.2.1; add one, or a default route")


def test_an_answer_without_a_route_does_not_come_back() -> None:
    assert said(routed(b=Sandbox(name="b"))).startswith("on the way back b has no route to 10.0.1.1")


def test_what_does_not_route_keeps_it() -> None:
    assert said(routed(r=Sandbox(name="r"))).startswith("r does not route between its interfaces")


def test_a_bridge_is_no_router() -> None:
    networks = (LAN1.model_copy(update={"gateway": ("10.0.1.100",)}), LAN2)
    design = routed(a=Sandbox(name="a")).model_copy(update={"networks": networks})
    assert said(design) == "the next hop towards 10.0.2.1 is a bridge, which does not route; draw a router"


def test_routers_that_send_it_to_each_other_are_found() -> None:
    nowhere = "10.9.0.0/24"
    design = routed(
        a=Sandbox(name="a", forwarding=True, routes=(Route(to=nowhere, via="10.0.1.254"),)),
        r=Sandbox(name="r", forwarding=True, routes=(Route(to=nowhere, via="10.0.1.1"),)),
    )
    assert "round in circles" in said(design, address="10.9.0.9")


def test_a_strict_reverse_path_filter_drops_what_comes_in_where_answers_do_not_leave() -> None:
    filtering = {"net.ipv4.conf.all.rp_filter": "1"}
    assert said(routed(b=Sandbox(name="b", sysctls=filtering))).startswith("the reverse path filter of b")


def test_who_is_told_to_ignore_pings_does() -> None:
    ignoring = {"net.ipv4.icmp_echo_ignore_all": "1"}
    assert said(routed(b=Sandbox(name="b", routes=(HOME,), sysctls=ignoring))) == (
        "b is told to ignore pings; set icmp_echo_ignore_all to 0"
    )


PAIR = (end("a", "lan1", "10.0.1.1/24", "fd00:1::1/64"), end("b", "lan1", "10.0.1.2/24", "fd00:1::2/64"))


@pytest.mark.parametrize("address", ["10.0.1.2", "fd00:1::2"])
@pytest.mark.parametrize(
    ("fields", "reaches"),
    [
        ({}, True),
        ({"up": False}, False),
        ({"loss": "99%"}, True),
        ({"loss": "100%"}, False),
        ({"loss": "100%", "direction": "in"}, False),
        ({"isolated": True}, True),
    ],
)
def test_a_pulled_or_lossy_cable_is_in_the_way(fields: dict[str, Any], reaches: bool, address: str) -> None:
    design = switched(LAN1, PAIR[0], PAIR[1].model_copy(update=fields))
    assert walked(design, "a", address).reaches == reaches


@pytest.mark.parametrize(
    ("fields", "share"),
    [
        ({}, 0),
        ({"loss": "50%"}, 0.75),
        ({"loss": "50%", "direction": "in"}, 0.5),
        ({"loss": "50%", "corrupt": "50%", "direction": "out"}, 0.75),
        ({"delay": "10ms", "duplicate": "50%"}, 0),
    ],
)
def test_what_a_design_loses_is_lost_on_the_way_there_and_on_the_way_back(
    fields: dict[str, Any], share: float
) -> None:
    reach = Reach(complete(switched(LAN1, PAIR[0], PAIR[1].model_copy(update=fields))))
    assert [reach.lost(way) for way in reach.between("a", "b").values()] == [pytest.approx(share)] * 2


def test_a_loss_beside_the_way_is_none_of_it() -> None:
    lossy = end("c", "lan1", "10.0.1.3/24", loss="50%")
    reach = Reach(complete(switched(LAN1, *PAIR, lossy)))
    assert {reach.lost(way) for way in reach.between("a", "b").values()} == {0}
    assert {reach.lost(way) for way in reach.between("a", "c").values()} == {0.75}


def test_losses_of_a_patch_and_behind_a_router_are_on_the_way() -> None:
    design = routed()
    boxes = (*design.sandboxes, Sandbox(name="c", routes=(AWAY,)))
    ends = (*design.endpoints, end("c", "lan3", "10.0.1.9/24"))
    patch = Patch(networks=("lan1", "lan3"), loss="10%")
    lan3 = Network(name="lan3", subnets=(), gateway=())
    far = {"sandboxes": boxes, "endpoints": ends, "patches": (patch,), "networks": (*design.networks, lan3)}
    reach = Reach(complete(design.model_copy(update=far)))
    (way,) = reach.between("c", "b").values()
    assert way.reaches
    assert reach.lost(way) == pytest.approx(0.19)


def test_two_isolated_ports_do_not_talk() -> None:
    design = switched(LAN1, *(each.model_copy(update={"isolated": True}) for each in PAIR))
    assert said(design, address="10.0.1.2") == (
        "b.eth0 is an isolated port of lan1, and so is the other one; switch that off at one of them"
    )


@pytest.mark.parametrize(("up", "reaches"), [(True, True), (False, False)])
def test_patched_networks_are_one(up: bool, reaches: bool) -> None:
    far = end("b", "lan2", "10.0.1.2/24")
    design = switched(LAN1, PAIR[0], far, patches=(Patch(networks=("lan1", "lan2"), up=up),))
    assert walked(design, "a", "10.0.1.2").reaches == reaches


@pytest.mark.parametrize(
    ("driver", "options", "reaches"),
    [
        ("cable", {}, True),
        ("null", {}, False),
        ("macvlan", {"parent": "lan1", "mode": "bridge"}, True),
        ("macvlan", {"parent": "lan1", "mode": "private"}, False),
        ("ipvlan", {"parent": "lan1"}, True),
        ("vlan", {"parent": "lan1", "vlan": 10}, True),
    ],
)
def test_it_depends_on_the_driver(driver: str, options: dict[str, Any], reaches: bool) -> None:
    own = Network(name="own", driver=driver, subnets=(), gateway=(), options=NetworkOptions(**options))
    ends = (end("a", "own", "10.7.0.1/24"), end("b", "own", "10.7.0.2/24"))
    assert walked(switched(own, *ends), "a", "10.7.0.2").reaches == reaches


def test_two_vlans_of_a_bridge_do_not_hear_each_other() -> None:
    red, blue = (
        Network(
            name=name, driver="vlan", subnets=(), gateway=(), options=NetworkOptions(parent="lan1", vlan=vlan)
        )
        for name, vlan in (("red", 10), ("blue", 20))
    )
    ends = (end("a", "red", "10.7.0.1/24"), end("b", "blue", "10.7.0.2/24"))
    design = switched(red, *ends)
    both = design.model_copy(update={"networks": (*design.networks, blue)})
    assert not walked(both, "a", "10.7.0.2").reaches


BIRD = (Service(name="bird", command=("bird", "-f")),)
WEB = (Service(name="web", command=("python3", "-m", "http.server")),)


@pytest.mark.parametrize(
    ("learner", "predicted"),
    [
        (Sandbox(name="b", forwarding=True, services=BIRD), None),
        (Sandbox(name="b", forwarding=True), False),
        (Sandbox(name="b", services=WEB), False),
        (Sandbox(name="b", services=BIRD), None),
        (Sandbox(name="b", forwarding=True, services=BIRD, paused=True), False),
    ],
    ids=["routes and serves", "routes", "serves", "runs a routing daemon", "stands still"],
)
def test_who_may_run_what_finds_routes_may_learn_a_way(learner: Sandbox, predicted: bool | None) -> None:
    found = Reach(complete(routed(b=learner))).to("a", ip_address("10.0.2.1"))
    assert found.predicted is predicted


def test_what_depends_on_learning_says_on_whose() -> None:
    reach = Reach(complete(routed(b=Sandbox(name="b", forwarding=True, services=BIRD))))
    cause = reach.to("a", ip_address("10.0.2.1")).cause
    assert cause and reach.sentence(cause).startswith("on the way back it depends on what b learns")


def test_a_strict_filter_may_come_to_know_who_sends() -> None:
    """Until then it takes what comes from there for forged."""
    sysctls = {"net.ipv4.conf.all.rp_filter": "1"}
    learner = Sandbox(name="b", forwarding=True, services=BIRD, sysctls=sysctls)
    assert Reach(complete(routed(b=learner))).to("a", ip_address("10.0.2.1")).predicted is None


def test_a_matrix_knows_the_longest_and_the_lopsided_ways() -> None:
    detour = Sandbox(name="s", forwarding=True)
    back = Sandbox(name="b", routes=(Route(to="10.0.1.0/24", via="10.0.2.253"),))
    design = routed(b=back, s=detour)
    ends = (end("s", "lan1", "10.0.1.253/24"), end("s", "lan2", "10.0.2.253/24"))
    reach = Reach(complete(design.model_copy(update={"endpoints": (*design.endpoints, *ends)})))
    walks = reach.all()
    found = longest(walks)
    assert found and len(found[1].there) == 2
    between = (
        "endpoint:a.eth0",
        "network:lan1",
        "endpoint:r.eth0",
        "sandbox:r",
        "endpoint:r.eth1",
        "network:lan2",
    )
    assert {*reach.keys(found[1])} == {"sandbox:a", *between, "endpoint:b.eth0", "sandbox:b"}
    lopsided = {pair for pair, _, _ in asymmetric(walks)}
    assert lopsided == {("a", "b"), ("b", "a"), ("a", "s"), ("b", "r")}  # the last two by their far addresses
