"""What is said of each object, and of the whole."""

from collections.abc import Callable

import pytest

from engine.backends import Failure
from engine.backends.memory import MemoryBackend
from engine.judging import everything, judge, left_over, put_back, refused
from engine.lower import lower
from engine.plan import Action, Delete
from engine.reconcile import Outcome, inspect
from engine.resources import Address, Key, Namespace, Resource, Route
from engine.status import ObjectState, State, Status, nothing_left
from tests.engine.builders import built, changed, lab, one_bridge, patched, two_on_a_cable
from topology.problems import Problem
from topology.values import Design, Sandbox

Said = tuple[str, str]


def seen(design: Design, key: Key, resource: Resource | None = None, differing: State = "drifted") -> Status:
    """The status of a design that was in sync until this resource was disturbed."""
    backend = built(design)
    backend.disturb("lab", key, resource)
    return judge(design, lower(design), inspect(backend, lower(design)), differing)


def failing(design: Design, strikes: Callable[[Action], bool], transient: bool = False) -> Status:
    """The status after a first try in which these actions failed."""
    backend = MemoryBackend()
    backend.fail(strikes, "Device or resource busy", transient)
    found = inspect(backend, lower(design))
    failures = backend.apply("lab", found.rest)
    return judge(design, lower(design), Outcome(inspect(backend, lower(design)).rest, failures), "degraded")


def said(status: Status, kind: str, name: str) -> Said:
    found = next(each for each in status.objects if (each.kind, each.name) == (kind, name))
    return found.state, found.reason


def of(status: Status) -> Said:
    return status.state, status.reason


def test_with_nothing_left_to_do_everything_is_in_sync() -> None:
    assert judge(one_bridge("a"), lower(one_bridge("a")), Outcome(())) == Status(
        "in_sync",
        "",
        (
            ObjectState("sandbox", "a", "in_sync"),
            ObjectState("network", "lan1", "in_sync"),
            ObjectState("endpoint", "a.eth0", "in_sync"),
        ),
    )


def test_before_anything_was_tried_everything_is_designed() -> None:
    design = one_bridge("a")
    status = judge(design, lower(design), inspect(MemoryBackend(), lower(design)))
    assert {each.state for each in status.objects} == {"designed"}


def test_while_it_is_tried_the_reason_is_what_is_done() -> None:
    design = one_bridge("a")
    status = judge(design, lower(design), inspect(MemoryBackend(), lower(design)), "applying")
    assert said(status, "endpoint", "a.eth0") == (
        "applying",
        "create link a.eth0, create address 10.0.0.2/24 on eth0 of sandbox a",
    )


def test_what_a_plan_does_not_concern_stays_in_sync_while_the_rest_is_applied() -> None:
    status = seen(one_bridge("a", "b"), ("veth", "a.eth0"), differing="applying")
    assert said(status, "endpoint", "b.eth0") == ("in_sync", "")


def test_a_missing_address_is_drift_of_its_endpoint() -> None:
    status = seen(one_bridge("a"), ("address", "a", "eth0", "10.0.0.2/24"))
    assert said(status, "endpoint", "a.eth0") == ("drifted", "address 10.0.0.2/24 is missing")


def test_a_missing_route_is_drift_of_its_sandbox() -> None:
    status = seen(one_bridge("a"), ("route", "a", "0.0.0.0/0", "10.0.0.1"))
    assert said(status, "sandbox", "a") == ("drifted", "route to 0.0.0.0/0 via 10.0.0.1 is missing")


def test_the_whole_is_as_its_worst_object() -> None:
    status = seen(one_bridge("a"), ("address", "a", "eth0", "10.0.0.2/24"))
    assert of(status)[0] == "drifted"


def test_the_whole_s_reason_names_the_endpoint_before_what_follows_in_its_sandbox() -> None:
    status = seen(one_bridge("a"), ("address", "a", "eth0", "10.0.0.2/24"))
    assert status.reason == "endpoint a.eth0: address 10.0.0.2/24 is missing; and 1 more object"


