"""Whatever happens in whatever order to a topology on the kernel, it ends as drawn, or is said not to be.

The same as in `tests/engine/test_machine.py`, smaller, with what `ip` does and what the oracle says.
"""

from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.backends.kernel import KernelBackend, open_backend
from engine.designs import Drift
from engine.tending import Tender
from tests.by_chance import going
from tests.engine.store import Designs
from tests.kernel import oracle
from tests.kernel.rich import edited, idle, rich
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.edits import apply
from topology.ipam import complete
from topology.values import Design

PATIENCE = 20.0
Drawn = Callable[[str], Design]
DESIGNS: tuple[Drawn, ...] = (
    lambda name: rich(name, 5),
    lambda name: edited(rich(name, 6)),
    lambda name: idle(rich(name, 8)),
    lambda name: idle(edited(rich(name, 5))),
)
"""What runs is only in some, because it takes a while each time until it is seen to have come up."""

DRIFT = {
    "a port unplugged": ("", "ip link set app1-eth0 nomaster"),
    "a port deleted": ("", "ip link delete app1-eth0"),
    "a bridge deleted": ("", "ip link delete lan1"),
    "a bridge down": ("", "ip link set lan2 down"),
    "an interface renamed": ("app3", "ip link set eth0 down name wlan0"),
    "an interface down and up": ("router", "ip link set eth0 down; ip link set eth0 up"),
    "an address changed": ("router", "ip address flush dev eth0; ip address add 10.0.0.99/24 dev eth0"),
    "routes gone": ("app1", "ip route flush proto 157; ip -6 route flush proto 157"),
    "forwarding changed": ("app1", "sysctl -qw net.ipv4.ip_forward=1"),
    "a rate changed": (
        "router",
        "tc qdisc del dev eth0 root; tc qdisc add dev eth0 root tbf rate 1mbit burst 9k latency 9ms",
    ),
    "a rate gone": ("", "tc qdisc del dev router-eth0 root"),
    "a loss gone": ("", "nft flush ruleset"),
    "a loss changed": (
        "app3",
        "for each in $(nft list tables netdev | cut -d ' ' -f 3); do nft flush table netdev $each; done",
    ),
    "a static address gone": ("", "bridge fdb del 02:00:00:00:aa:01 dev router-eth0 master"),
    "a bridge told otherwise": (
        "",
        "ip link set lan1 type bridge priority 5 ageing_time 900 mcast_snooping 1",
    ),
    "a port let out": ("", "bridge link set dev router-eth1 isolated off"),
    "a sandbox's setting changed": ("router", "sysctl -qw net.ipv4.tcp_syncookies=1"),
    "an interface's setting changed": ("router", "sysctl -qw net.ipv4.conf.eth0.rp_filter=0"),
    "an interface on top deleted": ("app3", "ip link delete eth1"),
    "a link below deleted": ("", "ip link delete top"),
    "a hosts file changed": ("app1", "echo 10.9.9.9 elsewhere >>/etc/hosts"),
    "a resolver gone": ("router", "rm $(readlink -f /etc/netns/$(ip netns identify))/resolv.conf"),
    "a service killed": ("app1", "kill -9 $(pgrep --ns $$ --nslist net -x sleep)"),
}
GONE = ("", ".app1", ".router")
"""How the names of namespaces end that somebody deletes."""


