"""An ordinary user does everything, on the machine as it is, and the machine does not notice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kernel import labs
from tests.kernel.ordinary_user import Ordinary
from tests.kernel.serving import served, shell, sleeper
from tests.kernel.test_sysctls import tuned
from tests.kernel.waiting import until
from tests.kernel.world import RUN_NETNS
from tests.require import require


def test_settings_are_made_and_taken_back_as_well(user: Ordinary) -> None:
    user.draw(tuned({"net.ipv4.tcp_syncookies": "0"}, {"net.ipv4.conf.IFNAME.rp_filter": "2"}))
    assert user.engine("apply").returncode == 0
    where = ("ip", "netns", "exec", f"{user.name}.app1", "sysctl", "-n", "net.ipv4.tcp_syncookies")
    assert user.enter(*where).stdout == "0\n"
    user.draw(tuned())
    assert user.engine("apply").returncode == 0
    assert user.enter(*where).stdout != "0\n"


def test_what_is_built_pings_and_ip_shows_it(user: Ordinary) -> None:
    applied = user.engine("apply")
    assert (applied.returncode, applied.stderr) == (0, "")
    assert user.pings("app1", "10.0.0.3")
    assert user.pings("app1", "fd00:10::3")
    (bridge,) = user.ip("-n", user.name, "link", "show", "lan1")
    assert bridge["operstate"] == "UP"


def test_a_ping_is_followed_over_its_cables(user: Ordinary) -> None:
    require("tcpdump")
    user.engine("apply")
    way = (str(user.folder / "run"), str(user.file), "app1", "app2", "10.0.0.3")
    followed = user.run(sys.executable, "-m", "tests.kernel.following", *way)
    assert followed.returncode == 0, followed.stderr
    assert json.loads(followed.stdout) == {
        "failure": "",
        "ways": ["app1 → lan1", "lan1 → app2", "app2 → lan1", "lan1 → app1"],
    }


def test_it_outlives_the_engine_that_built_it(user: Ordinary) -> None:
    user.engine("apply")
    again = user.engine("plan")
    assert (again.returncode, again.stdout) == (0, "nothing to do\n")


def test_the_machine_sees_nothing_of_it(user: Ordinary) -> None:
    links = subprocess.check_output(["ip", "-o", "link", "show"])
    user.engine("apply")
    assert subprocess.check_output(["ip", "-o", "link", "show"]) == links
    assert not RUN_NETNS.joinpath(user.name).exists()


def test_destroying_ends_the_process_that_held_it(user: Ordinary) -> None:
    user.engine("apply")
    assert user.pause()
    assert user.engine("destroy").returncode == 0
    until(lambda: not user.pause())
    assert not user.folder.joinpath("run", "rootless.pid").exists()


def test_a_killed_engine_is_followed_by_one_that_converges(user: Ordinary) -> None:
    user.draw(labs.one_bridge(100))
    with user.start(sys.executable, "-m", "engine", "apply", str(user.file)) as engine:
        until(lambda: user.pause())
        until(lambda: _visible(user) > 20 or engine.poll() is not None)
        engine.kill()
    assert user.engine("apply").returncode == 0
    assert user.pings("app1", "10.0.0.100")


def _visible(user: Ordinary) -> int:
    """How many names there are, seen from outside through the pause process."""
    try:
        return len(list(Path(f"/proc/{user.pause()}/root/run/netns").iterdir()))
    except OSError:
        return 0


def test_root_in_a_sandbox_is_only_the_user_outside(user: Ordinary) -> None:
    user.engine("apply")
    read = user.enter("ip", "netns", "exec", f"{user.name}.app1", "cat", "/etc/shadow")
    assert read.returncode != 0
    assert "Permission denied" in read.stderr


def test_a_pause_process_that_died_is_replaced(user: Ordinary) -> None:
    user.engine("apply")
    user.leave()
    until(lambda: not user.pause())
    assert user.engine("apply").returncode == 0
    assert user.pings("app1", "10.0.0.3")


def test_a_pid_that_has_become_another_process_is_not_joined_nor_ended(user: Ordinary) -> None:
    user.engine("apply")
    user.leave()
    file = user.folder / "run" / "rootless.pid"
    file.write_text(f"{os.getpid()} 1\n")
    assert user.engine("apply").returncode == 0
    assert user.pause() != os.getpid()


def test_entering_where_nothing_is_says_so(user: Ordinary) -> None:
    entered = user.enter("true")
    assert entered.returncode == 1
    assert "Nothing is deployed there" in entered.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to hide this machine's /run/netns")
def test_a_machine_without_run_netns_keeps_the_rest_of_its_run(folder: Path) -> None:
    user = Ordinary(folder, empty_run=True)
    try:
        assert user.engine("apply").returncode == 0
        assert user.pings("app1", "10.0.0.3")
        kept = user.enter("cat", "/run/kept", "/run/folder/kept", "/run/link").stdout
        assert kept == "kept\nkept too\nkept\n"
    finally:
        user.leave()


def test_where_user_namespaces_are_forbidden_one_sentence_says_what_to_do(user: Ordinary) -> None:
    """Forbidden to the descendants of one user namespace only, so that the machine is left alone."""
    forbid = "echo 0 > /proc/sys/user/max_user_namespaces"
    powerless = "setpriv --bounding-set -all --inh-caps -all --securebits +noroot"
    engine = f"{sys.executable} -m engine apply {user.file}"
    refused = user.run("unshare", "-Ur", "sh", "-c", f"{forbid}; exec {powerless} {engine}")
    assert refused.returncode == 1
    assert "sysctl -w user.max_user_namespaces=" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_an_uplink_is_a_problem_though_uplinks_are_switched_on(user: Ordinary) -> None:
    design = labs.one_bridge()
    (network,) = design.networks
    user.draw(design.model_copy(update={"networks": (network.model_copy(update={"driver": "uplink"}),)}))
    command = (sys.executable, "-m", "engine", "apply", str(user.file))
    links = subprocess.check_output(["ip", "-o", "link", "show"])
    refused = user.run("env", "PATCHBOARD_UPLINKS=on", *command)
    assert refused.returncode == 2
    assert "network lan1 driver: this machine has no uplinks" in refused.stderr
    assert subprocess.check_output(["ip", "-o", "link", "show"]) == links
    assert not user.folder.joinpath("run", "rootless.pid").exists()


def test_the_commands_of_a_plan_build_the_same(user: Ordinary) -> None:
    user.engine("apply")
    user.draw(labs.ring())
    typed = user.run(sys.executable, "-m", "engine", "plan", str(user.file), "--commands").stdout
    script = user.folder / "script.sh"
    script.write_text(typed)
    assert user.enter("sh", str(script)).stderr == ""
    assert user.engine("plan").stdout == "nothing to do\n"


def pid_of_service(user: Ordinary) -> int | None:
    return next((pid for pid in pids_of(user) if words_of(pid) == "sleep 1000"), None)


def pids_of(user: Ordinary) -> list[int]:
    """What runs in app1, as seen from outside: `ip netns pids` needs the machine's own names."""
    found = user.enter("ip", "netns", "pids", f"{user.name}.app1").stdout
    return [int(pid) for pid in found.split()]