def test_the_whole_s_reason_names_the_namespace_before_what_was_in_it() -> None:
    status = seen(one_bridge("a"), ("namespace", "a"))
    assert status.reason == "sandbox a: its namespace is missing; and 1 more object"


def test_a_link_that_is_gone_is_lost() -> None:
    status = seen(one_bridge("a"), ("veth", "a.eth0"))
    assert said(status, "endpoint", "a.eth0") == ("lost", "its link is missing")


def test_a_namespace_that_is_gone_is_lost() -> None:
    assert said(seen(one_bridge("a"), ("namespace", "a")), "sandbox", "a")[0] == "lost"


def test_a_bridge_that_is_gone_is_lost() -> None:
    assert said(seen(one_bridge("a"), ("bridge", "lan1")), "network", "lan1")[0] == "lost"


def test_what_depends_on_what_is_lost_is_degraded() -> None:
    assert said(seen(patched(), ("bridge", "lan1")), "patch", "p1") == ("degraded", "network lan1 is lost")


def test_what_is_lost_itself_is_not_called_degraded() -> None:
    assert said(seen(one_bridge("a"), ("namespace", "a")), "endpoint", "a.eth0")[0] == "lost"


def test_a_cable_that_is_gone_is_lost_with_both_its_endpoints() -> None:
    status = seen(two_on_a_cable(), ("veth", "c1"))
    assert [said(status, *each)[0] for each in (("network", "c1"), ("endpoint", "b.eth0"))] == [
        "lost",
        "lost",
    ]


def test_drift_of_one_end_of_a_cable_is_that_endpoint_s() -> None:
    design, other = two_on_a_cable(), two_on_a_cable(up=False)
    status = seen(design, ("veth", "c1"), lower(other).state["veth", "c1"])
    assert [
        said(status, kind, name)[0] for kind, name in (("endpoint", "a.eth0"), ("endpoint", "b.eth0"))
    ] == [
        "drifted",
        "in_sync",
    ]


def test_a_cable_needs_its_sandboxes() -> None:
    status = failing(two_on_a_cable(), lambda action: action.key == ("namespace", "a"))
    assert said(status, "network", "c1") == ("degraded", "sandbox a is needed and failed")


@pytest.mark.parametrize(
    ("resource", "kind", "name", "reason"),
    [
        (Address("a", "eth0", "10.0.0.9/24"), "endpoint", "a.eth0", "address 10.0.0.9/24"),
        (Address("", "lan1", "10.0.0.9/24"), "network", "lan1", "address 10.0.0.9/24"),
        (Route("a", "10.9.0.0/16", "10.0.0.1"), "sandbox", "a", "route to 10.9.0.0/16 via 10.0.0.1"),
    ],
)
def test_what_is_not_in_the_design_is_drift_of_what_carries_it(
    resource: Address | Route, kind: str, name: str, reason: str
) -> None:
    key = (type(resource).__name__.lower(), resource.place, *_rest(resource))
    assert said(seen(one_bridge("a"), key, resource), kind, name) == (
        "drifted",
        f"{reason} is not in the design",
    )


def _rest(resource: Address | Route) -> tuple[str, str]:
    if isinstance(resource, Address):
        return resource.interface, resource.address
    return resource.to, resource.via


def test_what_belongs_to_no_object_is_said_of_the_whole() -> None:
    design = lab(sandboxes=[Sandbox(name="a")])
    outcome = inspect(built(design), lower(lab()))
    assert of(judge(lab(), lower(lab()), outcome, "drifted")) == (
        "drifted",
        "topology lab: sandbox a is not in the design",
    )


