"""A preview tells by object what deploying would do, and as the commands that would do it."""

from engine.backends import Failure
from engine.backends.memory import MemoryBackend
from engine.errors import Transient
from engine.features import EVERY
from engine.plan import Action, Plan
from engine.preview import Preview, as_json, preview
from engine.resources import State
from engine.scope import Scope
from tests.engine.builders import (
    bridge,
    built,
    built_state,
    changed,
    lab,
    one_bridge,
    patched,
    two_on_a_cable,
)
from tests.engine.store import Designs
from tests.engine.test_service_states import served
from tests.engine.test_worker import Hanging, called, working
from topology.values import Design, Network, Sandbox, Service

Owner = tuple[str, str]


def previewed(design: Design, observed: State) -> Preview:
    return preview(design, observed, EVERY, now=0.0)


def effects(design: Design, observed: State) -> dict[Owner, str]:
    return {(each.kind, each.name): each.effect for each in previewed(design, observed).effects}


def sentences(found: Preview, kind: str, name: str) -> tuple[str, ...]:
    return next(each.sentences for each in found.effects if (each.kind, each.name) == (kind, name))


def test_from_nothing_every_object_is_created() -> None:
    found = effects(one_bridge(), {})
    assert set(found.values()) == {"create"}
    assert found.keys() == {
        ("topology", "lab"),
        ("network", "lan1"),
        *(("sandbox", name) for name in ("app1", "app2")),
        *(("endpoint", f"{name}.eth0") for name in ("app1", "app2")),
    }


def test_of_what_is_in_sync_nothing_is_to_be_done() -> None:
    found = previewed(one_bridge(), built_state(one_bridge()))
    assert (found.actions, found.effects) == ((), ())


def test_a_changed_field_changes_one_object() -> None:
    slower = changed(one_bridge(), "endpoint", "app1.eth0", delay="10ms")
    assert effects(slower, built_state(one_bridge())) == {("endpoint", "app1.eth0"): "change"}


def test_what_the_design_has_no_more_is_removed_and_what_is_new_is_created() -> None:
    found = effects(one_bridge("app1", "app3"), built_state(one_bridge()))
    assert found[("sandbox", "app2")] == found[("endpoint", "app2.eth0")] == "remove"
    assert found[("sandbox", "app3")] == found[("endpoint", "app3.eth0")] == "create"


def test_a_cable_goes_with_both_its_ends() -> None:
    rest = lab(sandboxes=[Sandbox(name="a"), Sandbox(name="b")])
    found = effects(rest, built_state(two_on_a_cable()))
    gone = {owner for owner, effect in found.items() if effect == "remove"}
    assert gone == {("network", "c1"), ("endpoint", "a.eth0"), ("endpoint", "b.eth0")}


def test_an_address_added_to_a_cable_changes_its_end() -> None:
    more = changed(two_on_a_cable(), "endpoint", "a.eth0", addresses=("10.1.0.1/24", "10.1.0.9/24"))
    assert effects(more, built_state(two_on_a_cable()))[("endpoint", "a.eth0")] == "change"


def test_a_patch_is_told_from_a_cable() -> None:
    found = effects(lab(networks=[bridge("lan1")]), built_state(patched()))
    assert found == {("patch", "p1"): "remove", ("network", "lan2"): "remove"}


def test_a_network_on_another_is_removed_as_a_network() -> None:
    """Its link in the fabric looks much like a patch."""
    mac = Network(name="mac1", driver="macvlan", subnets=("10.5.0.0/24",))
    found = effects(lab(), built_state(lab(networks=[mac])))
    assert found == {("network", "mac1"): "remove"}


def test_what_goes_with_something_else_has_no_sentence_of_its_own() -> None:
    alone = lab(sandboxes=[Sandbox(name="a")])
    found = previewed(alone, built_state(two_on_a_cable()))
    assert sentences(found, "sandbox", "b") == ("delete sandbox b",)
    assert sentences(found, "endpoint", "b.eth0") == ()


def test_a_service_is_told_as_an_object_of_its_own() -> None:
    web, mail = served("web"), served("web", "mail")
    assert effects(mail, {})[("service", "app1.web")] == "create"
    assert effects(mail, built_state(web)) == {("service", "app1.mail"): "create"}
    assert effects(web, built_state(mail)) == {("service", "app1.mail"): "remove"}
    other = Service(name="web", command=("nginx",))
    assert effects(changed(web, "sandbox", "app1", services=(other,)), built_state(web)) == {
        ("service", "app1.web"): "change"
    }


def test_a_service_goes_with_its_sandbox() -> None:
    found = effects(one_bridge("app2"), built_state(served("web")))
    assert found[("sandbox", "app1")] == found[("service", "app1.web")] == "remove"


def test_the_script_holds_a_comment_for_every_sentence() -> None:
    found = previewed(one_bridge(), {})
    told = {sentence for each in found.effects for sentence in each.sentences}
    assert found.script
    assert {f"# {sentence}" for sentence in told} <= set(found.script.splitlines())


def test_a_script_that_is_too_long_is_left_out_whole() -> None:
    large = lab(sandboxes=[Sandbox(name=f"s{number}") for number in range(6000)])
    found = previewed(large, {})
    assert found.script is None
    assert sum(len(each.sentences) for each in found.effects) == 5000
    assert sum(len(each.sentences) + each.more for each in found.effects) == len(found.actions)
    assert len(found.effects) == 6001


def test_a_design_with_errors_has_problems_instead_of_a_plan() -> None:
    twice = lab(networks=[bridge("lan1"), bridge("lan2")])
    found = as_json(previewed(twice, {}))
    assert found["problems"] and not found["objects"]


def test_the_worker_answers_with_what_it_then_does() -> None:
    backend, designs = Noting(), Designs()
    with working(backend, designs) as worker:
        designs.wonder(one_bridge())
        worker.ask("lab")
        assert designs.wait_for_answers(1)
        assert not backend.carried_out
        designs.want(one_bridge())
        worker.wake("lab")
        assert designs.wait_for("in_sync")
    ((_, revision, found),) = designs.answers
    assert isinstance(found, Preview) and revision == 1
    assert list(found.actions) == backend.carried_out


class Noting(MemoryBackend):
    """Remembers what it was to carry out."""

    def __init__(self) -> None:
        super().__init__()
        self.carried_out: list[Action] = []

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        self.carried_out += plan
        return super().apply(topology, plan, scope)


def test_a_question_without_a_prompt_is_found_by_the_worker() -> None:
    designs = Designs()
    with working(built(one_bridge()), designs, beat=0.01):
        assert designs.wait_for_beats(2)
        designs.wonder(one_bridge())
        assert designs.wait_for_answers(1)


def test_a_topology_that_hangs_delays_no_answer_about_another() -> None:
    backend, designs = Hanging(), Designs()
    with working(backend, designs) as worker:
        designs.wonder(called("stuck"))
        worker.ask("stuck")
        designs.wonder(called("free"))
        worker.ask("free")
        assert designs.wait_for_answers(1)
        assert [name for name, _, _ in designs.answers] == ["free"]
        backend.let_go.set()


def test_what_cannot_be_seen_is_said() -> None:
    designs = Designs()
    designs.wonder(one_bridge())
    with working(Blind(), designs) as worker:
        worker.ask("lab")
        assert designs.wait_for_answers(1)
    assert designs.answers[0][2] == "the kernel does not answer"


class Blind(MemoryBackend):
    def observe(self, topology: str, scope: Scope | None = None) -> State:
        raise Transient("the kernel does not answer")
