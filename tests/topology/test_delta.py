"""Differences: applied, undone, stored, refused."""

import json

import pytest
from hypothesis import given

from tests.topology.builders import design, endpoint, network, sandbox
from tests.topology.strategies import designs, several
from topology.delta import Conflict, Difference, as_json, diff, from_json, inverse, patch, together
from topology.ipam import complete
from topology.values import Design

ONE_APP = complete(design(network(), sandbox("app1"), endpoint("app1")))
TWO_APPS = complete(design(network(), sandbox("app1"), sandbox("app2"), endpoint("app1"), endpoint("app2")))


@several
@given(designs(), designs())
def test_patching_with_the_difference_makes_the_other(one: Design, other: Design) -> None:
    assert patch(one, diff(one, other)) == other


@several
@given(designs(), designs())
def test_the_inverse_undoes(one: Design, other: Design) -> None:
    assert patch(other, inverse(diff(one, other))) == one


@several
@given(designs())
def test_a_design_does_not_differ_from_itself(made: Design) -> None:
    assert diff(made, made) == ()


@several
@given(designs(), designs())
def test_a_delta_survives_its_way_through_json(one: Design, other: Design) -> None:
    delta = diff(one, other)
    assert from_json(json.loads(json.dumps(as_json(delta)))) == delta


@several
@given(designs(), designs(), designs())
def test_two_deltas_together_do_what_they_do_one_after_the_other(
    one: Design, second: Design, third: Design
) -> None:
    both = together((diff(one, second), diff(second, third)))
    assert sorted(both, key=str) == sorted(diff(one, third), key=str)
    assert patch(third, inverse(both)) == one


@several
@given(designs(), designs())
def test_undoing_an_undo_is_doing_again(one: Design, other: Design) -> None:
    assert inverse(inverse(diff(one, other))) == diff(one, other)


def test_a_difference_holds_every_field_of_the_object() -> None:
    [sandbox_added, endpoint_added] = diff(ONE_APP, TWO_APPS)
    every = {
        "forwarding": False,
        "routes": [],
        "sysctls": {},
        "resolver": None,
        "services": [],
        "paused": False,
    }
    assert sandbox_added == Difference("sandbox", "app2", None, {"name": "app2", **every, "icon": None})
    assert endpoint_added.after is not None
    assert endpoint_added.after["addresses"] == ["10.0.0.3/24"]


def test_positions_and_the_name_differ_on_their_own() -> None:
    one = design(sandbox("app1"), name="one", layout={"app1": (1, 2)})
    other = design(sandbox("app1"), name="other", layout={"app1": (3, 4)})
    assert diff(one, other) == (
        Difference("topology", "one", {"name": "one"}, {"name": "other"}),
        Difference("layout", "app1", {"x": 1.0, "y": 2.0}, {"x": 3.0, "y": 4.0}),
    )


@pytest.mark.parametrize(
    "stale", [ONE_APP.model_copy(update={"name": "x"}), design(sandbox("app2")), design()]
)
def test_a_delta_of_another_design_is_refused(stale: Design) -> None:
    with pytest.raises(Conflict):
        patch(stale, inverse(diff(ONE_APP, TWO_APPS.model_copy(update={"name": "x"}))))


def test_an_undo_leaves_alone_what_others_changed_since() -> None:
    delta = diff(ONE_APP, TWO_APPS)
    since = complete(TWO_APPS.model_copy(update={"sandboxes": (*TWO_APPS.sandboxes, sandbox("app3"))}))
    assert patch(since, inverse(delta)) == complete(
        ONE_APP.model_copy(update={"sandboxes": (*ONE_APP.sandboxes, sandbox("app3"))})
    )


def test_a_delta_from_before_a_field_existed_still_applies() -> None:
    old = Difference("sandbox", "app1", {"name": "app1"}, {"name": "app1", "forwarding": True})
    assert patch(design(sandbox("app1")), [old]).sandboxes[0].forwarding
