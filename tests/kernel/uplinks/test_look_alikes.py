"""What looks like an uplink and is somebody else's is never touched, as the kernel's own account says."""

import subprocess
from pathlib import Path

import pytest

from engine.names import host_link_name
from tests.kernel.uplinks.building import Engine, design
from tests.kernel.uplinks.machine import Machine
from tests.kernel.waiting import until

pytestmark = pytest.mark.usefixtures("clean")

LINK = host_link_name("lab", "out")
FOREIGN = """
nft 'add table inet patchboard; add chain inet patchboard forward { type filter hook forward priority 0; }'
nft 'add table inet patchboard/a19e1355-6706-5aac-a924-43dd688fa786/lab/out'
nft 'add table ip nat; add chain ip nat POSTROUTING { type nat hook postrouting priority 100; }'
ip link add pb-foreign type veth peer name uplink
ip link set pb-foreign alias 'patchboard a19e1355 uplink out host'
ip rule add preference 30000 iif pb-foreign lookup main
ip route add 192.0.2.0/24 dev up0 proto 157
"""
FOREIGN_NAMES = ("pb-foreign", "192.0.2.0", "inet patchboard ", "dd688fa786", "ip nat", ": up0")
FOREIGN_GONE = """
nft flush ruleset
ip link delete pb-foreign
ip rule delete preference 30000
ip route delete 192.0.2.0/24
"""


def test_what_looks_alike_on_the_machine_is_never_touched(machine: Machine, engine: Engine) -> None:
    machine.do(FOREIGN)
    before = machine.picture()
    with watched(machine) as heard:
        engine.apply(design())
        machine.do(f"ip link delete {LINK}")
        engine.apply(design())
        engine.destroy()
    try:
        assert machine.picture() == before
        assert any(LINK in line for line in heard) and any("/lab/out" in line for line in heard)
        assert [line for line in heard if any(name in line for name in FOREIGN_NAMES)] == []
    finally:
        machine.do(FOREIGN_GONE)


class watched:
    """While this lasts, the kernel's own account of every change of the machine's links, addresses, routes,
    rules and tables; as a list of lines, complete when it is over."""

    MONITORS = (("ip", "-o", "monitor", "link", "address", "route", "rule"), ("nft", "monitor"))

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._processes: list[subprocess.Popen[str]] = []
        self._heard: list[str] = []

    def __enter__(self) -> list[str]:
        self._processes = [self._machine.start(*command) for command in self.MONITORS]
        try:
            until(lambda: all(has_socket(process.pid) for process in self._processes))
        except BaseException:
            self.__exit__()
            raise
        return self._heard

    def __exit__(self, *failure: object) -> None:
        for process in self._processes:
            process.terminate()
            self._heard += process.communicate()[0].splitlines()


def has_socket(pid: int) -> bool:
    """Whether the process has a socket open: a monitor opens no other than the one that it hears with."""
    return any(target(file).startswith("socket:") for file in Path(f"/proc/{pid}/fd").iterdir())


def target(file: Path) -> str:
    """What an open file of a process is; nothing if the process has closed it since it was listed."""
    try:
        return str(file.readlink())
    except FileNotFoundError:
        return ""
