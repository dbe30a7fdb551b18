"""Settings of the kernel that a design makes, read in the sandboxes themselves."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.backends.kernel import KernelBackend, open_backend
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import World, run
from topology.sysctls import OF_ENDPOINT, OF_SANDBOX, Form, Numbers
from topology.values import MOST_SETTINGS, Design, Endpoint, Network, Sandbox

COOKIES, PORTS = "net.ipv4.tcp_syncookies", "net.ipv4.ip_local_port_range"
FILTER = "net.ipv4.conf.IFNAME.rp_filter"


def tuned(sandbox: Mapping[str, str] | None = None, endpoint: Mapping[str, str] | None = None) -> Design:
    """One bridge, with settings of app1 and of its eth0."""
    design = labs.one_bridge()
    (first, *boxes), (eth0, *ends) = design.sandboxes, design.endpoints
    return design.model_copy(
        update={
            "sandboxes": (first.model_copy(update={"sysctls": dict(sandbox or {})}), *boxes),
            "endpoints": (eth0.model_copy(update={"sysctls": dict(endpoint or {})}), *ends),
        }
    )


def shown(world: World, place: str, setting: str) -> str:
    return world.do(place, f"cat /proc/sys/{setting.replace('.', '/')}").strip()


def put(world: World, place: str, setting: str, value: str) -> None:
    """As somebody does by hand."""
    world.do(place, f"echo {value} >/proc/sys/{setting.replace('.', '/')}")


def in_a_new_namespace(setting: str) -> str:
    return run("unshare", "--net", "cat", f"/proc/sys/{setting.replace('.', '/')}").strip()


@pytest.mark.both_kernels
def test_a_sandbox_and_an_interface_have_their_settings(world: World) -> None:
    assert world.build(tuned({COOKIES: "0", PORTS: "1024 65535"}, {FILTER: "2"})) == ()
    assert shown(world, "app1", COOKIES) == "0"
    assert shown(world, "app1", PORTS) == "1024\t65535"
    assert shown(world, "app1", "net.ipv4.conf.eth0.rp_filter") == "2"
    assert world.plan() == ()


def test_no_other_sandbox_has_them(world: World) -> None:
    world.build(tuned({COOKIES: "0"}))
    assert shown(world, "app2", COOKIES) == in_a_new_namespace(COOKIES) != "0"
    assert shown(world, FABRIC, COOKIES) == in_a_new_namespace(COOKIES)


def test_what_links_are_born_with_is_there_before_them(world: World) -> None:
    world.build(tuned({"net.ipv6.conf.default.dad_transmits": "7"}))
    assert shown(world, "app1", "net.ipv6.conf.eth0.dad_transmits") == "7"


@pytest.mark.parametrize("setting", [COOKIES, "net.ipv4.conf.eth0.rp_filter"])
def test_what_was_changed_by_hand_is_put_back(world: World, setting: str) -> None:
    world.build(tuned({COOKIES: "0"}, {FILTER: "2"}))
    before = shown(world, "app1", setting)
    put(world, "app1", setting, "1")
    assert world.reconcile().is_done
    assert shown(world, "app1", setting) == before


def test_another_engine_puts_it_back_too(world: World, tmp_path: Path) -> None:
    world.build(tuned({COOKIES: "0"}))
    put(world, "app1", COOKIES, "1")
    world.backend = open_backend(tmp_path)
    try:
        assert world.reconcile().is_done
    finally:
        world.backend.close()
    assert shown(world, "app1", COOKIES) == "0"


def test_what_the_design_sets_no_more_is_as_in_a_new_namespace(world: World) -> None:
    world.build(tuned({COOKIES: "0", PORTS: "1024 65535"}))
    assert world.build(tuned({PORTS: "1024 65535"})) == ()
    assert shown(world, "app1", COOKIES) == in_a_new_namespace(COOKIES)
    assert shown(world, "app1", PORTS) == "1024\t65535"
    assert world.plan() == ()


def test_what_an_endpoint_sets_no_more_is_as_the_sandbox_says(world: World) -> None:
    world.build(tuned({"net.ipv6.conf.default.hop_limit": "33"}, {"net.ipv6.conf.IFNAME.hop_limit": "44"}))
    assert shown(world, "app1", "net.ipv6.conf.eth0.hop_limit") == "44"
    assert world.build(tuned({"net.ipv6.conf.default.hop_limit": "33"})) == ()
    assert shown(world, "app1", "net.ipv6.conf.eth0.hop_limit") == "33"


def test_an_engine_that_starts_later_takes_it_back_as_well(
    world: World, backend: KernelBackend, tmp_path: Path
) -> None:
    world.build(tuned({COOKIES: "0"}))
    world.backend = open_backend(tmp_path)
    try:
        world.build(tuned())
    finally:
        world.backend.close()
    world.backend = backend
    assert shown(world, "app1", COOKIES) == in_a_new_namespace(COOKIES)


def test_a_link_that_is_made_anew_has_its_settings_again(world: World) -> None:
    world.build(tuned(endpoint={FILTER: "2"}))
    world.do("app1", "ip link del eth0")
    assert world.reconcile().is_done
    assert shown(world, "app1", "net.ipv4.conf.eth0.rp_filter") == "2"


def test_a_link_that_somebody_renamed_has_its_settings(world: World) -> None:
    world.build(tuned(endpoint={FILTER: "2"}))
    world.do("app1", "ip link set eth0 down name mine; ip link set mine up")
    assert {action.key[0] for action in world.plan()} == {"veth", "route", "address"}
    assert world.reconcile().is_done
    assert shown(world, "app1", "net.ipv4.conf.eth0.rp_filter") == "2"


def test_nothing_is_left_to_do_when_the_interface_goes(world: World) -> None:
    world.build(tuned(endpoint={FILTER: "2"}))
    alone = tuned()
    world.build(alone.model_copy(update={"endpoints": alone.endpoints[1:]}))
    assert not [action for action in world.plan() if action.key[0] == "sysctl"]


def test_what_somebody_set_besides_stays(world: World) -> None:
    world.build(tuned({COOKIES: "0"}))
    put(world, "app1", "net.ipv4.tcp_sack", "0")
    world.build(tuned())
    assert shown(world, "app1", "net.ipv4.tcp_sack") == "0"


def test_a_value_that_the_kernel_does_not_know_fails_with_the_reason(world: World) -> None:
    (failure,) = world.build(tuned({"net.ipv4.tcp_congestion_control": "nosuch"}))
    assert "does not take nosuch for ipv4/tcp_congestion_control" in failure.reason
    assert not failure.transient


def test_a_sandbox_with_wrong_settings_works_all_the_same(world: World) -> None:
    world.build(tuned({"net.ipv4.tcp_congestion_control": "nosuch", COOKIES: "0"}))
    assert shown(world, "app1", COOKIES) == "0"
    assert world.pings("app1", "10.0.0.3")


@pytest.mark.both_kernels
@pytest.mark.parametrize("bound", ["least", "most"])
def test_the_kernel_takes_every_setting_that_a_design_may_make(world: World, bound: str) -> None:
    """At either end of its range, and shows it as it was written."""

    def value(form: Form) -> str:
        return " ".join([str(getattr(form, bound))] * form.count) if isinstance(form, Numbers) else "reno"

    of_sandboxes = [(setting, value(form)) for setting, form in OF_SANDBOX.items()]
    parts = [dict(of_sandboxes[at : at + MOST_SETTINGS]) for at in range(0, len(of_sandboxes), MOST_SETTINGS)]
    of_endpoint = {setting: value(form) for setting, form in OF_ENDPOINT.items()}
    design = labs.lab(
        [Network(name="lan1", subnets=labs.DUAL)],
        [Sandbox(name=f"app{number}", sysctls=part) for number, part in enumerate(parts, 1)],
        [Endpoint(sandbox="app1", network="lan1", sysctls=of_endpoint)],
    )
    assert [failure.reason for failure in world.build(design)] == []
    assert world.plan() == ()
