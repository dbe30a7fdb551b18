"""Random designs that can be built, for property tests."""

from hypothesis import strategies as st

from engine.check import check
from topology.ipam import complete
from topology.problems import errors
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox

BRIDGES = ("lan1", "lan2", "a-long-network-name")
CABLES = ("c1", "c2")
SANDBOXES = ("app1", "app2", "router", "a-rather-long-sandbox")

mtus = st.sampled_from([1300, 1500, 9000])


def sandboxes(name: str) -> st.SearchStrategy[Sandbox]:
    routes = st.sampled_from(
        [(), (Route(to="10.99.0.0/16", via="10.0.0.250"),), (Route(to="::/0", via="fd00::9"),)]
    )
    return st.builds(Sandbox, name=st.just(name), forwarding=st.booleans(), routes=routes)


def bridges(name: str) -> st.SearchStrategy[Network]:
    number = BRIDGES.index(name)
    subnets = [None, (), (f"10.{number}.0.0/24",), (f"10.{number}.0.0/24", f"fd0{number}::/64")]
    return st.builds(
        Network,
        name=st.just(name),
        subnets=st.sampled_from(subnets),
        gateway=st.sampled_from([None, ()]),
        options=st.builds(NetworkOptions, stp=st.booleans(), mtu=mtus),
    )


def endpoints(network: str) -> st.SearchStrategy[Endpoint]:
    return st.builds(
        Endpoint,
        sandbox=st.sampled_from(SANDBOXES),
        network=st.just(network),
        mtu=st.none() | mtus,
        up=st.booleans(),
        gateway_priority=st.integers(0, 2),
    )


patches = st.builds(
    Patch,
    networks=st.permutations(BRIDGES).map(lambda names: (names[0], names[1])),
    up=st.booleans(),
)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """A completed design called `lab`; routes that it cannot have are taken out."""
    networks = [draw(bridges(name)) for name in BRIDGES]
    ends = draw(st.lists(st.sampled_from(BRIDGES).flatmap(endpoints), max_size=6))
    for name in CABLES[: draw(st.integers(0, 2))]:
        networks.append(Network(name=name, driver="cable", subnets=draw(_cable_subnets(name))))
        ends += [draw(endpoints(name)), draw(endpoints(name))]
    design = complete(
        Design(
            name="lab",
            networks=tuple(networks),
            sandboxes=tuple(draw(sandboxes(name)) for name in SANDBOXES),
            endpoints=tuple(ends),
            patches=tuple(draw(st.lists(patches, max_size=2))),
        )
    )
    return _without_impossible_routes(design)


def _cable_subnets(name: str) -> st.SearchStrategy[tuple[str, ...] | None]:
    number = CABLES.index(name)
    return st.sampled_from([None, (f"10.20{number}.0.0/24", f"fda{number}::/64")])


def _without_impossible_routes(design: Design) -> Design:
    wrong = {problem.name for problem in errors(check(design)) if problem.kind == "sandbox"}
    mended = (
        each.model_copy(update={"routes": ()}) if each.name in wrong else each for each in design.sandboxes
    )
    return design.model_copy(update={"sandboxes": tuple(mended)})