class Machine(RuleBasedStateMachine):
    """A person who deploys and destroys, somebody with `ip`, and an engine that ends and starts again."""

    def __init__(self, backend: KernelBackend, folder: Path) -> None:
        super().__init__()
        self.features, self.folder = backend.features, folder
        self.world = World(backend)
        self.designs = Designs()
        self.wish: Design | None = None
        self.revision = 0
        self.backend: KernelBackend | None = None
        self.start()

    def start(self) -> None:
        if self.backend:
            self.backend.close()
        self.backend = open_backend(self.folder)
        vars(self.backend)["features"] = self.features  # asking again takes longer than all the rest
        self.tender = Tender(self.backend, self.designs)

    @rule(design=st.sampled_from(DESIGNS), drift=st.sampled_from(["repair", "show"]))
    def deploy(self, design: Drawn, drift: Drift) -> None:
        self.wish = design(self.world.name)
        self.revision += 1
        self.designs.want(self.wish, self.revision, drift)
        self.tender.forget(self.world.name)

    @precondition(lambda self: self.wish)
    @rule(design=st.sampled_from(DESIGNS))
    def edit(self, design: Drawn) -> None:
        self.wish = design(self.world.name)
        self.revision += 1
        self.designs.edit(self.wish)

    @precondition(lambda self: self.wish)
    @rule()
    def destroy(self) -> None:
        self.wish = None
        self.designs.want_nothing(self.world.name)

    @precondition(lambda self: self.wish)
    @rule()
    def repair(self) -> None:
        self.designs.repair(self.world.name)
        self.tender.forget(self.world.name)

    @precondition(lambda self: self.wish and self.designs.adoptable)
    @rule()
    def adopt(self) -> None:
        """What of the drift is not adopted is put back."""
        assert self.wish
        self.wish = complete(apply(self.wish, self.designs.adoptable))
        self.revision += 1
        self.designs.edit(self.wish)

    @precondition(lambda self: self.world.names())
    @rule(kind=st.sampled_from(sorted(DRIFT)))
    def somebody_changes_something(self, kind: str) -> None:
        place, commands = DRIFT[kind]
        if self.world.netns(place) in self.world.names():
            self.world.do(place, f"{{ {commands}; }} 2>&1 || true")  # it may be changed already

    @rule(end=st.sampled_from(GONE))
    def somebody_deletes_a_namespace(self, end: str) -> None:
        if self.world.name + end in self.world.names():
            run("ip", "netns", "delete", self.world.name + end)

    @rule()
    def the_engine_ends_and_starts_again(self) -> None:
        self.start()

    @invariant()
    def as_drawn_or_said_not_to_be(self) -> None:
        if self.revision == 0:
            return
        until(lambda: self.tender.tend(self.world.name) is None, PATIENCE)
        found = self.designs.get(self.world.name)
        if self.wish is None or (found and found.drift == "repair"):
            until(self.is_as_wished, PATIENCE, lambda: (self.designs.last, self.wrong()))
        else:
            status, wrong = self.designs.last, self.wrong()
            is_honest = (status.state == "in_sync") == (wrong == [])
            assert is_honest or "was killed" in status.reason, (status, wrong)  # it may run again by now
            assert status.state == "in_sync" or status.reason

    def wrong(self) -> list[str]:
        return oracle.wrong(self.wish) if self.wish else oracle.left_over(self.world.name)

    def is_as_wished(self) -> bool:
        """A service that was killed is started again by its supervisor, a moment later."""
        self.tender.doubt(self.world.name)
        self.tender.tend(self.world.name)
        is_said = self.designs.last.state == ("in_sync" if self.wish else "designed")
        return is_said and self.wrong() == []

    def teardown(self) -> None:
        self.world.destroy()
        if self.backend:
            self.backend.close()


def test_any_order_of_deploying_editing_drifting_restarting_and_destroying_ends_as_drawn_or_says_why_not(
    backend: KernelBackend, tmp_path: Path
) -> None:
    run_state_machine_as_test(  # takes anything that makes a machine
        lambda: Machine(backend, tmp_path),  # type: ignore[arg-type]
        settings=going(examples=10, steps=12, shrinks=False),
    )


def test_each_of_these_drifts_is_seen_from_outside_and_put_back(world: World) -> None:
    """Else the machine would tell nothing."""
    design, designs = rich(world.name, 5), Designs()
    designs.want(design)
    tender = Tender(world.backend, designs)
    until(lambda: tender.tend(world.name) is None, PATIENCE)
    assert oracle.wrong(design) == []
    unseen = []
    for kind, (place, commands) in DRIFT.items():
        world.do(place, commands)
        unseen += [] if oracle.wrong(design) else [kind]
        until(lambda: tender.tend(world.name) is None, PATIENCE)
        until(lambda: oracle.wrong(design) == [], PATIENCE, lambda: (kind, oracle.wrong(design)))  # noqa: B023
    assert unseen == []
