"""What of a group of events is not worth hearing, so that the kernel need not even queue it.

Neighbours come and go with all traffic: of them only the static entries of bridges matter. Of settings a link
tells all when it comes and that they are gone when it goes, as if the link did not tell of itself; when one
is changed, just that. The filter is a program of classic BPF that looks at the header of each message.
"""

import ctypes
import socket
import sys
from struct import Struct

from engine.backends.kernel.fdb import AF_BRIDGE, RTM_DELNEIGH, RTM_NEWNEIGH, STATIC

_SO_ATTACH_FILTER = 26
_INSTRUCTION = Struct("=HBBI")
_PROGRAM = Struct("HN")

_LOAD_BYTE, _EQUAL, _RETURN = 0x30, 0x15, 0x06
_ALL, _NOTHING = 0xFFFFFFFF, 0

_LOW = 0 if sys.byteorder == "little" else 1
_LENGTH, _TYPE, _FAMILY, _STATE = 3 * _LOW, 4 + _LOW, 16, 24 + _LOW
"""Where in a message these stand; of all numbers the lowest byte says it all."""

_NEW_SETTINGS, _SETTINGS_GONE = 80, 81
_ONE_SETTING = 36
"""The length of a message about one setting of one link: two headers, the link's number, and the value."""


def attach(opened: socket.socket) -> None:
    """From now on the socket hears of no neighbours but the static entries of bridges, and of settings only
    if they are changed."""
    program = ctypes.create_string_buffer(b"".join(_CODE))
    pointer = _PROGRAM.pack(len(_CODE), ctypes.addressof(program))
    opened.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)


def _if_not(value: int, skipped: int) -> bytes:
    """Go over so many instructions unless what was loaded last is that value."""
    return _INSTRUCTION.pack(_EQUAL, 0, skipped, value)


def _load(offset: int) -> bytes:
    return _INSTRUCTION.pack(_LOAD_BYTE, 0, 0, offset)


_CODE = (
    _load(_TYPE),
    _if_not(_NEW_SETTINGS, 2),
    _load(_LENGTH),
    _INSTRUCTION.pack(_EQUAL, 7, 8, _ONE_SETTING),
    _INSTRUCTION.pack(_EQUAL, 7, 0, _SETTINGS_GONE),
    _INSTRUCTION.pack(_EQUAL, 1, 0, RTM_NEWNEIGH),
    _if_not(RTM_DELNEIGH, 4),
    _load(_FAMILY),
    _if_not(AF_BRIDGE, 3),
    _load(_STATE),
    _if_not(STATIC, 1),
    _INSTRUCTION.pack(_RETURN, 0, 0, _ALL),
    _INSTRUCTION.pack(_RETURN, 0, 0, _NOTHING),
)
