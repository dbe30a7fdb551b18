"""A service is an object of its own: its state, what its sandbox has of it, and what is on record."""

from dataclasses import replace

from engine.adopting import adoption
from engine.backends.memory import MemoryBackend
from engine.features import EVERY
from engine.judging import everything, judge, refused
from engine.lower import lower
from engine.obstacles import obstacles
from engine.reconcile import inspect
from engine.resources import Namespace, Service, key
from engine.status import Deviation, ObjectState, State, Status
from engine.tending import Tender
from tests.engine.builders import bridge, built, changed, lab, one_bridge
from tests.engine.store import Designs
from topology.values import Design, Endpoint, Sandbox
from topology.values import Service as Drawn

KEY = ("service", "app1", "web")
FAILING = "exited with status 3, at least 2 times in a row: cannot open it"
AGAIN = f"service web {FAILING}; it is started again"
ADDRESS = ("address", "app1", "eth0", "10.0.0.2/24")


def served(*names: str) -> Design:
    """app1 with services of these names (web unless named), and app2."""
    drawn = tuple(Drawn(name=name, command=("httpd",)) for name in names or ("web",))
    return changed(one_bridge(), "sandbox", "app1", services=drawn)


def observed(state: str, fate: str = "restarted") -> Service:
    """The service web in another condition than is desired."""
    found = lower(served()).state[KEY]
    assert isinstance(found, Service)
    return replace(found, state=state, fate=fate)


def seen(service: Service | None, differing: State = "drifted") -> Status:
    """The status of a design that was in sync until its service became like this."""
    backend = built(served())
    backend.disturb("lab", KEY, service)
    return judge(served(), lower(served()), inspect(backend, lower(served())), differing)


def said(status: Status, kind: str, name: str) -> tuple[str, str]:
    found = next(each for each in status.objects if (each.kind, each.name) == (kind, name))
    return found.state, found.reason


class World:
    """A design with a service that is in sync, and who tends it."""

    def __init__(self, drift: str = "repair") -> None:
        self.designs = Designs()
        self.backend = MemoryBackend()
        self.tender = Tender(self.backend, self.designs)
        self.designs.want(served(), drift="show" if drift == "show" else "repair")
        self.tend()
        self.designs.reports.clear()

    def tend(self) -> float | None:
        return self.tender.tend("lab")

    def becomes(self, state: str, fate: str = "restarted") -> None:
        self.backend.disturb("lab", KEY, observed(state, fate))
        self.tend()


def test_every_service_is_an_object_called_after_its_sandbox() -> None:
    status = everything(served("web", "db"), "degraded", "the kernel does not answer")
    assert [each for each in status.objects if each.kind == "service"] == [
        ObjectState("service", "app1.web", "degraded"),
        ObjectState("service", "app1.db", "degraded"),
    ]


def test_a_service_that_does_not_run_is_drift_of_itself() -> None:
    assert said(seen(None), "service", "app1.web") == ("drifted", "service web does not run")


def test_one_that_its_supervisor_starts_again_is_degraded_whatever_is_done_meanwhile() -> None:
    for differing in ("drifted", "applying", "degraded"):
        assert said(seen(observed(FAILING), differing), "service", "app1.web") == ("degraded", AGAIN)


def test_one_that_its_supervisor_has_given_up_has_failed() -> None:
    state, reason = said(seen(observed("exited with status 3", "given up")), "service", "app1.web")
    assert (state, "it is not started again" in reason) == ("failed", True)


def test_a_sandbox_is_no_better_than_its_services_but_only_degraded_by_them() -> None:
    assert said(seen(None), "sandbox", "app1") == ("drifted", "service app1.web is drifted")
    failed = seen(observed("exited with status 3", "given up"))
    assert said(failed, "sandbox", "app1") == ("degraded", "service app1.web is failed")


def test_cables_and_other_sandboxes_do_not_suffer_from_a_service() -> None:
    status = seen(observed(FAILING))
    assert said(status, "endpoint", "app1.eth0")[0] == said(status, "sandbox", "app2")[0] == "in_sync"


