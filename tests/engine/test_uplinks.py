"""What an uplink means: pure, without a kernel."""

import shlex
from ipaddress import IPv4Network
from itertools import islice

import pytest

from engine import marks, nftables, uplink_rules
from engine.commands import commands, script
from engine.features import EVERY, lacking
from engine.lower import lower
from engine.plan import Create, Delete, Update
from engine.planning import plan
from engine.resources import FABRIC, Address, Sysctl, Uplink, key
from engine.sentences import deviation, sentence
from engine.uplinks import POOL, candidates, fabric_side, host_side, line_of, routing_table
from tests.engine.builders import build, built, lab
from topology.values import Design, Endpoint, Network, Publish, Sandbox

WEB = ("tcp", "8080", "10.0.0.2", "80")


def uplinked(*publish: Publish, subnets: tuple[str, ...] = ("10.0.0.0/24",)) -> Design:
    """web on the uplink out, deep on the bridge inner."""
    return lab(
        networks=[
            Network(name="out", driver="uplink", subnets=subnets, publish=publish),
            Network(name="inner", subnets=("10.0.1.0/24",)),
        ],
        sandboxes=[Sandbox(name="web"), Sandbox(name="deep")],
        endpoints=[Endpoint(sandbox="web", network="out"), Endpoint(sandbox="deep", network="inner")],
    )


def lowered(design: Design) -> Uplink:
    (uplink,) = (each for each in lower(design).state.values() if isinstance(each, Uplink))
    return uplink


def test_an_uplink_is_a_bridge_and_a_way_out() -> None:
    state = lower(uplinked()).state
    assert state[("uplink", "out")] == Uplink("out", ("10.0.0.0/24",))
    assert ("bridge", "out") in state
    assert ("route", "web", "0.0.0.0/0", "10.0.0.1") in state


@pytest.mark.parametrize(
    ("publish", "expected"),
    [
        (Publish(port="80", sandbox="web"), ("tcp", "80", "10.0.0.2", "80")),
        (Publish(port="8080", sandbox="web", to="80"), WEB),
        (Publish(port="8000-8002", sandbox="web", to="80"), ("tcp", "8000-8002", "10.0.0.2", "80-82")),
        (Publish(port="53", sandbox="web", protocol="udp"), ("udp", "53", "10.0.0.2", "53")),
    ],
)
def test_a_published_port_leads_to_the_sandboxs_address(
    publish: Publish, expected: tuple[str, str, str, str]
) -> None:
    assert lowered(uplinked(publish)).publish == (expected,)


def test_a_port_is_published_by_both_families_if_the_sandbox_has_both() -> None:
    both = uplinked(Publish(port="80", sandbox="web"), subnets=("10.0.0.0/24", "fd00::/64"))
    assert [address for _, _, address, _ in lowered(both).publish] == ["10.0.0.2", "fd00::2"]


def test_the_fabric_forwards_nothing_unless_it_has_an_uplink() -> None:
    forwards = key(Sysctl(FABRIC, "ipv4/ip_forward", "0"))
    plain = lab(networks=[Network(name="inner", subnets=("10.0.1.0/24",))])
    assert lower(plain).state[forwards] == Sysctl(FABRIC, "ipv4/ip_forward", "0")
    assert forwards not in lower(uplinked()).state


def test_the_fabric_does_not_forward_ipv6_for_an_uplink_without_any() -> None:
    forwards = key(Sysctl(FABRIC, "ipv6/conf/all/forwarding", "0"))
    assert forwards in lower(uplinked()).state
    assert forwards not in lower(uplinked(subnets=("fd00::/64",))).state


def test_the_bridge_has_a_link_local_address_to_ask_for_neighbours_with() -> None:
    state = lower(uplinked(subnets=("fd00::/64",))).state.values()
    own = [each.address for each in state if isinstance(each, Address) and each.interface == "out"]
    assert [address for address in own if address.startswith("fe80::") and address.endswith("/64")]


def test_without_the_switch_the_network_has_a_problem_that_says_so() -> None:
    desired = lower(uplinked())
    (problem,) = lacking(desired.state, desired.owners, EVERY - {"uplinks"})
    assert str(problem) == (
        "network out driver: this machine has no uplinks; "
        "have the administrator start Patchboard as root with PATCHBOARD_UPLINKS=on"
    )


@pytest.mark.parametrize("version", [4, 6])
def test_a_link_always_has_the_same_choice_of_addresses(version: int) -> None:
    first = list(candidates("lab", "out", version))
    assert first == list(candidates("lab", "out", version))
    assert len(set(first)) > 50
    assert first != list(candidates("lab", "other", version))


def test_a_links_addresses_lie_in_the_pool_and_not_where_clouds_answer() -> None:
    for label in map(str, range(200)):
        for line in islice(candidates("lab", label, 4), 20):
            link = IPv4Network(f"{line.host}/{line.length}", strict=False)
            assert link.subnet_of(POOL) and link != IPv4Network("169.254.169.252/30")


