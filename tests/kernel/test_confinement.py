"""What runs in a sandbox reaches its networks and nothing else of the machine.

Each probe is run as a service would be; it succeeds (exit status 0) only where the confinement fails.
"""

import json
import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.backends.kernel import seccomp
from engine.backends.kernel.backend import KernelBackend
from tests.kernel.serving import file, said, served
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.require import require
from topology.values import Service

ROOT = Path(__file__).parents[2]

SYSCALL = "import ctypes, os, sys; libc = ctypes.CDLL(None, use_errno=True);"


def call(number: str, *arguments: str) -> list[str]:
    """The kernel's answer to a system call is what counts, not the C library's."""
    script = f"{SYSCALL} sys.exit(0 if libc.syscall({', '.join([number, *arguments])}) >= 0 else 1)"
    return ["python3", "-c", script]


WITNESS = Path(f"/tmp/patchboard-probe-{os.getpid()}")
"""Where the machine's own /tmp is seen."""

PROBES: dict[str, list[str]] = {
    "read the machine's passwords": ["cat", "/etc/shadow"],
    "write into /etc": ["sh", "-c", "echo x >/etc/patchboard-probe"],
    "replace a program": ["sh", "-c", ": >>/usr/bin/env"],
    "see the project and its data": ["ls", str(ROOT)],
    "see the engine's folder": ["ls", "/run/patchboard"],
    "see other sandboxes": ["sh", "-c", "ls /run/netns | grep ."],
    "see other sandboxes' files": ["sh", "-c", "ls -A /etc/netns | grep ."],
    "see homes": ["sh", "-c", "ls -A /root /home | grep -v : | grep ."],
    "leave something in the machine's /tmp": ["test", "-e", str(WITNESS)],
    "see processes of the machine": ["sh", "-c", "ls /proc | grep -x -E '[0-9]{3,}'"],
    "mount": ["mount", "-t", "tmpfs", "none", "/tmp"],
    "make a user namespace": ["unshare", "-U", "true"],
    "make one by clone": [
        "python3",
        "-c",
        f"{SYSCALL} sys.exit(libc.syscall(56, 0x10000011, 0, 0, 0, 0) < 0)",
    ],
    "join another network": ["nsenter", "--net=/proc/1/ns/net", "true"],
    "trace a process": ["python3", "-c", f"{SYSCALL} sys.exit(libc.ptrace(16, 1, 0, 0) < 0)"],
    "load a module": call("175", "b''", "0", "b''"),
    "use io_uring": call("425", "1", "ctypes.create_string_buffer(120)"),
    "use bpf": call("321", "0", "ctypes.create_string_buffer(128)", "72"),
    "use keys": call("250", "0", "-3", "0"),
    "set the clock": ["date", "-s", "2020-01-01"],
    "change the host name": ["hostname", "other"],
    "type in somebody else's name": ["python3", "-c", "import fcntl; fcntl.ioctl(1, 0x5412, b'x')"],
    "reach the host by vsock": ["python3", "-c", "import socket; socket.socket(40, socket.SOCK_STREAM)"],
    "change settings of the kernel": ["sh", "-c", "echo 1 >/proc/sys/kernel/panic"],
    "gain rights by a program": ["sh", "-c", "grep -q 'NoNewPrivs:.0' /proc/self/status"],
    "have as much memory as it likes": ["sh", "-c", "test $(ulimit -H -d) = unlimited"],
    "write files as large as it likes": ["sh", "-c", "test $(ulimit -H -f) = unlimited"],
    "have 3 GiB of memory": ["python3", "-c", "import mmap; mmap.mmap(-1, 3 << 30, mmap.MAP_PRIVATE)"],
    "see the machine's interfaces": ["sh", "-c", "ls /sys/class/net"],
    "have more rights than networking needs": [
        "sh",
        "-c",
        "! grep -q 'CapPrm:.0000000000003400' /proc/self/status",
    ],
}

HARMFUL = frozenset(
    {
        "write into /etc",
        "replace a program",
        "join another network",
        "set the clock",
        "change the host name",
        "change settings of the kernel",
        "load a module",
        "trace a process",
        "mount",
        "type in somebody else's name",
        "see the engine's folder",
        "see other sandboxes",
        "use bpf",
        "use keys",
        "reach the host by vsock",
        "see homes",
        "make one by clone",
    }
)
"""Those that would change the machine, or that this machine has nothing of."""

ALLOWED: dict[str, list[str]] = {
    "configure its interfaces": ["ip", "link", "set", "eth0", "mtu", "1400"],
    "use ping": ["ping", "-c1", "-W3", "10.0.0.3"],
    "have a ping of its own, not heard by others": ["python3", "-c", "import socket; socket.socket(2, 2, 1)"],
    "listen on a low port": ["python3", "-c", "import socket; socket.create_server(('', 80))"],
    "use nftables": ["nft", "add", "table", "inet", "own"],
    "write into /tmp, /run and /var": ["sh", "-c", "touch /tmp/a /run/b /var/log/c /var/tmp/d"],
    "start programs and threads": [
        "python3",
        "-c",
        "import threading, subprocess; t = threading.Thread(target=print); t.start(); t.join();"
        " subprocess.run(['true'], check=True)",
    ],
}


DRIVER = """
import json, subprocess
for what, command in json.load(open("/etc/probes")).items():
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    print(json.dumps([what, done.returncode, done.stderr[-300:]]), flush=True)
"""

Outcomes = dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def outcomes(backend: KernelBackend) -> Iterator[Outcomes]:
    """Exit status and complaint of all that is tried, by one service."""
    for program in ("bwrap", "python3", "unshare", "nsenter", "nft", "ping"):
        require(program)
    WITNESS.touch()
    world = World(backend)
    probes = file("/etc/probes", json.dumps(PROBES | ALLOWED))
    driver = Service(name="web", command=("python3", "-c", DRIVER), files=(probes,), restart="no")
    assert world.build(served(driver)) == ()
    until(lambda: len(said(world).splitlines()) == len(PROBES | ALLOWED), 60)
    yield {what: (status, error) for what, status, error in map(json.loads, said(world).splitlines())}
    world.destroy()
    WITNESS.unlink()


@pytest.mark.parametrize("what", PROBES)
def test_a_service_cannot(outcomes: Outcomes, what: str) -> None:
    status, complaint = outcomes[what]
    assert status != 0
    assert "Traceback" not in complaint or "Error" in complaint


@pytest.mark.parametrize("what", ALLOWED)
def test_a_service_can(outcomes: Outcomes, what: str) -> None:
    assert outcomes[what] == (0, "")


@pytest.mark.parametrize("what", PROBES)
def test_the_probe_would_find_it_without_confinement(what: str) -> None:
    """A probe that fails everywhere would prove nothing: most of them succeed for root outside."""
    harmless = what not in HARMFUL
    if harmless:
        assert subprocess.run(PROBES[what], capture_output=True, check=False).returncode == 0


def test_the_filter_is_a_whole_program() -> None:
    """Every jump leads to an instruction, and the last one is a return."""
    instructions = [*struct.iter_unpack("=HBBI", seccomp.program())]
    assert instructions[-1][0] == 0x06
    for place, (code, yes, no, operand) in enumerate(instructions):
        if code & 7 == 5:
            ahead = [operand] if code == 5 else [yes, no]
            assert all(place + 1 + each < len(instructions) for each in ahead)
