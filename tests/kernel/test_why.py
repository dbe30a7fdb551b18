"""A network that works is broken in every way that comes to mind, and the explanation names what was done."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.backends.kernel import KernelBackend, flows
from engine.backends.kernel.places import Places
from engine.console.measuring import measured
from engine.console.why import look
from engine.explaining import dead_services
from engine.reach.packet import PING, Flow
from engine.reach.sentences import Words
from engine.resources import Service
from tests.kernel.breaking import BREAKS, HTTP, PAIRS, SERVICES
from tests.kernel.breaks import UNRULED
from tests.kernel.routed import TO, TO6, network
from tests.kernel.serving import pid_of
from tests.kernel.waiting import until
from tests.kernel.why_lab import Lab, told
from tests.kernel.world import World
from tests.kernel.world import run as command

DNS = Flow("udp", 53)


@pytest.fixture(scope="module")
def lab(backend: KernelBackend) -> Iterator[Lab]:
    world, places = World(backend), Places(20)
    assert world.build(network()) == ()
    made = Lab(world, places)
    until(made.works, 20)
    yield made
    places.close()
    world.destroy()


@pytest.mark.parametrize("to", [TO, TO6])
def test_what_works_is_reachable(lab: Lab, to: str) -> None:
    assert lab.why(to).walk.reaches
    assert lab.answers(to)


@pytest.mark.parametrize("name", BREAKS)
def test_what_was_broken_is_named(lab: Lab, name: str) -> None:
    broken = BREAKS[name]
    try:
        lab.damage(broken)
        found = lab.why(broken.to)
        assert found.words
        assert broken.words in found.words.said
        until(lambda: not lab.answers(broken.to))
    finally:
        lab.mend(broken)


@pytest.mark.parametrize("names", PAIRS, ids="+".join)
def test_of_two_the_first_on_the_way_is_named(lab: Lab, names: tuple[str, str]) -> None:
    first, second = (BREAKS[name] for name in names)
    try:
        lab.damage(second)
        lab.damage(first)
        found = lab.why(TO)
        assert found.words
        assert (first.together or first.words) in found.words.said
        assert not lab.answers(TO)
    finally:
        lab.mend(first, second)


def test_answers_to_a_translated_address_are_followed_home(lab: Lab) -> None:
    chain = "add chain ip t c { type nat hook postrouting priority 100; }"
    try:
        lab.do("b", "ip route del default")
        lab.do("r2", f"nft 'add table ip t; {chain}; add rule ip t c oifname eth1 masquerade'")
        assert lab.answers(TO)
        assert lab.why(TO).walk.reaches
    finally:
        lab.do("r2", UNRULED)
        lab.mend()


def test_a_forwarded_port_is_followed_to_who_answers_there(lab: Lab) -> None:
    chain = "add chain ip t c { type nat hook prerouting priority -100; }"
    try:
        lab.do("r2", f"nft 'add table ip t; {chain}; add rule ip t c tcp dport 8080 dnat to {TO}:80'")
        with lab.listening("b", 80), lab.places.visit(lab.world.name, "a") as visited:
            assert flows.connected(visited, "10.9.0.2", 8080) == "answered"
            assert lab.why("10.9.0.2", Flow("tcp", 8080)).walk.reaches
            assert "nothing listens on tcp 80 of r2" in str(lab.why("10.9.0.2", HTTP).words)
    finally:
        lab.do("r2", UNRULED)
        lab.mend()


@pytest.mark.parametrize(
    ("place", "link", "who"), [("", "b-eth0", "b.eth0"), ("r1", "eth1", "r1.eth1")], ids=["port", "router"]
)
def test_what_only_loses_large_packets_is_not_called_reachable(
    lab: Lab, place: str, link: str, who: str
) -> None:
    try:
        lab.do(place, f"ip link set {link} mtu 1000")
        found = lab.why(TO)
        assert found.words
        assert f"those of more than 1000 bytes, the MTU of {who}, are lost there" in found.words.said
        assert lab.answers(TO)
        assert not any(lab.answers(TO, "-s1472") for _ in range(2))
    finally:
        lab.do("a", "ip route flush cache")
        lab.mend()


def test_who_takes_an_address_for_its_own_is_named_though_it_answers(lab: Lab) -> None:
    try:
        lab.do("r1", "ip route add local 10.0.2.0/24 dev lo")
        assert lab.answers(TO)
        assert "r1 has the address 10.0.2.1 and answers instead of b" in str(lab.why(TO).words)
    finally:
        lab.do("r1", "ip route del local 10.0.2.0/24 dev lo")
        lab.mend()


def test_of_several_next_hops_the_one_that_leads_nowhere_is_named(lab: Lab) -> None:
    many = range(11, 27)
    try:
        lab.do("b", "".join(f"ip address add 10.0.2.{last}/24 dev eth0;" for last in many))
        lab.do("a", "ip route replace default nexthop via 10.0.1.254 nexthop via 10.0.1.3")
        asked = "".join(f"ping -n -c1 -W1 10.0.2.{last} > /dev/null && echo yes &" for last in many)
        answered = lab.world.do("a", f"{asked} wait").count("yes")
        assert 0 < answered < len(many)
        for last in many[:4]:
            found = lab.why(f"10.0.2.{last}")
            assert found.words
            assert found.words.said == (
                "what a sends by 10.0.1.3, one of several next hops, is lost:"
                " c does not route between its interfaces"
            )
    finally:
        lab.do("b", "".join(f"ip address del 10.0.2.{last}/24 dev eth0;" for last in many))
        lab.do("a", "ip route del default")
        lab.mend()


def test_a_redirect_is_followed_as_long_as_it_is_remembered(lab: Lab) -> None:
    try:
        lab.do("r1", f"ip route add {TO}/32 via 10.0.1.3")
        until(lambda: not lab.answers(TO) and "redirected" in lab.world.do("a", f"ip route get {TO}"))
        lab.do("r1", f"ip route del {TO}/32")
        found = lab.why(TO)
        assert found.words
        assert found.words.said == "c does not route between its interfaces"
        assert found.steps[0].found == "out of eth0 by way of 10.0.1.3"
        assert not lab.answers(TO)
    finally:
        lab.do("a", "ip route flush cache")
        lab.mend()


def test_a_redirect_of_ipv6_is_followed_too(lab: Lab) -> None:
    def link_local(place: str) -> str:
        shown = lab.world.ip(place, "-6", "address", "show", "dev", "eth0", "scope", "link")
        return next(str(held["local"]) for each in shown for held in each.get("addr_info", ()) if held)

    wrong = f"{TO6}/128 via {link_local('c')} dev eth0"
    try:
        lab.do("a", f"ip -6 route replace default via {link_local('r1')} dev eth0")
        lab.do("r1", f"ip -6 route add {wrong}")
        until(lambda: not lab.answers(TO6) and TO6 in lab.world.do("a", "ip -6 route show cache"))
        lab.do("r1", f"ip -6 route del {wrong}")
        found = lab.why(TO6)
        assert found.words
        assert found.words.said == "c does not route between its interfaces"
        assert not lab.answers(TO6)
    finally:
        lab.do("a", "ip -6 route flush cache")
        lab.mend()


def test_a_service_that_has_died_is_named(lab: Lab) -> None:
    pid = pid_of(lab.world, "sleep 1000", "b")
    assert pid
    command("kill", "-9", str(pid))
    found: list[tuple[Service, Words]] = []

    def is_told() -> bool:
        found.extend(dead_services(look(lab.places, lab.design), "b"))
        return bool(found)

    until(is_told, 10)
    service, words = found[0]
    assert (service.name, words.said.startswith("the service web of b is not as it should be")) == (
        "web",
        True,
    )
    lab.mend()


async def test_a_ping_must_agree_before_it_is_called_reachable(lab: Lab) -> None:
    line = await told(lab)
    assert [(each["address"], each["reaches"], each["answer"]) for each in line.verdicts()] == [
        (TO, True, "answered"),
        (TO6, True, "answered"),
    ]
    commands = {each["command"] for each in line.told if each["type"] == "step"}
    name = lab.world.name
    assert f"ip -n {name}.a route get {TO}" in commands
    assert f"bridge -n {name} fdb show br lan2" in commands


@pytest.mark.parametrize("name", SERVICES)
async def test_what_stops_one_service_is_named_though_pings_come_back(lab: Lab, name: str) -> None:
    broken, answer = SERVICES[name]
    try:
        lab.damage(broken)
        with lab.listening("b", 80):
            verdict = (await told(lab, broken.asks)).verdicts()[0]
        assert broken.words in verdict["sentence"]
        assert (verdict["reaches"], verdict["answer"]) == (False, answer)
        assert lab.why(TO).walk.reaches
        assert lab.answers(TO)
    finally:
        lab.mend(broken)


async def test_a_service_is_reached_if_a_connection_is_opened(lab: Lab) -> None:
    with lab.listening("b", 80):
        by_ipv4, by_ipv6 = (await told(lab, HTTP)).verdicts()
    assert (by_ipv4["reaches"], by_ipv4["answer"]) == (True, "answered")
    assert by_ipv6["sentence"].startswith("b listens on tcp 80 only at 0.0.0.0")


async def test_datagrams_are_followed_to_where_they_come_in(lab: Lab) -> None:
    with lab.taking("b", 53):
        by_ipv4, by_ipv6 = (await told(lab, DNS)).verdicts()
    assert (by_ipv4["reaches"], by_ipv4["answer"]) == (True, "arrived")
    assert (by_ipv6["stopped"], by_ipv6["answer"]) == (True, "refused")


async def test_a_datagram_that_is_answered_needs_no_look(lab: Lab) -> None:
    with lab.taking("b", 53) as service, ThreadPoolExecutor() as threads:
        threads.submit(lambda: service.sendto(b"yes", service.recvfrom(100)[1]))
        verdict = (await told(lab, DNS)).verdicts()[0]
    assert (verdict["reaches"], verdict["answer"]) == (True, "answered")


async def test_a_datagram_that_is_sent_on_is_looked_for_where_it_goes(lab: Lab) -> None:
    chain = "add chain ip t c { type nat hook prerouting priority -100; }"
    try:
        lab.do("r2", f"nft 'add table ip t; {chain}; add rule ip t c udp dport 5353 dnat to {TO}:53'")
        with lab.taking("b", 53):
            found = lab.why("10.9.0.2", Flow("udp", 5353))
            assert found.walk.reaches
            assert await measured(lab.places, lab.world.name, "a", "r2", found) == "arrived"
    finally:
        lab.do("r2", UNRULED)
        lab.mend()


async def test_what_differs_from_the_design_is_mended_by_repair(lab: Lab) -> None:
    broken = BREAKS["cable pulled"]
    try:
        lab.damage(broken)
        verdict = (await told(lab)).verdicts()[0]
        assert (verdict["reaches"], verdict["answer"]) == (False, "unanswered")
        assert verdict["fix"]["how"] == "repair"
        assert verdict["keys"] == ["endpoint:a.eth0"]
    finally:
        lab.mend(broken)


async def test_what_nobody_of_patchboards_did_is_not_called_mendable(lab: Lab) -> None:
    broken = BREAKS["rule at the end"]
    try:
        lab.damage(broken)
        assert lab.why(TO).mending is None
    finally:
        lab.mend(broken)


def test_every_command_that_is_shown_can_be_run(lab: Lab) -> None:
    for to, flow in ((TO, PING), (TO6, PING), (TO, HTTP)):
        for each in lab.why(to, flow).steps:
            command("sh", "-c", each.command)
