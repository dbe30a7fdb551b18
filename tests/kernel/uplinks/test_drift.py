"""Whatever somebody takes away of an uplink or changes in it is seen, said, and put back."""

import pytest

from tests.kernel.uplinks.building import Document, Engine, ask, echo
from tests.kernel.uplinks.machine import ADDRESS, BEYOND, INTERNET, INTERNET6, Machine

FABRIC = "ip netns exec lab"
LINK = "$(ip -br link | grep -o '^pb-[a-z0-9]*')"
TABLE = "inet $(nft list tables | grep -o 'patchboard.*')"
OTHER_END = "$(ip -n lab -br link | grep -o '^uplink~[a-z0-9]*')"
ROUTES = "$(ip -n lab rule show | grep -om1 'lookup [0-9][0-9]*' | tail -1 | cut -d' ' -f2)"

DRIFTS = {
    "the link is deleted": (f"ip link delete {LINK}", "is gone"),
    "the link is deleted in the fabric": (f"ip -n lab link delete {OTHER_END}", "is gone"),
    "the link is down": (f"ip link set {LINK} down", "is down"),
    "the link is down in the fabric": (f"ip -n lab link set {OTHER_END} down", "is down"),
    "the link is renamed": (
        f"ip link set {LINK} down; ip link set {LINK} name other; ip link set other up",
        "is gone",
    ),
    "the link is renamed in the fabric": (f"ip -n lab link set {OTHER_END} name other", "is gone"),
    "the mark is taken off": (f"ip link set {LINK} alias ''", "lost its mark"),
    "the address is gone": (f"ip -4 address flush dev {LINK}", "has lost its addresses"),
    "the address of IPv6 is gone": (f"ip -6 address flush dev {LINK}", "has lost its addresses"),
    "the address in the fabric is gone": (f"ip -n lab address flush dev {OTHER_END}", "the addresses of"),
    "an address is added": (f"ip address add 192.0.2.77/24 dev {LINK}", "the addresses of"),
    "the loopback setting is off": (
        f"sysctl -qw net.ipv4.conf.{LINK}.route_localnet=0",
        "its settings on the machine",
    ),
    "the fabric does not forward": (
        f"{FABRIC} sysctl -qw net.ipv4.ip_forward=0",
        "its settings in the fabric",
    ),
    "the fabric forwards no IPv6": (
        f"{FABRIC} sysctl -qw net.ipv6.conf.all.forwarding=0",
        "its settings in the fabric",
    ),
    "the machine's table is gone": (f"nft delete table {TABLE}", "its nftables rules on the machine"),
    "all the machine's tables are gone": ("nft flush ruleset", "its nftables rules on the machine"),
    "a chain is empty": (f"nft flush chain {TABLE} postrouting", "its nftables rules on the machine"),
    "a chain is gone": (f"nft delete chain {TABLE} guard", "its nftables rules on the machine"),
    "a chain drops": (
        f"nft add chain {TABLE} forward '{{ policy drop; }}'",
        "its nftables rules on the machine",
    ),
    "a rule is added": (f"nft insert rule {TABLE} forward drop", "its nftables rules on the machine"),
    "the fabric's table is gone": (f"{FABRIC} nft flush ruleset", "nftables rules in the fabric"),
    "a rule in the fabric is gone": (
        f"{FABRIC} nft flush chain {TABLE} forward",
        "nftables rules in the fabric",
    ),
    "the default route is gone": (f"ip -n lab route flush table {ROUTES}", "its routes in the fabric"),
    "a routing rule is gone": ("ip -n lab rule delete preference 30001", "its routing rules in the fabric"),
    "what keeps networks apart is gone": (
        "ip -n lab rule delete preference $(ip -n lab rule show | grep blackhole | cut -d: -f1)",
        "its routing rules in the fabric",
    ),
}


@pytest.mark.parametrize("drift", DRIFTS)
def test_drift_is_seen_said_and_put_back(machine: Machine, engine: Engine, lab: Document, drift: str) -> None:
    before = machine.picture()["nftables"]
    commands, words = DRIFTS[drift]
    machine.do(commands)
    said = engine.tell("plan", lab)
    assert words in " ".join(said["wrong"]), said
    engine.apply(lab)
    assert engine.tell("plan", lab)["todo"] == []
    assert machine.picture()["nftables"] == before
    assert machine.reaches("lab.web", BEYOND) and machine.reaches("lab.web", INTERNET6)
    assert not machine.reaches("lab.deep", "10.0.2.2")
    with echo(machine, "lab.web", "tcp", "80"):
        assert ask(machine.internet, "tcp", ADDRESS, 8080) == f"{INTERNET} 80"


def test_all_that_the_machine_has_of_an_uplink_is_put_back(
    machine: Machine, engine: Engine, lab: Document
) -> None:
    machine.do(f"ip link delete {LINK}; nft flush ruleset")
    engine.apply(lab)
    assert machine.reaches("lab.web", BEYOND)


def test_an_uplink_whose_fabric_is_gone_is_found_and_taken_away(
    machine: Machine, engine: Engine, lab: Document
) -> None:
    machine.do("for name in $(ip netns list | cut -d' ' -f1); do ip netns delete $name; done")
    assert engine.tell("topologies")["topologies"] == ["lab"]
    assert "delete uplink out" in engine.destroy()["todo"]
    assert engine.tell("topologies")["topologies"] == []


def test_an_uplink_whose_fabric_is_gone_is_built_again(
    machine: Machine, engine: Engine, lab: Document
) -> None:
    machine.do("for name in $(ip netns list | cut -d' ' -f1); do ip netns delete $name; done")
    engine.apply(lab)
    assert machine.reaches("lab.web", BEYOND)
