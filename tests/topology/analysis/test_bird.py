"""What is read out of a configuration of BIRD, and what is not."""

from ipaddress import ip_address, ip_network

import pytest

from tests.topology.analysis.configurations import READABLE, UNREADABLE, ospf
from topology.analysis.routing import Interface, Speaker, Static
from topology.analysis.routing.bird import read
from topology.analysis.routing.statements import Unreadable


def spoken(text: str) -> Speaker:
    return read(f"protocol device {{ }} {text}")


def interfaces(options: str) -> tuple[Interface, ...]:
    said = read(ospf(options)).ospf
    assert said
    return said.interfaces


def test_an_interface_has_what_it_is_told_and_else_what_bird_gives_it() -> None:
    told = (
        'interface "eth0" { cost 5; type ptp; hello 2; dead count 3; priority 0; stub; }; interface "eth1";'
    )
    assert interfaces(told) == (
        Interface(((True, "eth0"),), 0, cost=5, kind="ptp", hello=2, dead=6, priority=0, stub=True),
        Interface(((True, "eth1"),), 0, cost=10, kind="", hello=10, dead=40, priority=1, stub=False),
    )


def test_the_first_definition_whose_first_fitting_pattern_means_it_counts() -> None:
    said = read(ospf('interface -"eth1", "eth*" { cost 2; }; interface "*" { cost 3; };')).ospf
    assert said
    costs = {name: found.cost for name in ("eth0", "eth1", "lo") if (found := said.of(name))}
    assert costs == {"eth0": 2, "eth1": 3, "lo": 3}
    nothing = read(ospf('interface "eth?";')).ospf
    assert nothing
    assert nothing.of("eth10") is None


def test_an_area_is_a_number_or_written_as_an_address() -> None:
    said = spoken(
        'protocol ospf v2 { area 0.0.0.1 { interface "eth0"; }; area 2 { interface "eth1"; }; }'
    ).ospf
    assert said
    assert [each.area for each in said.interfaces] == [1, 2]


def test_the_kernel_is_given_what_its_protocol_exports() -> None:
    both = spoken("protocol kernel { ipv4 { export all; }; } protocol kernel six { ipv6 { import none; }; }")
    assert both.installs == {4}


def test_what_is_disabled_says_nothing() -> None:
    ospf_off = 'protocol ospf { disabled; area 0 { interface "eth0"; }; }'
    assert spoken(f"{ospf_off} protocol kernel {{ disabled no; ipv4 {{ export all; }}; }}") == Speaker(
        installs=frozenset({4})
    )


def test_static_routes_and_an_identifier_are_read() -> None:
    said = spoken("router id 1.1.1.1; protocol static { ipv4; route 10.9.0.0/16 via 10.0.0.1; }")
    assert said.router == ip_address("1.1.1.1")
    assert said.statics == (Static(ip_network("10.9.0.0/16"), ip_address("10.0.0.1")),)


@pytest.mark.parametrize("text", READABLE)
def test_it_reads_what_a_class_writes(text: str) -> None:
    assert isinstance(read(text), Speaker)


@pytest.mark.parametrize("text", UNREADABLE)
def test_it_says_so_if_it_does_not_know_what_comes_of_it(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)
