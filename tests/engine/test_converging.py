"""Whatever is there and whatever is wanted: applying the plan makes the one into the other."""

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine.backends.memory import MemoryBackend
from engine.check import check
from engine.errors import Permanent
from engine.lower import lower, nothing
from engine.planning import plan
from engine.resources import Address, Bridge, Key, Namespace, Resource, Route, State, Sysctl, Veth, key
from tests.engine.builders import build, built
from tests.engine.designs import designs
from topology.problems import errors
from topology.values import Design

MAC = "02:00:00:00:00:99"


@settings(max_examples=30)
@given(designs())
def test_random_designs_can_be_built(design: Design) -> None:
    assert errors(check(design)) == ()


@settings(max_examples=30)
@given(designs())
def test_a_plan_can_be_carried_out_from_front_to_back(design: Design) -> None:
    assert MemoryBackend().apply("lab", plan({}, lower(design).state)) == ()


@settings(max_examples=30)
@given(designs())
def test_what_is_built_is_what_was_desired(design: Design) -> None:
    assert built(design).observe("lab") == lower(design).state


@settings(max_examples=40)
@given(designs(), designs())
def test_one_design_becomes_another(before: Design, after: Design) -> None:
    backend = built(before)
    assert build(backend, lower(after)).is_done
    assert backend.observe("lab") == lower(after).state


@settings(max_examples=40)
@given(designs(), designs())
def test_becoming_another_fails_nowhere(before: Design, after: Design) -> None:
    backend = built(before)
    assert backend.apply("lab", plan(backend.observe("lab"), lower(after).state)) == ()


@settings(max_examples=30)
@given(designs())
def test_destroying_leaves_nothing(design: Design) -> None:
    backend = built(design)
    build(backend, nothing("lab"))
    assert list(backend.topologies()) == []


def disturbed(resource: Resource) -> st.SearchStrategy[Resource | None]:
    """What somebody else may make of a resource; None is that it is gone."""
    match resource:
        case Bridge():
            return st.sampled_from(
                [
                    None,
                    replace(resource, up=False),
                    replace(resource, mtu=1000),
                    replace(resource, stp=not resource.stp, mac=MAC),
                    replace(resource, name="renamed"),
                ]
            )
        case Veth(_, (one, other)):
            ends = [
                (replace(one, up=not one.up), other),
                (one, replace(other, up=not other.up, mtu=1000)),
                (replace(one, mac=MAC, bridge=None), other),
                (one, replace(other, name="renamed")),
            ]
            return st.none() | st.sampled_from(ends).map(lambda pair: replace(resource, ends=pair))
        case Sysctl():
            return st.just(replace(resource, value="7"))
    return st.none()


@st.composite
def disturbances(draw: st.DrawFn, state: State) -> dict[Key, Resource | None]:
    struck = draw(st.lists(st.sampled_from(list(state.values())), max_size=5, unique_by=key))
    return {key(resource): draw(disturbed(resource)) for resource in struck}


def additions(state: State) -> st.SearchStrategy[list[Resource]]:
    """What somebody else may put into what is ours."""
    links = [each for each in state.values() if isinstance(each, Veth)]
    strange: list[Resource] = [Namespace("stranger")]
    for link in links:
        place, name = link.ends[1].place, link.ends[1].name
        strange.append(Address(place, name, "172.16.0.9/24"))
        strange.append(Route(place, "172.17.0.0/16", "172.16.0.1"))
    return st.lists(st.sampled_from(strange), max_size=3)


@settings(max_examples=60)
@given(designs(), st.data())
def test_whatever_somebody_else_does_is_put_right(design: Design, data: st.DataObject) -> None:
    backend = built(design)
    for name, resource in data.draw(disturbances(backend.observe("lab"))).items():
        if name in backend.observe("lab"):
            backend.disturb("lab", name, resource)
    for resource in data.draw(additions(backend.observe("lab"))):
        put(backend, resource)
    assert build(backend, lower(design)).is_done
    assert backend.observe("lab") == lower(design).state


def put(backend: MemoryBackend, resource: Resource) -> None:
    """As far as the world takes it: nothing in a place that is gone, no route without a next hop."""
    try:
        world = backend.observe("lab")
        if key(resource) not in world:
            backend.disturb("lab", key(resource), resource)
    except Permanent:
        event(f"{type(resource).__name__} was refused")
