"""Destroying leaves no namespace, mount, link or process."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.backends.kernel import KernelBackend, open_backend
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import RUN_NETNS, World, run
from topology.values import Sandbox

ROOT = Path(__file__).parents[2]


def test_nothing_is_left_of_a_topology(world: World) -> None:
    world.build(labs.ring())
    assert world.destroy() == ()
    assert world.names() == set()
    assert world.name not in Path("/proc/self/mountinfo").read_text()
    assert world.observe() == {}
    assert world.name not in world.backend.topologies()


def test_the_namespaces_themselves_are_gone(world: World) -> None:
    """Seen by a link from a sandbox to a namespace of the test's own: it goes with the sandbox."""
    world.build(labs.one_bridge())
    witness = f"{world.name}w"
    run("ip", "netns", "add", witness)
    try:
        world.do("app1", f"ip link add probe type veth peer name probe netns {witness}")
        world.destroy()
        until(lambda: "probe" not in run("ip", "-n", witness, "-o", "link", "show"))
    finally:
        run("ip", "netns", "delete", witness)


def test_what_ran_in_a_sandbox_is_ended(world: World) -> None:
    world.build(labs.one_bridge())
    command = ["ip", "netns", "exec", world.netns("app1"), "sleep", "1000"]
    with subprocess.Popen(command) as process:
        until(lambda: "sleep" in Path(f"/proc/{process.pid}/comm").read_text())
        world.destroy()
        assert process.wait(5) == -9


def test_what_ran_in_another_sandbox_is_not(world: World) -> None:
    design = labs.one_bridge()
    world.build(design)
    command = ["ip", "netns", "exec", world.netns("app2"), "sleep", "1000"]
    with subprocess.Popen(command) as process:
        until(lambda: "sleep" in Path(f"/proc/{process.pid}/comm").read_text())
        world.build(
            design.model_copy(update={"sandboxes": design.sandboxes[1:], "endpoints": design.endpoints[1:]})
        )
        assert process.poll() is None
        process.kill()


def test_building_again_at_once_works(world: World) -> None:
    for _ in range(5):
        assert world.build(labs.one_bridge(5)) == ()
        assert world.pings("app1", "10.0.0.3")
        world.destroy()


@pytest.mark.parametrize("what", ["sandbox", "endpoint", "network"])
def test_parts_go_and_come_back(world: World, what: str) -> None:
    design = labs.router_between_two()
    world.build(design)
    before = world.picture()
    fewer = {
        "sandbox": {"sandboxes": design.sandboxes[1:], "endpoints": design.endpoints[1:]},
        "endpoint": {"endpoints": design.endpoints[1:], "sandboxes": _without_routes(design.sandboxes)},
        "network": {
            "networks": design.networks[1:],
            "endpoints": design.endpoints[1::2],
            "sandboxes": _without_routes(design.sandboxes),
        },
    }[what]
    assert world.build(design.model_copy(update=fewer)) == ()
    assert world.plan() == ()
    assert world.build(design) == ()
    assert world.reconcile().is_done
    assert world.picture() == before
    assert world.pings("a", "10.0.2.1")


def _without_routes(sandboxes: tuple[Sandbox, ...]) -> tuple[Sandbox, ...]:
    return tuple(sandbox.model_copy(update={"routes": ()}) for sandbox in sandboxes)


def test_a_place_whose_lo_is_down_goes_too(world: World) -> None:
    world.build(labs.one_bridge())
    world.do("app1", "ip link set lo down")
    world.destroy()
    assert world.names() == set()


def test_nothing_but_namespaces_stays_in_run_netns(world: World) -> None:
    leftover = RUN_NETNS / world.netns("app9")
    world.build(labs.one_bridge())
    leftover.touch(mode=0o400)  # as if the engine had been killed between this and the mount
    world.destroy()
    assert world.names() == set()


def test_opening_again_and_again_leaves_one_mount(backend: KernelBackend, tmp_path: Path) -> None:
    before = _mounts_on_run_netns()
    for _ in range(3):
        open_backend(tmp_path).close()
    assert _mounts_on_run_netns() == before


def _mounts_on_run_netns() -> int:
    return Path("/proc/self/mountinfo").read_text().count(f" {RUN_NETNS} ")


def test_names_can_be_taken_away_after_the_machines_first_ip_netns(backend: KernelBackend) -> None:
    """The first `ip netns` makes /run/netns a mount, which would copy and hide the mounts in it."""
    command = [sys.executable, "-m", "tests.kernel.first_netns"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
