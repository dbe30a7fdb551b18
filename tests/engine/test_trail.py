"""Sightings of frames at links, put together to the way that each frame went."""

from collections.abc import Sequence
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from engine.packets.frame import Frame
from engine.trail.steps import Step
from engine.trail.trail import trail
from tests.engine import frames
from tests.engine.builders import lab
from tests.engine.frames import mac
from topology.values import Design, Endpoint, Network, Patch, Sandbox

A, B, ROUTER_1, ROUTER_2 = mac(1), mac(2), mac(0x11), mac(0x12)
PLACES = ("", "a", "b", "router")
_times = count()

Seen = list[tuple[str, Frame]]


def routed(**of_b: object) -> Design:
    """a and other on lan1, b on lan2, and a router between the two; `of_b` are fields of b's endpoint."""
    return lab(
        networks=[
            Network(name="lan1", subnets=("10.0.1.0/24",), gateway=()),
            Network(name="lan2", subnets=("10.0.2.0/24",), gateway=()),
        ],
        sandboxes=[
            *(Sandbox(name=name) for name in ("a", "b", "other")),
            Sandbox(name="router", forwarding=True),
        ],
        endpoints=[
            Endpoint(sandbox="a", network="lan1", addresses=("10.0.1.1/24",)),
            Endpoint(sandbox="other", network="lan1", addresses=("10.0.1.9/24",)),
            Endpoint(sandbox="b", network="lan2", **{"addresses": ("10.0.2.1/24",), **of_b}),
            Endpoint(sandbox="router", network="lan1", addresses=("10.0.1.254/24",)),
            Endpoint(sandbox="router", network="lan2", addresses=("10.0.2.254/24",)),
        ],
    )


def seen(place: str, link: str, data: bytes, outgoing: bool) -> tuple[str, Frame]:
    """Later than what was seen before."""
    return place, Frame(next(_times) * 1000, link, outgoing, data, len(data))


def crossed(start: tuple[str, str], end: tuple[str, str], data: bytes) -> Seen:
    """Over one cable, seen at both ends."""
    return [seen(*start, data, True), seen(*end, data, False)]


def asked() -> Seen:
    """a asks everybody on lan1 for the router."""
    question = frames.arp(A, "10.0.1.1", "10.0.1.254")
    return [
        *crossed(("a", "eth0"), ("", "a-eth0"), question),
        seen("", "other-eth0", question, True),
        *crossed(("", "router-eth0"), ("router", "eth0"), question),
    ]


def went(ttl: int = 63, source: str = "10.0.1.1") -> Seen:
    """A ping from a through the router to b, which translates its source address to this one."""
    first = frames.ping(A, ROUTER_1, "10.0.1.1", "10.0.2.1")
    second = frames.ping(ROUTER_2, B, source, "10.0.2.1", ttl)
    return [
        *crossed(("a", "eth0"), ("", "a-eth0"), first),
        *crossed(("", "router-eth0"), ("router", "eth0"), first),
        *crossed(("router", "eth1"), ("", "router-eth1"), second),
        *crossed(("", "b-eth0"), ("b", "eth0"), second),
    ]


def ways(steps: Sequence[Step]) -> list[str]:
    return [f"{step.start} → {step.end}" for step in steps]


def outcomes(steps: Sequence[Step]) -> list[str]:
    return [step.ending.outcome for step in steps if step.ending]


def test_a_frame_goes_from_cable_to_cable() -> None:
    steps = trail(routed(), PLACES, went())
    assert ways(steps) == ["a → lan1", "lan1 → router", "router → lan2", "lan2 → b"]
    assert {step.frame for step in steps} == {0}


def test_the_order_in_which_sightings_come_does_not_matter() -> None:
    sightings = went()
    assert ways(trail(routed(), PLACES, reversed(sightings))) == ways(trail(routed(), PLACES, sightings))


def test_a_router_changes_the_ttl_and_both_mac_addresses() -> None:
    step = trail(routed(), PLACES, went())[2]
    assert {(each.field, each.before, each.after) for each in step.changed} == {
        ("destination", ROUTER_1, B),
        ("source", A, ROUTER_2),
        ("TTL", "64", "63"),
    }


def test_a_bridge_changes_nothing() -> None:
    assert trail(routed(), PLACES, went())[1].changed == ()


def test_a_translated_address_is_the_same_frame_changed() -> None:
    step = trail(routed(), PLACES, went(source="10.0.2.254"))[2]
    changed = {(each.layer, each.field, each.after) for each in step.changed}
    assert ("IPv4", "source", "10.0.2.254") in changed


def test_it_ends_where_its_address_is() -> None:
    steps = trail(routed(), PLACES, went())
    assert outcomes(steps) == ["delivered"]
    assert steps[-1].ending and steps[-1].ending.words == "b has 10.0.2.1"


def test_a_question_comes_before_what_it_is_asked_for() -> None:
    steps = trail(routed(), PLACES, [*asked(), *went()])
    assert [step.said.protocol for step in steps] == ["ARP"] * 3 + ["ICMP"] * 4


def test_copies_of_a_broadcast_leave_in_one_turn() -> None:
    steps = trail(routed(), PLACES, asked())
    assert ways(steps) == ["a → lan1", "lan1 → other", "lan1 → router"]
    assert [step.turn for step in steps] == [0, 1, 1]


