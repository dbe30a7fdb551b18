"""Who reaches whom by routes that daemons of OSPF will have learned."""

from ipaddress import ip_address
from typing import Any

import pytest

from engine.reach import Reach, Walk
from tests.topology.analysis.configurations import ospf
from topology.ipam import complete
from topology.values import Design, Endpoint, File, Flap, Network, Route, Sandbox, Service

BOTH = ospf('interface "eth0"; interface "eth1";')
DEFAULT = "0.0.0.0/0"
WEB = Service(name="web", command=("python3", "-m", "http.server"))


def router(name: str, said: str | None = BOTH, **fields: Any) -> Sandbox:
    """One that runs BIRD with this configuration; None: it runs nothing."""
    file = File(path="/etc/bird.conf", text=said or "")
    bird = Service(name="bird", command=("bird", "-f", "-c", file.path, "-s", "/run/bird.ctl"), files=(file,))
    return Sandbox(name=name, services=(bird,) if said else (), **{"forwarding": True, **fields})


def end(sandbox: str, network: str, address: str, **fields: Any) -> Endpoint:
    return Endpoint(sandbox=sandbox, network=network, addresses=(address,), **fields)


def hosts() -> tuple[Sandbox, ...]:
    """h1 and h2, each behind a router at .254 of its network."""
    return tuple(Sandbox(name=f"h{n}", routes=(Route(to=DEFAULT, via=f"10.0.{n}.254"),)) for n in (1, 2))


def row(*routers: Sandbox, ends: tuple[Endpoint, ...] = (), **middle: Any) -> Design:
    """h1 on lan1 with r1, r1 and r2 on mid, h2 on lan2 with r2. Given routers take the place of those of that
    name, or are there too, at `ends`; `middle` is of r2's endpoint on mid."""
    boxes = {each.name: each for each in (*hosts(), router("r1"), router("r2"), *routers)}
    endpoints = (
        end("h1", "lan1", "10.0.1.1/24"),
        end("r1", "lan1", "10.0.1.254/24"),
        end("r1", "mid", "10.0.9.1/24"),
        end("h2", "lan2", "10.0.2.1/24"),
        end("r2", "lan2", "10.0.2.254/24"),
        end("r2", "mid", "10.0.9.2/24", **middle),
    )
    return designed(boxes, (*endpoints, *ends))


def designed(boxes: dict[str, Sandbox], endpoints: tuple[Endpoint, ...]) -> Design:
    names = dict.fromkeys(each.network for each in endpoints)
    networks = tuple(Network(name=name, subnets=(), gateway=()) for name in names)
    drawn = Design(name="lab", networks=networks, sandboxes=tuple(boxes.values()), endpoints=endpoints)
    return complete(drawn)


def walked(design: Design, sandbox: str = "h1", address: str = "10.0.2.1") -> Walk:
    return Reach(design).to(sandbox, ip_address(address))


def told(mid: str) -> Sandbox:
    """r2, with this definition of its interface on mid."""
    return router("r2", ospf(f'interface "eth0"; interface "eth1" {{ {mid} }};'))


def two_areas(lan: int, mid: int) -> Sandbox:
    both = ospf('interface "eth0";').replace("area 0", f'area {mid} {{ interface "eth1"; }}; area {lan}')
    return router("r2", both)


def test_neighbours_learn_each_other_s_networks() -> None:
    found = walked(row())
    assert found.predicted
    assert found.learners == ["r1", "r2"]


def test_a_lan_is_told_of_where_nobody_is_spoken_to() -> None:
    quiet = router("r2", ospf('interface "eth0" { stub; }; interface "eth1";'))
    assert walked(row(quiet)).predicted


def test_networks_of_other_areas_are_told_of_through_the_backbone() -> None:
    assert walked(row(two_areas(7, 0))).predicted
    assert walked(row(two_areas(0, 7))).predicted is False


@pytest.mark.parametrize(
    "other",
    [
        told("stub;"),
        told("hello 5;"),
        told("dead 20;"),
        router("r2", ospf('interface "eth1";')),
        router("r2", ospf('interface "eth0"; interface "eth1";').replace("area 0", "area 1")),
        router("r2", BOTH.replace("export all", "export none")),
        router("r2", BOTH.replace("ospf v2 {", "ospf v2 { disabled;")),
        router("r2", None),
        router("r2", paused=True),
        router("r2", forwarding=False),
    ],
    ids=[
        *(
            "passive",
            "other hello",
            "other dead",
            "silent about the lan",
            "other area",
            "kernel hears nothing",
        ),
        *("disabled", "runs nothing", "paused", "does not route"),
    ],
)
def test_who_is_no_neighbour_or_does_not_route_leads_nowhere(other: Sandbox) -> None:
    assert walked(row(other)).predicted is False


@pytest.mark.parametrize(
    "other",
    [
        router("r2", 'include "/etc/elsewhere.conf";'),
        router("r2", BOTH.replace("export all", "export filter mine")),
        told("type ptp;"),
        router("r2", f"router id 10.0.1.254; {BOTH}"),
        Sandbox(name="r2", forwarding=True, services=(*router("r2").services, WEB)),
    ],
    ids=[
        "elsewhere",
        "filter",
        "other kind",
        "the other's identifier",
        "something else too",
    ],
)
def test_what_cannot_be_told_for_certain_is_not_said(other: Sandbox) -> None:
    assert walked(row(other)).predicted is None


