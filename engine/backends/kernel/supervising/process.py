"""A process that joins a sandbox and then becomes the program that confines what runs there."""

import base64
import ctypes
import fcntl
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from .documents import FIRST_DATA, Confining, Order

_NEWUSER, _NEWNET = 0x10000000, 0x40000000
_NS_GET_USERNS = 0xB701
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36

LIMITS = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 4096,
    resource.RLIMIT_DATA: 2 << 30,
    resource.RLIMIT_FSIZE: 256 << 20,
    resource.RLIMIT_MEMLOCK: 1 << 20,
}
"""Per process, in bytes where it is about sizes."""

_libc = ctypes.CDLL(None, use_errno=True)


class Gone(Exception):
    """The sandbox is not there, or another one is in its place."""


def start(order: Order) -> tuple[int, int]:
    """The child's pid, and a descriptor to read what it says; raises `Gone` or OSError."""
    netns = open_netns(order)
    said, output = os.pipe()
    data: list[int] = []
    try:
        data += map(in_memory, order["data"])
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _lead_nowhere_but(output)
            os.setsid()
            become(order, netns, data, parent)
    except OSError:
        os.close(said)
        raise
    finally:
        for descriptor in (netns, output, *data):
            os.close(descriptor)
    os.set_blocking(said, False)
    return pid, said


def adopt_orphans() -> None:
    """Become the parent of what outlives a child: where a sandbox's first process ends after the one that
    made it, it is reaped here and at once."""
    _checked(_libc.prctl(_PR_SET_CHILD_SUBREAPER, 1))


def first_process(confining: int) -> int | None:
    """The first one in the namespace that `bwrap` has made; all others there die before it is gone."""
    try:
        return int(Path(f"/proc/{confining}/task/{confining}/children").read_text().split()[0])
    except (OSError, IndexError):
        return None


def main_process(confining: int) -> int | None:
    """The service itself."""
    first = first_process(confining)
    return None if first is None else first_process(first)


def send(number: signal.Signals, confining: int) -> None:
    """Send a signal to all that runs inside, whoever starts others before these."""
    first = first_process(confining)
    waiting = [] if first is None else [first]
    while waiting:
        pid = waiting.pop()
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        waiting += _children(pid)


def _children(pid: int) -> list[int]:
    """Those of all its threads."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, listed.read_text().split())
    return found


def has_begun(confining: int) -> bool:
    """Whether `bwrap` has become the service's own program, which may take a while on a busy machine."""
    main = main_process(confining)
    try:
        return main is not None and not Path(f"/proc/{main}/exe").samefile(f"/proc/{confining}/exe")
    except OSError:
        return False


def open_netns(order: Confining) -> int:
    """The namespace that the order means, and no other that has its name by now; raises `Gone`."""
    try:
        netns = os.open(order["netns"], os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise Gone(f"its namespace {order['netns']} is not there") from error
    if os.fstat(netns).st_ino != order["inode"]:
        os.close(netns)
        raise Gone(f"{order['netns']} is another namespace by now")
    return netns


def in_memory(text: str) -> int:
    """A descriptor to read what is in base64 here."""
    descriptor = os.memfd_create("patchboard", os.MFD_CLOEXEC)
    os.write(descriptor, base64.b64decode(text))
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def become(order: Confining, netns: int, data: list[int], parent: int) -> NoReturn:
    """The program, or a word of why not on standard error. But for the standard descriptors nothing is left
    of what this process was. It ends when `parent` does."""
    try:
        _join(netns)
        _checked(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL))  # after joining, which would clear it
        if os.getppid() != parent:
            os._exit(1)
        for limit, most in {**LIMITS, resource.RLIMIT_NPROC: order["processes"]}.items():
            _bound(limit, most)
        _place_descriptors(data)
        _restore_signals()
        os.execve(order["argv"][0], order["argv"], order["environment"])
    except OSError as error:
        os.write(2, f"{error.filename or order['argv'][0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def _bound(limit: int, most: int) -> None:
    """No more than that, nor than there was before; what is not limited at all is the number -1."""
    _, before = resource.getrlimit(limit)
    most = most if before == resource.RLIM_INFINITY else min(most, before)
    resource.setrlimit(limit, (most, most))


def _lead_nowhere_but(output: int) -> None:
    """Nothing to read, and what is said goes there."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)


def _join(netns: int) -> None:
    """Root of the namespace's own user namespace, in it, with none of the groups it came with."""
    _checked(_libc.setns(fcntl.ioctl(netns, _NS_GET_USERNS), _NEWUSER))
    _checked(_libc.setns(netns, _NEWNET))
    with suppress(PermissionError):  # an ordinary user's namespace may not; its groups mean nothing inside
        os.setgroups([])
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    _tell_pings_apart()


def _tell_pings_apart() -> None:
    """Let root's ping have a socket that hears its own answers only. By a raw one it goes by its process's
    number, which is that of many others here: each program counts its processes anew."""
    Path("/proc/sys/net/ipv4/ping_group_range").write_text("0 0")


def _place_descriptors(data: list[int]) -> None:
    """Those of `data` from `FIRST_DATA` on, and no other that this process has but the standard ones."""
    after = FIRST_DATA + len(data)
    aside = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, after) for descriptor in data]
    os.closerange(3, FIRST_DATA)
    for number, descriptor in enumerate(aside, FIRST_DATA):
        os.dup2(descriptor, number)
    os.closerange(after, max(aside, default=after) + 1)


def _restore_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)


def _checked(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), "joining the sandbox")