def test_a_copy_that_is_for_somebody_else_says_so() -> None:
    steps = trail(
        routed(), (*PLACES, "other"), [*asked()[:3], seen("other", "eth0", asked()[0][1].data, False)]
    )
    assert [step.ending.outcome for step in steps if step.end == "other" and step.ending] == ["not for it"]


def test_what_is_sent_again_is_another_frame() -> None:
    steps = trail(routed(), PLACES, [*asked(), *asked()])
    assert [step.frame for step in steps] == [0, 0, 0, 1, 1, 1]


def test_what_goes_into_a_cable_and_does_not_come_out_is_lost_there() -> None:
    steps = trail(routed(), PLACES, went()[:-1])
    assert (steps[-1].arrived, outcomes(steps)) == (False, ["dropped"])
    assert steps[-1].ending and steps[-1].ending.words.startswith("lost on b.eth0")


def test_what_is_not_watched_is_taken_for_arrived() -> None:
    steps = trail(routed(), ("", "a", "router"), [each for each in went() if each[0] != "b"])
    assert (steps[-1].arrived, outcomes(steps)) == (True, ["delivered"])


def test_a_question_for_a_pulled_cable_names_it() -> None:
    question = frames.arp(ROUTER_2, "10.0.2.254", "10.0.2.1")
    (step,) = trail(routed(up=False), PLACES, crossed(("router", "eth1"), ("", "router-eth1"), question))
    assert step.ending and step.ending.outcome == "dropped"
    assert "b.eth0" in step.ending.words


def test_a_question_that_others_hear_names_the_pulled_cable_too() -> None:
    design = routed()
    ends = [each.model_copy(update={"up": each.sandbox != "router"}) for each in design.endpoints]
    steps = trail(design.model_copy(update={"endpoints": tuple(ends)}), PLACES, asked()[:3])
    assert steps[0].ending and steps[0].ending.words.endswith("the cable of router.eth0 is pulled")


def test_who_announces_their_own_address_waits_for_no_answer() -> None:
    announced = frames.arp(A, "10.0.1.1", "10.0.1.1")
    sightings = [*crossed(("a", "eth0"), ("", "a-eth0"), announced), seen("", "other-eth0", announced, True)]
    assert trail(routed(), PLACES, sightings)[0].ending is None


def test_a_sandbox_that_does_not_route_is_where_it_ends() -> None:
    design = routed()
    sandboxes = tuple(each.model_copy(update={"forwarding": False}) for each in design.sandboxes)
    steps = trail(design.model_copy(update={"sandboxes": sandboxes}), PLACES, went()[:4])
    assert steps[-1].ending and steps[-1].ending.words.startswith("router drops it: it does not route")


def test_what_a_bridge_takes_for_itself_ends_there() -> None:
    first = frames.ping(A, ROUTER_1, "10.0.1.1", "10.0.2.1")
    sightings = [*crossed(("a", "eth0"), ("", "a-eth0"), first), seen("", "lan1", first, False)]
    (step,) = trail(routed(), PLACES, sightings)
    assert step.ending and step.ending.words == "lan1 takes it for itself, and a bridge does not route"


def test_a_packet_whose_ttl_ran_out_ends_at_the_router() -> None:
    spent = frames.ping(A, ROUTER_1, "10.0.1.1", "10.0.2.1", ttl=1)
    steps = trail(routed(), PLACES, crossed(("", "router-eth0"), ("router", "eth0"), spent))
    assert steps[-1].ending and "TTL ran out" in steps[-1].ending.words


def test_a_patch_is_crossed_from_network_to_network() -> None:
    design = lab(
        networks=[
            Network(name="lan1", subnets=("10.0.0.0/24",), gateway=()),
            Network(name="lan2", subnets=(), gateway=()),
        ],
        patches=[Patch(name="p1", networks=("lan1", "lan2"))],
    )
    question = frames.arp(A, "10.0.0.1", "10.0.0.2")
    (step,) = trail(design, PLACES, crossed(("", "p1-lan1"), ("", "p1-lan2"), question))
    assert (step.start, step.end, step.cable) == ("lan1", "lan2", "p1")


def test_what_is_seen_at_other_links_is_left_out() -> None:
    assert trail(routed(), PLACES, [seen("a", "lo", asked()[0][1].data, True)]) == []


LINKS = [
    (point, link) for point, link in (("a", "eth0"), ("", "a-eth0"), ("", "router-eth0"), ("router", "eth0"))
]
KINDS = (
    frames.arp(A, "10.0.1.1", "10.0.1.254"),
    frames.ping(A, ROUTER_1, "10.0.1.1", "10.0.2.1"),
    b"",
    b"\1" * 60,
)


@given(st.lists(st.tuples(st.sampled_from(LINKS), st.sampled_from(KINDS), st.booleans(), st.integers(0, 9))))
def test_whatever_is_seen_each_sighting_is_in_one_step_or_two_share_one(
    some: list[tuple[tuple[str, str], bytes, bool, int]],
) -> None:
    sightings = [(place, Frame(time, link, way, data, len(data))) for (place, link), data, way, time in some]
    steps = trail(routed(), PLACES, sightings)
    assert len(sightings) / 2 <= len(steps) <= len(sightings)
    began: dict[int, int] = {}
    for step in steps:
        began.setdefault(step.turn, step.time)
    assert list(began.values()) == sorted(began.values())