def test_the_whole_s_reason_names_the_service_before_its_sandbox() -> None:
    status = seen(observed(FAILING))
    assert (status.state, status.reason) == ("degraded", f"service app1.web: {AGAIN}; and 1 more object")


def test_a_service_cannot_work_without_its_sandbox() -> None:
    backend = built(served())
    backend.disturb("lab", key(Namespace("app1")), None)
    status = judge(served(), lower(served()), inspect(backend, lower(served())), "drifted")
    assert said(status, "service", "app1.web") == ("degraded", "sandbox app1 is lost")
    assert said(status, "sandbox", "app1")[0] == "lost"


def test_what_a_machine_lacks_for_services_is_told_of_the_service() -> None:
    status = refused(served(), obstacles(served(), EVERY - {"bwrap"}))
    state, reason = said(status, "service", "app1.web")
    assert (state, reason.split(";")[0]) == ("failed", "command: this machine has no bwrap")
    assert said(status, "sandbox", "app1") == ("degraded", "service app1.web is failed")


def test_an_edit_tells_of_the_services_that_came_changed_and_went() -> None:
    designs = Designs()
    tender = Tender(MemoryBackend(), designs)
    designs.want(served("web", "db"))
    tender.tend("lab")
    designs.edit(served("web", "ntp"))
    tender.tend("lab")
    assert {(each.kind, each.name, each.state) for each in designs.last.objects} == {
        ("sandbox", "app1", "in_sync"),
        ("service", "app1.web", "in_sync"),
        ("service", "app1.ntp", "in_sync"),
    }
    assert designs.last.gone == (("service", "app1.db"),)


def test_an_edit_beside_a_service_leaves_it_as_it_is() -> None:
    world = World()
    drawn = served()
    more = (*drawn.sandboxes, Sandbox(name="app3"))
    world.designs.edit(lab([bridge()], more, (*drawn.endpoints, Endpoint(sandbox="app3", network="lan1"))))
    world.tend()
    assert [each.kind for each in world.designs.last.objects] == ["endpoint", "sandbox"]
    assert KEY in world.backend.observe("lab")


def test_one_that_crashes_over_and_over_is_degraded_and_told_once() -> None:
    world = World()
    for _ in range(5):
        world.becomes(FAILING)
    assert world.designs.states == ["degraded"]


def test_one_that_has_come_up_again_is_in_sync() -> None:
    world = World()
    world.becomes(FAILING)
    world.becomes("running", "")
    assert world.designs.states == ["degraded", "in_sync"]


def test_a_crash_is_on_record_as_the_service_s_with_what_is_done() -> None:
    for policy in ("repair", "show"):
        world = World(policy)
        world.becomes("was killed by SIGKILL")
        drift = world.designs.last.drift
        assert drift and drift.deviations == (
            Deviation("service", "app1.web", "service web was killed by SIGKILL", "started again"),
        )


def test_a_crash_asks_nobody_for_another_try() -> None:
    world = World()
    world.backend.disturb("lab", KEY, observed(FAILING))
    assert world.tend() is None


def test_one_that_was_given_up_is_started_anew_when_a_person_asks_and_not_before() -> None:
    world = World()
    world.becomes("exited with status 3", "given up")
    world.tend()
    assert world.backend.observe("lab")[KEY] == observed("exited with status 3", "given up")
    world.designs.repair("lab")
    world.tender.forget("lab")
    world.tend()
    assert world.designs.states == ["failed", "applying", "in_sync"]


def test_drift_beside_a_crash_is_put_back() -> None:
    world = World()
    world.backend.disturb("lab", ADDRESS, None)
    world.becomes("exited with status 3", "given up")
    assert ADDRESS in world.backend.observe("lab")


def test_a_crash_is_nothing_that_a_design_could_say() -> None:
    world = World("show")
    world.backend.disturb("lab", ADDRESS, None)
    world.becomes(FAILING)
    drift = world.designs.last.drift
    assert drift and drift.operations and drift.left == ()


def test_a_service_goes_with_its_sandbox_when_that_is_adopted_to_be_gone() -> None:
    backend = built(served())
    backend.disturb("lab", key(Namespace("app1")), None)
    desired = lower(served())
    assert adoption(served(), desired, inspect(backend, desired).rest).left == ()
