"""Terminals in sandboxes: a shell, confined as a service is, at a terminal of its own.

The shell's process leads the session that the terminal belongs to: when the terminal is hung up, because it
is closed here or this process is gone, that ends it and all that runs in there.
"""

import fcntl
import os
import shlex
import shutil
import signal
import struct
import subprocess
import termios
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.backends.kernel import cgroups, confinement, files, identity, inside
from engine.backends.kernel.cgroups import Group
from engine.backends.kernel.places import Places
from engine.backends.kernel.supervising import process
from engine.backends.kernel.supervising.documents import Shell

_IUTF8 = 0o40000
_RC_FILE = "/run/bashrc"
_RC = """cd
PS1={}
alias ls='ls --color=auto' grep='grep --color=auto' ip='ip -color=auto' diff='diff --color=auto'
alias tcpdump='tcpdump -Z root'
"""
"""There is no other user than root: tcpdump would become one."""
_PROMPT = r"\[\e[1;32m\]\u@\h\[\e[0;36m\]({})\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ "
"""With colours, which a shell is told not to count as width."""
_AT_ONCE = 1 << 16

PROCESSES = 512
"""Of all that runs in a topology, from which on a terminal gets no more: fewer than for services and tools,
so that these go on. A terminal at rest has three."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A shell that is to be started, or its `group` removed. `owner`: the user id that root of the topology
    is."""

    shell: Shell
    owner: int
    group: Group | None


def prepare(places: Places, topology: str, sandbox: str) -> Prepared:
    """Raises `Missing` if there is no such sandbox, and `Transient`."""
    confined = confinement.confine(
        _command(),
        sandbox,
        {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PS1": f"root@{sandbox}({topology}):# "},
        files=[(_RC_FILE, _RC.format(shlex.quote(_PROMPT.format(topology))).encode())],
        shared=files.seen_in(topology, sandbox),
        session=confinement.OWN_SESSION,
    )
    order = inside.placed(places, topology, sandbox, confined)
    cgroups.clear()
    group = cgroups.make()
    return Prepared(
        {**order, "processes": PROCESSES, "groups": group.doors if group else []}, _root_of(topology), group
    )


class Terminal:
    """One that runs. `output` becomes readable when there is something to `read`, `gone` when its first
    process has ended. To be made by a thread that lives as long as this process: it ends with it."""

    def __init__(self, prepared: Prepared, columns: int, rows: int) -> None:
        self._group = prepared.group
        self.output, theirs = os.openpty()
        try:
            os.set_blocking(self.output, False)
            self.resize(columns, rows)
            _make_ready(theirs, prepared.owner)
            self._process = _start(prepared.shell, theirs)
            self.gone = os.pidfd_open(self._process.pid)
        except OSError:
            os.close(self.output)
            self._leave_group()
            raise
        finally:
            os.close(theirs)

    def read(self) -> bytes | None:
        """What was said since; None if that is nothing, empty if nobody can say anything any more."""
        try:
            return os.read(self.output, _AT_ONCE)
        except BlockingIOError:
            return None
        except OSError:  # EIO: nobody has the other end open
            return b""

    def write(self, data: bytes) -> int:
        """How many bytes of it were taken; none if it has as much as it can hold, or is gone."""
        try:
            return os.write(self.output, data)
        except BlockingIOError:
            return 0

    def resize(self, columns: int, rows: int) -> None:
        """Programs hear of it."""
        fcntl.ioctl(self.output, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """As when a line breaks: a shell tells its jobs, and ends."""
        main = process.main_process(self._process.pid)
        if main is None:
            return self.kill()
        self._signal(main, signal.SIGHUP, signal.SIGCONT)

    def kill(self) -> None:
        """All that runs there, at once: with the first process all others go before it is gone."""
        self._signal(process.first_process(self._process.pid), signal.SIGKILL)

    def close(self) -> int:
        """Once it is gone, or to have it go; the status with which it ended, as `subprocess` has it."""
        os.close(self.output)
        status = self._process.wait()
        os.close(self.gone)
        self._leave_group()
        return status

    def _signal(self, pid: int | None, *numbers: signal.Signals) -> None:
        """The process with this number, if it is there; None: the one that confines, and has no other yet."""
        with suppress(ProcessLookupError):
            target = os.pidfd_open(pid) if pid else os.dup(self.gone)
            try:
                for number in numbers:
                    signal.pidfd_send_signal(target, number)
            finally:
                os.close(target)

    def _leave_group(self) -> None:
        if self._group:
            self._group.remove()


def _start(shell: Shell, terminal: int) -> subprocess.Popen[bytes]:
    with inside.handed_over(shell) as descriptor:
        return subprocess.Popen(
            inside.entering(descriptor, "terminal"),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            pass_fds=(descriptor,),
            cwd="/",
        )


def _make_ready(terminal: int, owner: int) -> None:
    """For letters of several bytes, and for root of the topology to open by its name."""
    modes = termios.tcgetattr(terminal)
    modes[0] |= _IUTF8
    termios.tcsetattr(terminal, termios.TCSANOW, modes)
    with suppress(PermissionError):  # an ordinary user's are that user's already
        os.fchown(terminal, owner, -1)


def _root_of(topology: str) -> int:
    """The user id, as seen from here, that root of the topology is."""
    return int(identity.choose(topology, Path("/proc/self/uid_map").read_text()).split()[0])


def _command() -> list[str]:
    bash = shutil.which("bash", path=confinement.PATH)
    return [bash, "--rcfile", _RC_FILE] if bash else ["/bin/sh"]