def test_an_action_that_fails_for_good_makes_its_object_failed() -> None:
    status = failing(one_bridge("a"), lambda action: action.key[:2] == ("address", "a"))
    assert said(status, "endpoint", "a.eth0") == (
        "failed",
        "cannot create address 10.0.0.2/24 on eth0 of sandbox a: Device or resource busy; "
        "mend that or change the design, then deploy again",
    )


def test_an_action_whose_failure_may_pass_makes_its_object_degraded() -> None:
    status = failing(one_bridge("a"), lambda action: action.key[:2] == ("address", "a"), transient=True)
    assert said(status, "endpoint", "a.eth0") == (
        "degraded",
        "cannot create address 10.0.0.2/24 on eth0 of sandbox a: Device or resource busy; it is tried again",
    )


def test_what_depends_on_what_failed_is_degraded() -> None:
    status = failing(one_bridge("a"), lambda action: action.key == ("bridge", "lan1"))
    assert said(status, "endpoint", "a.eth0") == ("degraded", "bridge lan1 is needed and failed")


def test_without_a_fabric_every_network_is_degraded() -> None:
    status = failing(one_bridge("a"), lambda action: action.key == ("namespace", ""))
    assert said(status, "network", "lan1") == ("degraded", "the fabric is needed and failed")


def test_a_route_follows_from_its_endpoint_s_address() -> None:
    status = failing(one_bridge("a"), lambda action: action.key[:2] == ("address", "a"))
    needed = "address 10.0.0.2/24 on eth0 of sandbox a is needed and failed"
    assert said(status, "sandbox", "a") == ("degraded", needed)


def test_settings_follow_from_their_namespace() -> None:
    status = failing(one_bridge("a"), lambda action: action.key == ("namespace", "a"))
    assert "set ipv4" not in said(status, "sandbox", "a")[1]


def test_a_failure_is_worse_than_what_follows_from_it() -> None:
    status = failing(one_bridge("a"), lambda action: action.key == ("bridge", "lan1"))
    assert of(status)[0] == "failed"


def test_of_many_reasons_only_some_are_said() -> None:
    addresses = tuple(f"10.0.0.{number}/24" for number in range(2, 8))
    design = changed(one_bridge("a"), "endpoint", "a.eth0", addresses=addresses)
    status = seen(design, ("veth", "a.eth0"), differing="degraded")
    assert said(status, "endpoint", "a.eth0")[1].endswith("10.0.0.3/24 is missing, and 4 more")


def test_everything_can_be_said_to_be_the_same() -> None:
    status = everything(one_bridge("a"), "degraded", "the kernel does not answer")
    assert (of(status), {each.state for each in status.objects}) == (
        ("degraded", "the kernel does not answer"),
        {"degraded"},
    )


def test_a_refused_design_s_problems_are_where_the_objects_are() -> None:
    status = refused(one_bridge("a"), [Problem("endpoint", "a.eth0", "mtu", "is too small", "write 1280")])
    assert said(status, "endpoint", "a.eth0") == ("failed", "mtu: is too small; write 1280")


def test_a_refused_design_s_other_objects_stay_designed() -> None:
    status = refused(one_bridge("a"), [Problem("endpoint", "a.eth0", "mtu", "is too small", "write 1280")])
    assert said(status, "sandbox", "a") == ("designed", "")


def test_nothing_is_left_of_what_was_destroyed() -> None:
    assert of(nothing_left()) == ("designed", "nothing of it exists")


def test_what_cannot_be_destroyed_is_said() -> None:
    action = Delete(Namespace("a"))
    failure = Failure(action, "Device or resource busy", transient=True)
    assert of(left_over(Outcome((action,), (failure,)))) == (
        "degraded",
        "cannot delete sandbox a: Device or resource busy; it is tried again",
    )


def test_what_was_put_back_is_said() -> None:
    drift = Status("drifted", "endpoint a.eth0: eth0 is down")
    assert put_back(Status("in_sync", ""), drift).reason == "put back: endpoint a.eth0: eth0 is down"