@pytest.mark.parametrize("version", [4, 6])
def test_a_line_is_known_by_the_machines_address(version: int) -> None:
    line = next(candidates("lab", "out", version))
    assert line_of(f"{line.host}/{line.length}") == line


@pytest.mark.parametrize("address", ["169.254.3.2/30", "169.254.3.1/24", "192.0.2.1/30", "fe80::1/64"])
def test_other_addresses_are_no_lines(address: str) -> None:
    assert line_of(address) is None


def test_a_fabrics_table_tells_what_the_uplink_is() -> None:
    uplink = Uplink("out", ("10.0.0.0/24", "fd00::/64"), (WEB, ("udp", "7000-7002", "fd00::2", "80-82")))
    lines = tuple(next(candidates("lab", "out", version)) for version in (4, 6))
    assert uplink_rules.described(fabric_side("lab", uplink, lines).table) == (uplink.subnets, uplink.publish)
    published = uplink_rules.published(host_side("lab", uplink, lines).table)
    assert published == [("tcp", "8080"), ("udp", "7000-7002")]


@pytest.mark.parametrize(
    "comment",
    ["", "publish", "publish tcp what 10.0.0.2 80 0", "publish tcp 80-82 10.0.0.2 80 0", "subnet 1 2 3"],
)
def test_comments_that_make_no_sense_are_nobodys(comment: str) -> None:
    assert uplink_rules.described(nftables.Table(rules=(("forward", comment),))) == ((), ())


def test_another_rule_has_another_comment() -> None:
    one, other = (nftables.table([("forward", "guard", text)]) for text in ("drop", "accept"))
    assert one != other


def test_no_comment_is_longer_than_nft_takes() -> None:
    address = "fd00:1111:2222:3333:4444:5555:6666:7777"
    uplink = Uplink("out", ("fd00::/8",), (("udp", "60000-61000", address, "60000-61000"),))
    lines = (next(candidates("lab", "out", 6)),)
    for side in (host_side("lab", uplink, lines), fabric_side("lab", uplink, lines)):
        assert max(len(comment) for _, comment in side.table.rules) <= 128


def test_a_tables_name_says_whose_it_is() -> None:
    assert marks.parse_uplink_table(marks.uplink_table("lab", "out")) == ("lab", "out")


@pytest.mark.parametrize(
    "name", ["filter", "patchboard/x/lab/out", f"patchboard/{marks.mark('other')}/lab/out", "patchboard"]
)
def test_a_table_that_looks_alike_is_not_ours(name: str) -> None:
    assert marks.parse_uplink_table(name) is None


def test_no_two_uplinks_of_a_fabric_share_a_routing_table() -> None:
    labels = [f"lan{number}" for number in range(500)]
    assert len({routing_table(label) for label in labels}) == len(labels)


def test_a_simulation_builds_uplinks_and_takes_them_away() -> None:
    backend = built(uplinked())
    plain = lower(lab(networks=[Network(name="inner", subnets=("10.0.1.0/24",))]))
    assert build(backend, plain).is_done
    assert ("uplink", "out") not in backend.observe("lab")


def test_what_is_wrong_with_an_uplink_is_said() -> None:
    desired = Uplink("out", ("10.0.0.0/24",), (WEB,))
    drift = Uplink("out", ("10.0.0.0/24",), (WEB,), ("pb-abcdefgh on the machine is down",))
    (action,) = plan({key(drift): drift}, {key(desired): desired})
    assert sentence(action) == "change uplink out: pb-abcdefgh on the machine is down"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (Uplink("out", ("10.0.1.0/24",), (WEB,)), "it leads out of 10.0.1.0/24, not 10.0.0.0/24"),
        (Uplink("out", ("10.0.0.0/24",)), "tcp port 8080 to 10.0.0.2 port 80 is not published"),
    ],
)
def test_how_an_uplink_differs_from_the_design_is_said(before: Uplink, words: str) -> None:
    assert deviation(Update(before, Uplink("out", ("10.0.0.0/24",), (WEB,)))) == words


def test_an_uplinks_commands_are_those_that_a_person_would_type() -> None:
    made = commands("lab", (Create(Uplink("out", ("10.0.0.0/24",), (WEB,))),))
    assert {each[0] for each in made} == {"nft", "ip", "sysctl"}
    assert commands("lab", (Delete(Uplink("out", ())),))[0][:5] == ["ip", "-n", "lab", "link", "delete"]


def test_an_uplinks_script_is_one_that_a_shell_reads() -> None:
    text = script("lab", (Create(Uplink("out", ("10.0.0.0/24",), (WEB,))),))
    assert "masquerade" in " ".join(shlex.split(text, comments=True))
