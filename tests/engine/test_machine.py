"""Whatever happens in whatever order: what is wanted is there, or it is said what is not and why."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.attribution import by_owner
from engine.backends.memory import MemoryBackend
from engine.designs import Drift
from engine.errors import Permanent
from engine.lower import lower
from engine.obstacles import obstacles
from engine.planning import plan
from engine.resources import FABRIC, Address, Namespace, Route, State, Sysctl, Veth, key
from engine.tending import Tender
from tests.by_chance import going
from tests.engine.store import Designs
from topology.edits import apply
from topology.problems import InvalidDesign
from topology.values import Design

NAME = "lab"
SANDBOXES, BRIDGES, CABLES = ("app1", "app2", "router"), ("lan1", "lan2"), ("wire",)
KINDS = ("namespace", "bridge", "veth", "address", "route")
OF_ANY: list[dict[str, Any]] = [{"up": False}, {"mtu": 1300}, {"mtu": 1000}, {"mac": "02:00:00:00:00:99"}]
OF_PORTS = [*OF_ANY, {"bridge": None}, {"bridge": "lan2"}, {"isolated": True}]
OF_INTERFACES = [*OF_ANY, {"name": "wan0"}]
ADDRESSES = ("10.0.0.99/24", "10.0.0.3/24", "10.0.1.7/24", "192.168.0.1/24", "fd00:0::77/64")
ELSEWHERE = ("", "10.8.0.0/16", "10.0.1.0/24")
TRIES = 12
"""So often a topology is looked at before it counts as settled: long enough for every fault to be met."""

sandboxes, networks = st.sampled_from(SANDBOXES), st.sampled_from(BRIDGES + CABLES)
drifts: st.SearchStrategy[Drift] = st.sampled_from(["repair", "show"])


class Machine(RuleBasedStateMachine):
    """A person who draws, deploys and destroys; somebody who changes what was built; a kernel that refuses;
    an engine that is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.design = Design(name=NAME)
        self.designs = Designs()
        self.backend = MemoryBackend()
        self.tender = Tender(self.backend, self.designs)
        self.revision = 0
        self.wanted: Design | None = None
        self.faulty = False

    @initialize(is_deployed=st.booleans(), drift=drifts)
    def begin(self, is_deployed: bool, drift: Drift) -> None:
        """Half of all ways begin with nothing, the others with something that runs."""
        if is_deployed:
            for sandbox in SANDBOXES:
                self.draw_a_sandbox(sandbox, sandbox == "router")
            for network in BRIDGES + CABLES:
                self.draw_a_network(network, False)
                self.join("router", network)
            for sandbox, network in (("app1", "lan1"), ("app2", "lan1"), ("app1", "wire")):
                self.join(sandbox, network)
            self.deploy(drift)

    @rule(sandbox=sandboxes, forwarding=st.booleans())
    def draw_a_sandbox(self, sandbox: str, forwarding: bool) -> None:
        self.edit({"op": "add", "kind": "sandbox", "value": {"name": sandbox, "forwarding": forwarding}})

    @rule(network=networks, stp=st.booleans())
    def draw_a_network(self, network: str, stp: bool) -> None:
        number = (BRIDGES + CABLES).index(network)
        value: dict[str, Any] = {"name": network, "subnets": [f"10.0.{number}.0/24", f"fd00:{number}::/64"]}
        value |= {"driver": "cable"} if network in CABLES else {"options": {"stp": stp}}
        self.edit({"op": "add", "kind": "network", "value": value})

    @rule(sandbox=sandboxes, network=networks)
    def join(self, sandbox: str, network: str) -> None:
        self.edit({"op": "add", "kind": "endpoint", "value": {"sandbox": sandbox, "network": network}})

    @rule()
    def patch(self) -> None:
        self.edit({"op": "add", "kind": "patch", "value": {"networks": list(BRIDGES)}})

    @precondition(lambda self: self.design.endpoints)
    @rule(data=st.data(), fields=st.sampled_from([{"up": False}, {"up": True}, {"mtu": 1300}, {"mtu": None}]))
    def change_an_endpoint(self, data: st.DataObject, fields: dict[str, Any]) -> None:
        names = [each.name for each in self.design.endpoints]
        name = data.draw(st.sampled_from(names))
        self.edit({"op": "set", "kind": "endpoint", "name": name, "fields": fields})

    @rule(kind=st.sampled_from(["sandbox", "network", "endpoint", "patch"]), data=st.data())
    def take_away(self, kind: str, data: st.DataObject) -> None:
        plural = {"sandbox": "sandboxes", "patch": "patches"}.get(kind, f"{kind}s")
        names = [each.name for each in getattr(self.design, plural)]
        if names:
            self.edit({"op": "remove", "kind": kind, "name": data.draw(st.sampled_from(names))})

    @rule(name=sandboxes)
    def rename(self, name: str) -> None:
        self.edit({"op": "rename", "kind": "sandbox", "name": name, "to": f"{name}x"})
        self.edit({"op": "rename", "kind": "sandbox", "name": f"{name}x", "to": name})

    @rule(drift=drifts)
    def deploy(self, drift: Drift) -> None:
        self.wanted = self.design
        self.revision += 1
        self.designs.want(self.design, self.revision, drift)
        self.tender.forget(NAME)

    @precondition(lambda self: self.wanted)
    @rule()
    def destroy(self) -> None:
        self.wanted = None
        self.designs.want_nothing(NAME)
        self.tender.forget(NAME)

    @precondition(lambda self: self.wanted)
    @rule()
    def repair(self) -> None:
        self.designs.repair(NAME)
        self.tender.forget(NAME)

    @rule(data=st.data())
    def somebody_takes_something_away(self, data: st.DataObject) -> None:
        there = sorted(self.observed)
        if there:
            self.backend.disturb(NAME, data.draw(st.sampled_from(there)), None)

    @precondition(lambda self: self.wanted)
    @rule(sandbox=sandboxes)
    def somebody_adds_something(self, sandbox: str) -> None:
        if ("namespace", sandbox) in self.observed:
            changed = Sysctl(sandbox, "ipv4/ip_forward", "1")
            self.backend.disturb(NAME, ("sysctl", sandbox, changed.key), changed)
        if ("namespace", "stranger") not in self.observed:
            self.backend.disturb(NAME, ("namespace", "stranger"), Namespace("stranger"))

    @rule(data=st.data())
    def somebody_changes_a_link(self, data: st.DataObject) -> None:
        links = sorted(name for name in self.observed if name[0] == "veth")
        if links:
            veth = self.observed[data.draw(st.sampled_from(links))]
            assert isinstance(veth, Veth)
            struck = data.draw(st.sampled_from(veth.ends))
            fields: dict[str, Any] = data.draw(
                st.sampled_from(OF_PORTS if struck.place == FABRIC else OF_INTERFACES)
            )
            ends = tuple(replace(end, **fields) if end == struck else end for end in veth.ends)
            self.backend.disturb(NAME, key(veth), replace(veth, ends=ends))

    @precondition(lambda self: self.wanted)
    @rule(sandbox=sandboxes, address=st.sampled_from(ADDRESSES), to=st.sampled_from(ELSEWHERE))
    def somebody_adds_an_address_or_a_route(self, sandbox: str, address: str, to: str) -> None:
        """Whether it fits or not; a route to where no address reaches the kernel refuses to anybody."""
        if ("veth", f"{sandbox}.eth0") in self.observed:
            route, own = Route(sandbox, to, "10.0.0.1"), Address(sandbox, "eth0", address)
            for each in (own, route) if to else (own,):
                with suppress(Permanent):
                    self.backend.disturb(NAME, key(each), each)

    @precondition(lambda self: self.wanted and self.designs.adoptable)
    @rule()
    def adopt(self) -> None:
        """What the engine worked out fits the design, and can be built."""
        self.design = self.wanted = apply(self.design, self.designs.adoptable)
        self.revision += 1
        self.designs.edit(self.design)
        assert not obstacles(self.design, self.backend.features)

    @rule(kind=st.sampled_from(KINDS), transient=st.booleans())
    def the_kernel_refuses(self, kind: str, transient: bool) -> None:
        self.faulty = True
        self.backend.fail(lambda action: action.key[0] == kind, "Device or resource busy", transient)

    @rule()
    def the_kernel_is_well_again(self) -> None:
        self.faulty = False
        self.backend.heal()
        self.tender.forget(NAME)

    @rule()
    def the_engine_is_killed_and_started_again(self) -> None:
        self.tender = Tender(self.backend, self.designs)

    @invariant()
    def converged_or_honest(self) -> None:
        if self.revision == 0:
            return
        self.tend()
        if self.wanted is None:
            assert self.faulty or self.observed == {}
            assert self.observed == {} or self.designs.last.reason
        elif obstacles(self.wanted, self.backend.features):
            assert self.designs.last.state == "failed" and self.designs.last.reason
        else:
            self.nothing_is_hidden(self.wanted)

    def nothing_is_hidden(self, wanted: Design) -> None:
        """What is not as drawn, some object says; without faults and with policy `repair` all is."""
        status, desired = self.designs.last, lower(wanted, self.backend.features)
        rest = plan(self.observed, desired.state)
        assert (status.state == "in_sync") == (not rest)
        assert status.state == "in_sync" or status.reason
        states = {(each.kind, each.name): each.state for each in status.objects}
        for owner in by_owner(wanted, desired, rest):
            assert states.get(owner, status.state) not in ("in_sync", "applying"), owner
        found = self.designs.get(NAME)
        assert not rest or self.faulty or (found and found.drift == "show")

    @property
    def observed(self) -> State:
        return self.backend.observe(NAME)

    def edit(self, operation: dict[str, Any]) -> None:
        """What the store would refuse is not done; of what is deployed, an edit is built."""
        try:
            self.design = apply(self.design, [operation])
        except InvalidDesign:
            return
        if self.wanted:
            self.wanted = self.design
            self.revision += 1
            self.designs.edit(self.design)

    def tend(self) -> None:
        for _ in range(TRIES):
            if self.tender.tend(NAME) is None:
                return
        assert self.faulty, "it is tried again and again, though nothing is refused"


TestMachine = Machine.TestCase
TestMachine.settings = going(examples=60, steps=25)
