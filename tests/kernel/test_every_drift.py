"""Every kind of drift is noticed, put back and on record; by policy it is only shown."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from engine.backends.kernel import KernelBackend, open_backend
from engine.designs import Drift
from engine.status import Drifted
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from tests.require import require
from topology.ipam import complete
from topology.values import (
    Design,
    Endpoint,
    FdbEntry,
    Network,
    NetworkOptions,
    Patch,
    Route,
    Sandbox,
    Service,
)

NEVER, RESYNC = 3600.0, 1.0
"""Seconds: for what is heard, and for what makes no event."""


def everything() -> Design:
    """Something of every kind that can drift."""
    service = Service(name="sleeper", command=("sleep", "1000"), restart="always")
    return Design(
        name="lab",
        networks=(
            Network(
                name="lan1",
                subnets=("10.0.0.0/24", "fd00:10::/64"),
                fdb=(FdbEntry(mac="02:00:00:00:00:99", to="app1.eth0"),),
                options=NetworkOptions(ageing=60),
            ),
            Network(name="lan2", subnets=("10.0.1.0/24",)),
            Network(name="wire", driver="cable", subnets=("10.0.2.0/24",)),
        ),
        sandboxes=(
            Sandbox(
                name="app1",
                routes=(Route(to="10.9.0.0/16", via="10.0.0.3"),),
                sysctls={"net.ipv4.tcp_syncookies": "0"},
                services=(service,),
            ),
            Sandbox(name="app2"),
        ),
        endpoints=(
            Endpoint(sandbox="app1", network="lan1", rate="10mbit"),
            Endpoint(sandbox="app2", network="lan1", isolated=True),
            Endpoint(sandbox="app1", network="wire", interface="wire0", loss="1%"),
            Endpoint(sandbox="app2", network="wire", interface="wire0"),
        ),
        patches=(Patch(name="p1", networks=("lan1", "lan2"), loss="1%"),),
    )


@dataclass(frozen=True)
class Kind:
    """What somebody does by hand, where, what is told of it, and what shows that it is put back."""

    place: str
    hand: str
    told: str
    shown: str


FABRIC = ""
LINKS = "ip -o link show | grep -E 'lan|app|p1|eth0' | sed 's/^[0-9]*: //; s/@.*mtu/ mtu/' | sort"
KINDS = {
    "link gone": Kind(FABRIC, "ip link del app1-eth0", "link is missing", LINKS),
    "link renamed": Kind("app1", "ip link set eth0 name wan0", "eth0 is called wan0", LINKS),
    "port renamed": Kind(FABRIC, "ip link set app1-eth0 name x", "app1-eth0 is called x", LINKS),
    "link down": Kind("app1", "ip link set eth0 down", "eth0 is down", LINKS),
    "pulled cable": Kind(FABRIC, "ip link set app1-eth0 down", "app1-eth0 is down", LINKS),
    "in another bridge": Kind(
        FABRIC, "ip link set app1-eth0 master lan2", "app1-eth0 is not a port of lan1", LINKS
    ),
    "in no bridge": Kind(FABRIC, "ip link set p1-lan2 nomaster", "p1-lan2 is not a port of lan2", LINKS),
    "MAC changed": Kind(
        "app1", "ip link set eth0 address 02:00:00:00:77:77", "mac of eth0", "cat /sys/class/net/eth0/address"
    ),
    "MTU changed": Kind(
        FABRIC, "ip link set app1-eth0 mtu 1300", "mtu of app1-eth0 is 1300, not 1500", LINKS
    ),
    "bridge option": Kind(
        FABRIC,
        "ip link set lan1 type bridge ageing_time 1000",
        "ageing of lan1 is 10, not 60",
        "ip -d link show lan1 | grep -o 'ageing_time [0-9]*'",
    ),
    "isolation taken off": Kind(
        FABRIC,
        "bridge link set dev app2-eth0 isolated off",
        "isolated",
        "bridge -d link show dev app2-eth0 | grep -o 'isolated o[nf]*'",
    ),
    "bridge gone": Kind(FABRIC, "ip link del lan2", "its bridge is missing", LINKS),
    "address added": Kind(
        "app1",
        "ip address add 10.0.0.77/24 dev eth0",
        "address 10.0.0.77/24 is not in the design",
        "ip -o -4 address",
    ),
    "address removed": Kind(
        "app1",
        "ip address del fd00:10::2/64 dev eth0",
        "address fd00:10::2/64 is missing",
        "ip -o -6 address show scope global | grep -o 'fd[^ ]*' || true",
    ),
    "gateway removed": Kind(
        FABRIC, "ip address del 10.0.0.1/24 dev lan1", "address 10.0.0.1/24 is missing", "ip -o -4 address"
    ),
    "route added": Kind(
        "app2", "ip route add 10.8.0.0/16 via 10.0.0.2 proto 157", "route to 10.8.0.0/16", "ip route | sort"
    ),
    "route removed": Kind("app1", "ip route del 10.9.0.0/16", "route to 10.9.0.0/16", "ip route | sort"),
    "route changed": Kind(
        "app1",
        "ip route replace 10.9.0.0/16 via 10.0.0.1 proto 157",
        "route to 10.9.0.0/16",
        "ip route | sort",
    ),
    "forwarding": Kind(
        "app1", "sysctl -qw net.ipv4.ip_forward=1", "ip_forward is 1, not 0", "sysctl net.ipv4.ip_forward"
    ),
    "IPv6 forwarding": Kind(
        "app1",
        "sysctl -qw net.ipv6.conf.all.forwarding=1",
        "forwarding is 1, not 0",
        "sysctl net.ipv6.conf.all.forwarding",
    ),
    "qdisc changed": Kind(
        "app1",
        "tc qdisc change dev eth0 root tbf rate 1mbit burst 10k limit 100k",
        "rate 10mbit",
        "tc qdisc show dev eth0",
    ),
    "qdisc gone": Kind(FABRIC, "tc qdisc del dev app1-eth0 root", "app1-eth0", "tc qdisc show dev app1-eth0"),
    "table entry gone": Kind(
        FABRIC,
        "bridge fdb del 02:00:00:00:00:99 dev app1-eth0 master static",
        "02:00:00:00:00:99",
        "bridge fdb show dev app1-eth0 | grep static",
    ),
    "loopback down": Kind("app2", "ip link set lo down", "lo is down", "ip -o link show lo"),
}
TABLE = "table=netdev\\ $(nft list tables | grep -o 'patchboard-.*')"
RULES = {
    "rule gone in the fabric": Kind(
        FABRIC,
        f"{TABLE}; nft flush chain $table egress/p1-lan2",
        "the rule at egress p1-lan2 is missing",
        "nft list ruleset",
    ),
    "rule added in the fabric": Kind(
        FABRIC,
        f"{TABLE}; nft add rule $table egress/p1-lan2 drop",
        "a rule at egress p1-lan2 is not in the design",
        "nft list ruleset",
    ),
    "table gone in the fabric": Kind(
        FABRIC,
        f"{TABLE}; nft delete table $table",
        "the rule at egress p1-lan1 is missing",
        "nft list ruleset",
    ),
    "table gone in a sandbox": Kind(
        "app1",
        f"{TABLE}; nft delete table $table",
        "the rule at ingress wire0 is missing",
        "nft list ruleset",
    ),
}
FOUND = {
    "sysctl": Kind(
        "app1",
        "sysctl -qw net.ipv4.tcp_syncookies=1",
        "tcp_syncookies is 1, not 0",
        "sysctl net.ipv4.tcp_syncookies",
    ),
}


@contextmanager
def working(backend: KernelBackend, designs: Designs, resync: float) -> Iterator[Worker]:
    worker = Worker(backend, designs, resync=resync, threads=2)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()


class Lab:
    """A topology of every kind of thing, kept by a worker."""

    def __init__(self, world: World, designs: Designs, worker: Worker) -> None:
        self.world = world
        self.worker = worker
        self.designs = designs
        self.design = complete(everything().model_copy(update={"name": world.name}))

    def want(self, policy: Drift) -> None:
        self.designs.reports.clear()
        self.designs.want(self.design, drift=policy)
        self.worker.wake(self.world.name)
        until(lambda: self._state() == "in_sync", 20)

    def drifts(self) -> list[Drifted]:
        return [status.drift for _, _, status in list(self.designs.reports) if status.drift]

    def told(self, words: str, done: str) -> bool:
        """Whether it is on record that this was so and what was done."""
        return any(
            words in each.what and re.fullmatch(done, each.done)
            for drift in self.drifts()
            for each in drift.deviations
        )

    def _state(self) -> str:
        reports = list(self.designs.reports)
        return reports[-1][2].state if reports else ""


@contextmanager
def kept(folder: Path, resync: float) -> Iterator[Lab]:
    """By a backend of its own, which listens."""
    for command in ("tc", "bridge", "sysctl", "bwrap"):
        require(command)
    with closing(open_backend(folder)) as backend:
        designs, world = Designs(), World(backend)
        with working(backend, designs, resync) as worker:
            made = Lab(world, designs, worker)
            made.want("repair")
            yield made
        world.destroy()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """For all that is heard: it is never looked at without a reason."""
    with kept(tmp_path_factory.mktemp("run"), NEVER) as made:
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_drift_is_put_back_and_on_record(lab: Lab, kind: str) -> None:
    put_back_and_on_record(lab, KINDS[kind])


@pytest.mark.usefixtures("without_netem")
@pytest.mark.parametrize("kind", RULES)
def test_drift_of_rules_is_put_back_and_on_record(lab: Lab, kind: str) -> None:
    put_back_and_on_record(lab, RULES[kind])


@pytest.mark.parametrize("kind", FOUND)
def test_drift_that_makes_no_event_is_found_at_the_next_resync(tmp_path: Path, kind: str) -> None:
    with kept(tmp_path, RESYNC) as lab:
        put_back_and_on_record(lab, FOUND[kind])


def put_back_and_on_record(lab: Lab, drift: Kind) -> None:
    before = lab.world.do(drift.place, drift.shown)
    lab.designs.reports.clear()
    lab.world.do(drift.place, drift.hand)
    until(lambda: lab.told(drift.told, "put back"), 10, lab.drifts)
    until(lambda: lab.world.do(drift.place, drift.shown) == before, 5)


def test_a_sandbox_that_is_gone_comes_back(lab: Lab) -> None:
    lab.designs.reports.clear()
    run("ip", "netns", "del", lab.world.netns("app2"))
    until(lambda: lab.told("its namespace is missing", "put back"), 10)
    assert lab.world.pings("app2", "10.0.0.1")


def test_a_service_that_dies_comes_back(lab: Lab) -> None:
    before = lab.world.do("app1", "pgrep -x sleep || true")
    lab.world.do("app1", "pkill -x sleep")
    until(lambda: lab.world.do("app1", "pgrep -x sleep || true") not in ("", before), 10)


SHOWN = ["link gone", "link down", "address added", "address removed", "MTU changed", "qdisc changed"]


@pytest.mark.parametrize("kind", SHOWN)
def test_drift_is_only_shown_if_that_is_the_policy(lab: Lab, kind: str) -> None:
    drift = KINDS[kind]
    before = lab.world.do(drift.place, drift.shown)
    lab.want("show")
    lab.designs.reports.clear()
    lab.world.do(drift.place, drift.hand)
    until(lambda: lab.told(drift.told, "left as it is"), 10)
    assert lab.world.do(drift.place, drift.shown) != before
    lab.want("repair")
    until(lambda: lab.world.do(drift.place, drift.shown) == before, 5)
