"""Services are kept running, in their sandbox and across the engine's death, until they are unwanted."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.backends.kernel import supervisors
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.serving import (
    file,
    mentions,
    pid_of,
    processes,
    said,
    served,
    shell,
    sleeper,
    state,
)
from tests.kernel.waiting import until
from tests.kernel.world import RUN_NETNS, World, run
from tests.require import require
from topology.values import Service

ROOT = Path(__file__).parents[2]
SLEEP = "sleep 1000"
NS_GET_USERNS = 0xB701
"""For ioctl, from linux/nsfs.h."""


@pytest.fixture(autouse=True)
def confinable() -> None:
    require("bwrap")


def test_a_service_runs_in_its_sandbox(world: World) -> None:
    assert world.build(served(sleeper())) == ()
    assert pid_of(world, SLEEP)
    assert not pid_of(world, SLEEP, "app2")
    assert world.plan() == ()


def test_a_service_can_be_reached_from_another_sandbox(world: World) -> None:
    require("python3")
    web = Service(name="web", command=("python3", "-m", "http.server", "80"))
    assert world.build(served(web)) == ()
    fetch = "import urllib.request as r; print(r.urlopen('http://app1/').status)"
    until(lambda: ":80 " in world.do("app1", "ss -Hltn"))
    assert world.do("app2", f'python3 -c "{fetch}"').strip() == "200"


def test_a_service_is_in_pid_mount_ipc_and_uts_namespaces_of_its_own(world: World) -> None:
    world.build(served(sleeper()))
    pid = pid_of(world, SLEEP)
    for kind in ("pid", "mnt", "ipc", "uts", "user", "net"):
        own, machine = (Path(f"/proc/{each}/ns/{kind}").readlink() for each in (pid, "self"))
        assert own != machine, kind


def test_a_service_is_in_the_user_namespace_that_its_networks_belong_to(world: World) -> None:
    world.build(served(sleeper()))
    with (RUN_NETNS / world.netns("app1")).open() as network:
        owner = fcntl.ioctl(network, NS_GET_USERNS)
    try:
        assert Path(f"/proc/{pid_of(world, SLEEP)}/ns/user").stat().st_ino == os.fstat(owner).st_ino
    finally:
        os.close(owner)


def test_its_environment_and_files_are_seen_inside(world: World) -> None:
    tell = shell(
        'echo "$COLOUR"; cat /etc/new.conf /srv/deep/er /etc/hostname; hostname; sleep 1000',
        environment={"COLOUR": "blue"},
        files=(
            file("/etc/new.conf", "a new one\n"),
            file("/srv/deep/er", "deeper\n"),
            file("/etc/hostname", "over another\n"),
        ),
    )
    assert world.build(served(tell)) == ()
    until(lambda: said(world).splitlines() == ["blue", "a new one", "deeper", "over another", "app1"])
    assert not Path("/etc/new.conf").exists()


def test_a_files_folder_that_is_closed_to_others_is_no_obstacle(world: World) -> None:
    closed = Path(f"/opt/{world.name}")
    closed.mkdir(mode=0o700)
    try:
        closed.joinpath("secret").write_text("the machine's")
        tell = shell(f"cat {closed}/*; sleep 1000", files=(file(f"{closed}/own", "its own\n"),))
        assert world.build(served(tell)) == ()
        until(lambda: said(world) == "its own\n")
    finally:
        closed.joinpath("secret").unlink()
        closed.rmdir()


def test_a_service_that_is_killed_is_started_again(world: World) -> None:
    world.build(served(sleeper()))
    first = pid_of(world, SLEEP)
    assert first
    os.kill(first, signal.SIGKILL)
    until(lambda: pid_of(world, SLEEP) not in (None, first))
    until(lambda: state(world) == "running", 10)


def test_one_that_fails_over_and_over_is_said_to_with_its_last_words(world: World) -> None:
    (failure,) = world.build(served(shell("echo cannot open it >&2; exit 3")))
    assert failure.transient
    words = "exited with status 3, at least 2 times in a row: cannot open it"
    until(lambda: state(world) == words)


def test_a_program_that_is_not_there_is_named(world: World) -> None:
    (failure,) = world.build(served(Service(name="web", command=("no-such-program",))))
    assert "no-such-program" in failure.reason


def test_with_restart_no_a_failure_is_left_at_that(world: World) -> None:
    (failure,) = world.build(served(shell("exit 3", restart="no")))
    assert (failure.reason, failure.transient) == ("exited with status 3", False)


@pytest.mark.parametrize("restart", ["no", "on-failure"])
def test_one_that_has_done_its_work_is_in_sync(world: World, restart: str) -> None:
    assert world.build(served(shell("echo done", restart=restart))) == ()
    assert world.plan() == ()
    assert said(world) == "done\n"


def test_with_restart_always_even_success_is_followed_by_a_new_start(world: World) -> None:
    world.build(served(shell("echo once more", restart="always")))
    until(lambda: said(world).count("once more") >= 3)


def test_the_log_keeps_the_newest_within_its_bound(world: World) -> None:
    lines = shell("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; sleep 1000", log=4)
    assert world.build(served(lines)) == ()
    until(lambda: said(world).endswith("line 2999\n"))
    assert 2048 <= len(said(world)) <= 4096


def test_a_flood_of_words_keeps_within_bounds_and_holds_nobody_up(world: World) -> None:
    assert world.build(served(shell("yes", log=16), sleeper("other"))) == ()
    other = pid_of(world, SLEEP)
    assert other
    os.kill(other, signal.SIGKILL)
    until(lambda: pid_of(world, SLEEP) not in (None, other))
    assert 0 < len(said(world)) <= 16 * 1024


def test_the_next_engine_finds_the_same_process(world: World) -> None:
    command = [sys.executable, "-m", "tests.kernel.serving_builder", world.name]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    first = pid_of(world, SLEEP)
    assert world.build(served(sleeper())) == ()
    assert first and pid_of(world, SLEEP) == first


def test_only_what_was_changed_is_started_again(world: World) -> None:
    same = sleeper("same", 1001)
    world.build(served(same, sleeper()))
    kept, changed = pid_of(world, "sleep 1001"), pid_of(world, SLEEP)
    assert world.build(served(same, sleeper(environment={"A": "b"}))) == ()
    assert pid_of(world, "sleep 1001") == kept
    assert pid_of(world, SLEEP) not in (None, changed)


def test_a_sandbox_that_joins_restarts_nobodys_services(world: World) -> None:
    design = served(sleeper())
    world.build(design)
    first = pid_of(world, SLEEP)
    more = labs.one_bridge(3)
    assert (
        world.build(
            more.model_copy(update={"sandboxes": (*design.sandboxes, *more.sandboxes[2:])}),
        )
        == ()
    )
    assert pid_of(world, SLEEP) == first


def test_a_service_that_is_taken_out_is_asked_to_end(world: World) -> None:
    polite = shell("trap 'echo goodbye; exit' TERM; while :; do sleep 0.1; done", "polite")
    world.build(served(polite, sleeper()))
    log = supervisors.log(world.name, "app1", "polite")
    with log.open() as reading:
        assert world.build(served(sleeper())) == ()
        assert reading.read() == "goodbye\n"
    assert not log.exists()
    assert world.plan() == ()


def test_one_that_will_not_end_is_ended(world: World) -> None:
    world.build(served(shell("trap '' TERM; while :; do sleep 0.1; done"), sleeper("other")))
    assert world.build(served(sleeper("other"))) == ()
    assert len([line for line in processes(world, "app1").values() if line == SLEEP]) == 1
    assert not any("trap" in line for line in processes(world, "app1").values())


def test_a_supervisor_that_is_killed_takes_the_services_along_and_both_come_back(world: World) -> None:
    design = served(sleeper())
    world.build(design)
    first = pid_of(world, SLEEP)
    os.kill(int((supervisors.HOME / f"{world.name}.lock").read_text()), signal.SIGKILL)
    until(lambda: pid_of(world, SLEEP) is None)
    assert world.reconcile().is_done
    assert pid_of(world, SLEEP) not in (None, first)


def test_a_sandbox_that_was_deleted_comes_back_with_its_services(world: World) -> None:
    world.build(served(sleeper()))
    run("ip", "netns", "delete", world.netns("app1"))
    assert world.reconcile().is_done
    assert pid_of(world, SLEEP)
    assert world.pings("app1", "10.0.0.3")


def test_destroying_leaves_no_process_file_or_mount(world: World) -> None:
    world.build(served(sleeper(), sleeper("other", 1001)))
    assert world.destroy() == ()
    assert mentions(world.name) == []
    assert not list(supervisors.HOME.rglob(f"*{world.name}*"))
    assert world.name not in Path("/proc/self/mountinfo").read_text()


def test_a_supervisor_that_hangs_is_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.build(served(sleeper()))
    monkeypatch.setattr(supervisors, "_PATIENCE", 0.5)
    os.kill(pid_of_supervisor(world), signal.SIGSTOP)
    assert world.destroy() == ()
    assert mentions(world.name) == []


def test_destroying_a_topology_does_not_wait_for_services_to_end(world: World) -> None:
    world.build(served(shell("trap '' TERM; while :; do sleep 0.1; done")))
    begun = time.monotonic()
    world.destroy()
    assert time.monotonic() - begun < 1.5


def test_a_supervisor_whose_sandboxes_are_all_gone_ends_by_itself(world: World) -> None:
    world.build(served(sleeper()))
    for place in ("app1", "app2", FABRIC):
        run("ip", "netns", "delete", world.netns(place))
    pid = pid_of_supervisor(world)
    os.kill(int(mainline(pid)), signal.SIGKILL)
    until(lambda: not supervisors.lives(world.name), 20)
    supervisors.clear(world.name)


def pid_of_supervisor(world: World) -> int:
    return int((supervisors.HOME / f"{world.name}.lock").read_text())


def mainline(supervisor: int) -> str:
    """The first of the supervisor's children."""
    return Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()[0]
