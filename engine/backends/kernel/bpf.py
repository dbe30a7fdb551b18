"""Filters of frames: written as tcpdump has them, carried out by the kernel."""

import ctypes
import socket
import subprocess
from collections.abc import Sequence
from struct import Struct

from engine.backends.kernel.place import Place, go_to
from engine.errors import Permanent

LONGEST = 1000
"""Characters of a filter; more is no filter but an attack."""

_SO_ATTACH_FILTER = 26
_INSTRUCTION = Struct("=HBBI")
_PROGRAM = Struct("HN")
_PATIENCE = 5.0

Code = Sequence[bytes]


class BadFilter(Permanent):
    """What is wrong with the text of a filter, in tcpdump's words."""


def attach(opened: socket.socket, code: Code) -> None:
    """From now on the socket receives what the program lets through."""
    program = ctypes.create_string_buffer(b"".join(code))
    pointer = _PROGRAM.pack(len(code), ctypes.addressof(program))
    opened.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)


def compiled(text: str, fabric: Place) -> Code:
    """The program of a filter such as `arp or icmp`; raises BadFilter.

    It is compiled for a link of the fabric's, not for a file: VLAN tags are looked for where this kernel
    keeps them, which is beside the frame.
    """
    if len(text) > LONGEST:
        raise BadFilter(f"a filter has at most {LONGEST} characters")
    said = go_to(fabric.descriptor, lambda: _tcpdump(text))
    if said.returncode:
        raise BadFilter(_reason(said.stderr))
    return tuple(_INSTRUCTION.pack(*map(int, line.split())) for line in said.stdout.splitlines()[1:])


def _tcpdump(text: str) -> subprocess.CompletedProcess[str]:
    command = ["tcpdump", "-ddd", "-i", "lo", "--", text]
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except FileNotFoundError as error:
        missing = "tcpdump, which compiles filters, is not installed; as root: apt-get install tcpdump"
        raise BadFilter(missing) from error
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise BadFilter("it takes too long to compile; write addresses and numbers, not names") from error


def _reason(complaint: str) -> str:
    lines = complaint.strip().splitlines() or ["tcpdump does not take it"]
    return lines[-1].removeprefix("tcpdump: ")
