"""Kernel settings of sandboxes and endpoints."""

import pytest

from tests.topology.builders import only_problem, two_apps, where
from topology.ipam import complete
from topology.problems import Problem
from topology.sysctls import OF_ENDPOINT, OF_SANDBOX, path
from topology.validation import validate
from topology.values import Design, Sandbox


def of_sandbox(setting: str, value: str) -> Design:
    """A design in which app2 has this setting."""
    app1, _ = two_apps().sandboxes
    changed = Sandbox(name="app2", sysctls={setting: value})
    return two_apps().model_copy(update={"sandboxes": (app1, changed)})


def of_endpoint(setting: str, value: str) -> Design:
    return two_apps(sysctls={setting: value})


GOOD = {
    "net.ipv4.tcp_syncookies": "0",
    "net.ipv4.ip_local_port_range": "1024 65535",
    "net.ipv4.tcp_rmem": "4096 131072 6291456",
    "net.ipv4.tcp_congestion_control": "reno",
    "net.ipv4.conf.all.rp_filter": "2",
    "net.ipv6.conf.default.accept_source_route": "-1",
}


@pytest.mark.parametrize("setting", GOOD)
def test_what_a_sandbox_may_set(setting: str) -> None:
    assert validate(of_sandbox(setting, GOOD[setting])) == ()


@pytest.mark.parametrize("setting", ["net.ipv4.conf.IFNAME.rp_filter", "net.ipv6.conf.IFNAME.accept_ra"])
def test_what_an_endpoint_may_set(setting: str) -> None:
    assert validate(of_endpoint(setting, "0")) == ()


BAD = {
    "net.ipv4.tcp_syncookies": ("3", "0 to 2"),
    "net.ipv4.tcp_sack": ("on", "0 or 1"),
    "net.ipv4.ip_default_ttl": ("0", "1 to 255"),
    "net.ipv4.tcp_retries1": ("03", "0 to 255"),
    "net.ipv4.ip_local_port_range": ("65535 1024", "2 rising numbers from 1024 to 65535"),
    "net.ipv4.tcp_rmem": ("4096", "3 rising numbers from 4096 to 1073741824"),
    "net.ipv4.tcp_congestion_control": ("../x", "a name such as cubic"),
}


@pytest.mark.parametrize("setting", BAD)
def test_a_value_that_the_kernel_does_not_take(setting: str) -> None:
    value, form = BAD[setting]
    problem = only_problem(of_sandbox(setting, value))
    expected = Problem("sandbox", "app2", f"sysctls.{setting}", f"{value!r} is not {form}", f"write {form}")
    assert problem == expected


ELSEWHERE = {
    "net.ipv4.ip_forward": "set the sandbox's forwarding",
    "net.ipv6.conf.all.forwarding": "set the sandbox's forwarding",
    "net.ipv6.conf.all.disable_ipv6": "leave its IPv6 addresses out",
    "net.ipv6.conf.default.accept_ra": "set it of each endpoint",
    "net.ipv4.conf.eth0.rp_filter": (
        "write net.ipv4.conf.IFNAME.rp_filter of the endpoint with the letters IFNAME as they are"
    ),
    "net.ipv4.tcp_syncookie": "write net.ipv4.tcp_syncookies",
    "kernel.hostname": "leave it out",
    "net.ipv4.conf.all.rp_filter/../../x": "write net.ipv4.conf.all.rp_filter",
}


@pytest.mark.parametrize("setting", ELSEWHERE)
def test_a_setting_that_no_sandbox_may_make_has_a_remedy(setting: str) -> None:
    problem = only_problem(of_sandbox(setting, "1"))
    assert where(problem) == ("sandbox", "app2", f"sysctls.{setting}")
    assert problem.remedy == ELSEWHERE[setting]


OF_OTHERS = {
    "net.ipv4.tcp_syncookies": "set it of the sandbox",
    "net.ipv4.conf.eth0.rp_filter": (
        "write net.ipv4.conf.IFNAME.rp_filter with the letters IFNAME as they are"
    ),
    "net.ipv6.conf.IFNAME.mtu": "set the endpoint's mtu",
}


@pytest.mark.parametrize("setting", OF_OTHERS)
def test_a_setting_that_no_endpoint_may_make_has_a_remedy(setting: str) -> None:
    problem = only_problem(of_endpoint(setting, "1"))
    assert where(problem) == ("endpoint", "app2.eth0", f"sysctls.{setting}")
    assert problem.remedy == OF_OTHERS[setting]


def test_values_have_one_spelling() -> None:
    design = of_sandbox("net.ipv4.ip_local_port_range", " 1024\t65535\n")
    assert complete(design).sandboxes[1].sysctls == {"net.ipv4.ip_local_port_range": "1024 65535"}


@pytest.mark.parametrize("setting", [*OF_SANDBOX, *OF_ENDPOINT])
def test_every_setting_lies_below_the_network_and_has_a_form_in_words(setting: str) -> None:
    assert path(setting, "eth0").startswith(("ipv4/", "ipv6/"))
    assert str(OF_SANDBOX.get(setting) or OF_ENDPOINT[setting])


def test_a_setting_of_an_interface_lies_below_its_name() -> None:
    assert path("net.ipv4.conf.IFNAME.rp_filter", "eth0") == "ipv4/conf/eth0/rp_filter"
