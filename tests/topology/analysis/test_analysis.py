"""What a design is said to be, before anything runs."""

from topology.analysis import Domain, Ring, domains, loops, trees, unused, weak_points
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Sandbox


def lans(*names: str, **options: NetworkOptions) -> tuple[Network, ...]:
    return tuple(Network(name=name, options=options.get(name, NetworkOptions())) for name in names)


def joined(*pairs: tuple[str, str]) -> tuple[Endpoint, ...]:
    return tuple(Endpoint(sandbox=sandbox, network=network) for sandbox, network in pairs)


def boxes(*names: str, routers: str = "") -> tuple[Sandbox, ...]:
    return tuple(Sandbox(name=name, forwarding=name in routers.split()) for name in names)


def design(
    networks: tuple[Network, ...],
    sandboxes: tuple[Sandbox, ...] = (),
    endpoints: tuple[Endpoint, ...] = (),
    patches: tuple[Patch, ...] = (),
) -> Design:
    drawn = Design(name="lab", networks=networks, sandboxes=sandboxes, endpoints=endpoints, patches=patches)
    return complete(drawn)


def test_patched_networks_are_one_domain_until_the_patch_is_pulled() -> None:
    drawn = design(
        lans("a", "b", "c"),
        boxes("x", "y"),
        joined(("x", "a"), ("y", "b")),
        (Patch(networks=("a", "b")), Patch(networks=("b", "c"), up=False)),
    )
    assert domains(drawn) == (Domain(("a", "b"), ("x.eth0", "y.eth0")), Domain(("c",), ()))


def test_a_pulled_endpoint_is_in_no_domain() -> None:
    pulled = Endpoint(sandbox="x", network="a", up=False)
    assert domains(design(lans("a"), boxes("x"), (pulled,))) == (Domain(("a",), ()),)


def test_a_subnet_in_which_nobody_has_an_address_is_unused() -> None:
    networks = (Network(name="a", subnets=("10.0.0.0/24", "10.1.0.0/24")), Network(name="b"))
    endpoint = Endpoint(sandbox="x", network="a", addresses=("10.0.0.2/24",))
    drawn = design(networks, boxes("x"), (endpoint,))
    subnets = drawn.networks[1].subnets
    assert subnets
    assert unused(drawn) == (("a", "10.1.0.0/24"), ("b", subnets[0]))


def test_a_router_between_two_networks_is_a_single_point_of_failure() -> None:
    drawn = design(
        lans("a", "b"),
        boxes("x", "y", "z", "r", routers="r"),
        joined(("x", "a"), ("y", "b"), ("z", "b"), ("r", "a"), ("r", "b")),
    )
    weak = {(each.kind, each.name): each.cut_off for each in weak_points(drawn)}
    assert weak["sandbox", "r"] == ("x",)
    assert weak["network", "b"] == ("y", "z")
    assert weak["endpoint", "r.eth0"] == ("x",)
    assert ("sandbox", "x") not in weak
    assert ("endpoint", "y.eth0") not in weak


def test_what_there_are_two_of_is_no_single_point_of_failure() -> None:
    drawn = design(
        lans("a", "b"),
        boxes("x", "y", "r", "s", routers="r s"),
        joined(("x", "a"), ("y", "b"), ("r", "a"), ("r", "b"), ("s", "a"), ("s", "b")),
    )
    assert not {each.name for each in weak_points(drawn)} & {"r", "s", "r.eth0", "s.eth1"}


def test_a_sandbox_that_does_not_route_joins_nothing() -> None:
    drawn = design(lans("a", "b"), boxes("x", "y"), joined(("x", "a"), ("y", "a"), ("y", "b")))
    assert "y" not in {each.name for each in weak_points(drawn)}


def ring(*priorities: int, stp: str = "s1 s2 s3") -> Design:
    options = {
        f"s{number}": NetworkOptions(stp=f"s{number}" in stp.split(), priority=priority)
        for number, priority in enumerate(priorities, 1)
    }
    patches = (("s1", "s2"), ("s2", "s3"), ("s3", "s1"))
    return design(lans(*options, **options), patches=tuple(Patch(networks=pair) for pair in patches))


def test_the_lowest_priority_is_the_root_and_the_patch_opposite_is_blocked_at_the_worst_bridge() -> None:
    (tree,) = trees(ring(8192, 12288, 4096))
    assert (tree.root, tree.blocked) == ("s3", (("s2", "p1"),))


def test_the_lowest_address_is_the_root_among_equals() -> None:
    (tree,) = trees(ring(32768, 32768, 32768))
    assert tree.root in tree.networks
    assert len(tree.blocked) == 1


def test_a_ring_is_told_with_those_that_break_it() -> None:
    (loop,) = loops(ring(4096, 4096, 4096, stp="s2"))
    assert {*loop.networks} == {"s1", "s2", "s3"} and {*loop.patches} == {"p1", "p2", "p3"}
    assert loop.stp == ("s2",)


def test_a_ring_that_nothing_breaks_is_told_beside_one_that_stp_does() -> None:
    pairs = (("a", "s"), ("s", "b"), ("a", "b"), ("b", "c"), ("a", "c"))
    switches = lans("a", "b", "c", "s", s=NetworkOptions(stp=True))
    found = loops(design(switches, patches=tuple(Patch(networks=pair) for pair in pairs)))
    assert found == (
        Ring(("a", "b", "c"), ("p3", "p4", "p5"), ()),
        Ring(("s", "a", "b"), ("p1", "p3", "p2"), ("s",)),
    )


def test_a_pulled_patch_closes_no_ring() -> None:
    drawn = ring(4096, 4096, 4096)
    pulled = drawn.patches[0].model_copy(update={"up": False})
    assert loops(drawn.model_copy(update={"patches": (pulled, *drawn.patches[1:])})) == ()


def test_without_a_ring_nothing_is_blocked() -> None:
    drawn = ring(4096, 8192, 12288)
    open_ring = drawn.model_copy(update={"patches": drawn.patches[:2]})
    assert [tree.blocked for tree in trees(open_ring)] == [()]


def test_of_parallel_patches_the_later_one_is_blocked() -> None:
    options = {"a": NetworkOptions(stp=True, priority=4096), "b": NetworkOptions(stp=True)}
    twice = (Patch(networks=("a", "b")), Patch(networks=("a", "b")))
    (tree,) = trees(design(lans("a", "b", **options), patches=twice))
    assert tree.blocked == (("b", "p2"),)


def test_one_bridge_with_stp_breaks_a_ring_of_others() -> None:
    (tree,) = trees(ring(4096, 4096, 4096, stp="s2"))
    assert (tree.networks, tree.root, tree.blocked) == (("s2",), "s2", (("s2", "p2"),))
