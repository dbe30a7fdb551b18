"""Designs at random: well-formed, of every size from nothing, with things left out here and there."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from topology.beside import Beside
from topology.figures import Area, Mark, Note
from topology.ipam import complete
from topology.scenarios import Scenario, Step
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox, Service

SUBNETS = ["10.0.0.0/24", "10.0.1.0/29", "192.168.0.0/30", "fd00::/64", "fd01::/126"]
ADDRESSES = ["10.0.0.2/24", "10.0.0.3/24", "10.0.1.2/29", "fd00::2/64"]

several = settings(max_examples=40)
"""For properties that a few dozen examples break if anything does."""

# Choices of whole values: many single draws would make these tests take seconds.
NETWORKS: list[dict[str, Any]] = [
    {},
    {"subnets": ()},
    {"gateway": ()},
    {"driver": "cable"},
    {"driver": "null", "options": NetworkOptions(mtu=9000)},
    {"subnets": ("10.0.0.0/24",), "gateway": ("10.0.0.7",), "options": NetworkOptions(stp=True)},
]
SANDBOXES: list[dict[str, Any]] = [
    {},
    {"icon": "firewall"},
    {"paused": True},
    {"forwarding": True, "routes": (Route(to="0.0.0.0/0", via="10.0.0.1"),)},
    {"services": (Service(name="web", command=("sh", "-c", "80")),)},
]
LINKS: list[dict[str, Any]] = [
    {},
    {"up": False},
    {"rate": "2.5gbit", "delay": "20ms", "jitter": "2ms", "loss": "1%"},
]
ENDPOINTS: list[dict[str, Any]] = [
    *LINKS,
    {"addresses": ()},
    {"mac": "02:00:00:00:00:01", "mtu": 1400},
    {"interface": "wan", "gateway_priority": 2},
]
BESIDE: dict[str, list[Beside]] = {
    "areas": [
        Area(title="DMZ", at=(0, -20.5), size=(300, 200)),
        Area(colour="red", at=(0, 0), size=(24, 24)),
    ],
    "notes": [Note(text="one\ntwo", at=(1, 2)), Note(text=": # [x]", colour="blue", at=(3, 4), width=80)],
    "marks": [Mark(points=(0, 0, 10.5, -3)), Mark(colour="grey", points=(1, 2, 3, 4, 5, 6))],
    "scenarios": [Scenario(), Scenario(steps=(Step(at=0.5, do="delay", object="app1.eth0", value="20ms"),))],
}


@st.composite
def drafts(draw: st.DrawFn) -> Design:
    """A design that leaves things out, its objects in any order."""
    lans = draw(st.permutations([f"lan{number}" for number in range(draw(st.integers(0, 4)))]))
    boxes = draw(st.permutations([f"app{number}" for number in range(draw(st.integers(0, 4)))]))
    return Design(
        name=draw(st.sampled_from(["lab", "two-bridges"])),
        networks=tuple(Network(name=name, **draw(_network)) for name in lans),
        sandboxes=tuple(Sandbox(name=name, **draw(st.sampled_from(SANDBOXES))) for name in boxes),
        endpoints=tuple(draw(_endpoints(lans, boxes))),
        patches=tuple(draw(_patches(lans))),
        layout=draw(_layout([*lans, *boxes])),
        **{field: tuple(draw(st.lists(st.sampled_from(BESIDE[field]), max_size=2))) for field in BESIDE},
    )


def designs() -> st.SearchStrategy[Design]:
    """A completed design, which need not be free of problems."""
    return drafts().map(complete)


def _some(choices: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), unique=True, min_size=1, max_size=2).map(tuple)


_network: st.SearchStrategy[dict[str, Any]] = st.sampled_from(NETWORKS) | _some(SUBNETS).map(
    lambda subnets: {"subnets": subnets}
)
_fields: st.SearchStrategy[dict[str, Any]] = st.sampled_from(ENDPOINTS) | _some(ADDRESSES).map(
    lambda addresses: {"addresses": addresses}
)


def _endpoints(lans: list[str], boxes: list[str]) -> st.SearchStrategy[list[Endpoint]]:
    if not lans or not boxes:
        return st.just([])
    drawn = st.tuples(st.sampled_from(boxes), st.sampled_from(lans), _fields)
    return st.lists(drawn, max_size=6).map(
        # An interface is named at most once in a sandbox: a design does not hold the same name twice.
        lambda found: [
            Endpoint(
                sandbox=box, network=lan, **{k: v for k, v in fields.items() if k != "interface" or not i}
            )
            for i, (box, lan, fields) in enumerate(found)
        ]
    )


def _patches(lans: list[str]) -> st.SearchStrategy[list[Patch]]:
    if len(lans) < 2:
        return st.just([])
    pairs = st.permutations(lans).map(lambda order: (order[0], order[1]))
    links = st.sampled_from(LINKS)
    return st.lists(st.builds(lambda pair, link: Patch(networks=pair, **link), pairs, links), max_size=3)


def _layout(names: list[str]) -> st.SearchStrategy[dict[str, tuple[float, float]]]:
    where = st.floats(-1e6, 1e6)
    places = st.dictionaries(st.sampled_from(names), st.tuples(where, where), max_size=3)
    return places if names else st.just({})
