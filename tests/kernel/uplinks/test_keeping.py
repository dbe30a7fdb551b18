"""A running engine hears what happens to an uplink, puts it back, and follows edits."""

from collections.abc import Iterator

import pytest

from engine.names import host_link_name, uplink_name
from tests.kernel.uplinks.building import OUT, OUT6, Document, Engine, ask, design, echo, published
from tests.kernel.uplinks.machine import ADDRESS, BEYOND, INTERNET, Machine
from tests.kernel.waiting import until

LINK, OTHER_END = host_link_name("lab", "out"), uplink_name("out")
TABLE = "inet $(nft list tables | grep -o 'patchboard.*')"
NEVER = 3600.0

HEARD = {
    "the link is deleted": f"ip link delete {LINK}",
    "the link is deleted in the fabric": f"ip -n lab link delete {OTHER_END}",
    "the link is down": f"ip link set {LINK} down",
    "the link is down in the fabric": f"ip -n lab link set {OTHER_END} down",
    "the machine's table is gone": f"nft delete table {TABLE}",
    "all the machine's tables are gone": "nft flush ruleset",
    "a rule is added": f"nft insert rule {TABLE} forward drop",
    "a routing rule is gone": "ip -n lab rule delete preference 30001",
    "the fabric's tables are gone": "ip netns exec lab nft flush ruleset",
    "the fabric does not forward": "ip netns exec lab sysctl -qw net.ipv4.ip_forward=0",
}
FOUND = {
    "the address is gone": f"ip address flush dev {LINK}",
}


@pytest.fixture
def keeper(machine: Machine, clean: None) -> Iterator[Engine]:
    """An engine that stops before all is taken away."""
    started = Engine(machine)
    yield started
    started.close()


def picture(machine: Machine) -> tuple[str, str, str]:
    """All of an uplink that a drift can be about."""
    asked = (f"ip -o address show dev {LINK}; nft list ruleset; ip -n lab rule show; ip -n lab rule show",)
    inside = "ip netns exec lab sh -c 'nft list ruleset; cat /proc/sys/net/ipv4/ip_forward'"
    said = [machine.attempt("sh", "-c", command).stdout for command in (*asked, inside)]
    return said[0], said[1], machine.attempt("ip", "-n", "lab", "-o", "address", "show").stdout


def kept(keeper: Engine, resync: float) -> Document:
    made = design("lab", (OUT, OUT6), published("8080", to="80"))
    assert keeper.tell("keep", made, resync=resync)["state"] == "in_sync"
    return made


@pytest.mark.parametrize("drift", HEARD)
def test_drift_of_an_uplink_is_heard_and_put_back(machine: Machine, keeper: Engine, drift: str) -> None:
    kept(keeper, NEVER)
    before = picture(machine)
    machine.do(HEARD[drift])
    until(lambda: _same(picture(machine), before), seconds=20)
    assert machine.reaches("lab.web", BEYOND)


@pytest.mark.parametrize("drift", FOUND)
def test_drift_that_is_not_heard_is_found_at_the_next_resync(
    machine: Machine, keeper: Engine, drift: str
) -> None:
    kept(keeper, resync=1.0)
    before = picture(machine)
    machine.do(FOUND[drift])
    until(lambda: _same(picture(machine), before), seconds=20)
    assert machine.reaches("lab.web", BEYOND)


def test_a_published_port_follows_its_sandbox_to_another_address(machine: Machine, keeper: Engine) -> None:
    made = kept(keeper, NEVER)
    made["endpoints"][0]["addresses"] = ["10.0.0.77/24"]
    assert keeper.tell("edit", made)["state"] == "in_sync"
    assert "dnat ip to 10.0.0.77:80" in machine.sandbox("lab", "nft", "list", "ruleset")
    with echo(machine, "lab.web", "tcp", "80"):
        assert ask(machine.internet, "tcp", ADDRESS, 8080) == f"{INTERNET} 80"


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """But for the numbers of links, which are made anew."""
    return [_without_numbers(text) for text in one] == [_without_numbers(text) for text in other]


def _without_numbers(text: str) -> list[str]:
    return sorted(line.partition(": ")[2] or line for line in text.splitlines())