def words_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except FileNotFoundError:
        return ""


def test_services_run_and_outlive_the_engine(user: Ordinary) -> None:
    require("bwrap")
    user.draw(served(sleeper()))
    applied = user.engine("apply")
    assert (applied.returncode, applied.stderr) == (0, "")
    first = pid_of_service(user)
    assert first
    assert user.engine("plan").stdout == "nothing to do\n"
    assert pid_of_service(user) == first
    assert user.engine("destroy").returncode == 0
    until(lambda: words_of(first) == "")
    until(lambda: not user.pause())


def test_what_a_service_says_can_be_read_outside(user: Ordinary) -> None:
    require("bwrap")
    user.draw(served(shell("id -u; cat /etc/shadow; ls -A /home /root; hostname; sleep 1000")))
    assert user.engine("apply").returncode == 0
    log = user.folder / "run" / "services" / "logs" / user.name / "app1.web.log"
    until(lambda: log.read_text().endswith("app1\n"))
    assert log.read_text().startswith("0\ncat: /etc/shadow: Permission denied\n")
    user.engine("destroy")


def test_names_of_sandboxes_resolve(user: Ordinary) -> None:
    user.engine("apply")
    assert user.pings("app1", "app2")
    assert not Path(f"/etc/netns/{user.name}.app1").exists()