def test_areas_without_a_backbone_are_not_judged() -> None:
    one = router("r1", BOTH.replace("area 0", "area 8"))
    assert walked(row(one, two_areas(7, 8))).predicted is None


@pytest.mark.parametrize(
    ("middle", "predicted"),
    [
        ({"up": False}, False),
        ({"loss": "100%"}, False),
        ({"loss": "1%"}, True),
        ({"loss": "60%"}, None),
        ({"flap": Flap(up="9s", down="9s")}, None),
        ({"mtu": 1400}, None),
    ],
)
def test_it_depends_on_the_cable_between(middle: dict[str, Any], predicted: bool | None) -> None:
    assert walked(row(**middle)).predicted is predicted


def test_subnets_that_only_overlap_are_not_judged() -> None:
    design = row()
    ends = tuple(
        each.model_copy(update={"addresses": ("10.0.9.2/25",)}) if each.name == "r2.eth1" else each
        for each in design.endpoints
    )
    assert walked(design.model_copy(update={"endpoints": ends})).predicted is None


@pytest.mark.parametrize(("network", "predicted"), [("mid", None), ("lan2", None), ("far", True)])
def test_a_stranger_may_teach_whoever_hears_it(network: str, predicted: bool | None) -> None:
    stranger = Sandbox(name="s", forwarding=True, services=(WEB,))
    assert walked(row(stranger, ends=(end("s", network, "10.0.77.9/24"),))).predicted is predicted


def test_what_a_host_serves_is_no_stranger() -> None:
    design = row(Sandbox(name="s", services=(WEB,)), ends=(end("s", "mid", "10.0.9.9/24"),))
    assert walked(design).predicted


def test_who_does_not_answer_for_its_address_is_not_judged() -> None:
    """Some of what OSPF says is for one neighbour alone."""
    quiet = router("r2", sysctls={"net.ipv4.conf.all.arp_ignore": "8"})
    assert walked(row(quiet)).predicted is None


def test_two_on_a_lan_that_do_not_hear_each_other_are_not_judged() -> None:
    apart = (end("r3", "mid", "10.0.9.3/24", isolated=True),)
    assert walked(row(router("r3"), ends=apart, isolated=True)).predicted is None
    assert walked(row(router("r3"), ends=apart)).predicted


def test_without_anybody_who_may_be_designated_a_lan_joins_nobody() -> None:
    never = ospf('interface "eth0"; interface "eth1" { priority 0; };')
    assert walked(row(router("r1", never), router("r2", never))).predicted is False
    assert walked(row(router("r1", never))).predicted


def test_routes_that_a_daemon_is_told_are_given_to_the_kernel() -> None:
    kernel = "protocol device { } protocol kernel { ipv4 { export all; }; }"
    one, other = (
        router(name, f"{kernel} protocol static {{ ipv4; route {to} via {via}; }}")
        for name, to, via in (("r1", "10.0.2.0/24", "10.0.9.2"), ("r2", "10.0.1.0/24", "10.0.9.1"))
    )
    assert walked(row(one, other)).predicted
    assert walked(row(one)).predicted is False


def ring(**routers: Sandbox) -> Design:
    """h1 at r1, h2 at r4, and r1 and r4 joined by r2 as well as by r3, which is as far."""
    said = ospf('interface "*";')
    boxes = {f"r{n}": router(f"r{n}", said) for n in (1, 2, 3, 4)} | routers
    joints = [("r1", "r2", 12), ("r2", "r4", 24), ("r1", "r3", 13), ("r3", "r4", 34)]
    cables = tuple(
        end(name, f"c{net}", f"10.1.{net}.{name[1]}/24")
        for one, other, net in joints
        for name in (one, other)
    )
    lans = tuple(
        end(name, f"lan{n}", f"10.0.{n}.{last}/24")
        for n, r in ((1, "r1"), (2, "r4"))
        for name, last in ((f"h{n}", 1), (r, 254))
    )
    return designed({**{each.name: each for each in hosts()}, **boxes}, (*lans, *cables))


def test_of_ways_that_are_equally_good_all_have_to_work() -> None:
    found = walked(ring())
    assert found.predicted
    assert found.varies
    reach = Reach(ring(r3=router("r3", ospf('interface "*";'), forwarding=False)))
    depends = reach.to("h1", ip_address("10.0.2.1"))
    assert depends.predicted is None
    assert depends.cause
    assert reach.sentence(depends.cause).startswith("it depends on which of several routes to 10.0.2.1")


def test_costs_decide_which_way_is_taken() -> None:
    dear = router("r2", ospf('interface "*" { cost 50; };'))
    first = router("r1", ospf('interface "eth1" { cost 50; }; interface "*";'))
    found = walked(ring(r1=first, r2=dear))
    assert [hop.into[0] for hop in found.there] == ["r1", "r3", "r4", "h2"]
    assert not found.varies


def test_of_an_interface_without_carrier_others_are_told_the_address_alone() -> None:
    """As BIRD has it: so its router is reached at that address round by others."""
    joints = (end("r1", "by", "10.0.8.1/24"), end("r2", "by", "10.0.8.2/24"))
    said = ospf('interface "*";')
    design = row(router("r1", said), router("r2", said), ends=joints, up=False)
    found = walked(design, "h1", "10.0.9.2")
    assert [hop.to for hop in found.there] == [ip_address("10.0.1.254"), ip_address("10.0.8.2")]
    assert found.predicted
