"""What of a group of events is not worth hearing, so that the kernel need not even queue it.

Neighbours come and go with all traffic: of them only the static entries of bridges matter. The kernel's own
routes come and go with addresses and links, and these tell of themselves; so do all settings of a link, of
which only those matter that somebody changes later. The filter is a program of classic BPF that looks at the
header of each message.
"""

import socket
import sys
from struct import Struct

from engine.backends.kernel import bpf
from engine.backends.kernel.rtnetlink import AF_BRIDGE, NUD_NOARP, RTM_DELNEIGH, RTM_NEWNEIGH

_INSTRUCTION = Struct("=HBBI")

_LOAD_BYTE, _EQUAL, _RETURN = 0x30, 0x15, 0x06

_LOW = 0 if sys.byteorder == "little" else 1
_LENGTH, _TYPE, _FAMILY, _PROTOCOL, _STATE = 3 * _LOW, 4 + _LOW, 16, 21, 24 + _LOW
"""Where in a message these stand; of numbers the lowest byte says it all."""

_RTM_NEWROUTE, _RTM_DELROUTE, _RTM_NEWNETCONF, _RTM_DELNETCONF = 24, 25, 80, 81
_BY_KERNEL = 2
_ONE_SETTING = 36
"""The length of a message about one setting of one link: two headers, the link's number, and the value."""


def attach(opened: socket.socket) -> None:
    """From now on the socket hears of no neighbours but the static entries of bridges, of no routes that the
    kernel makes itself, and of settings only if they are changed."""
    bpf.attach(opened, _CODE)


_Code = tuple[bytes, ...]
"""Instructions of which the last one returns: so many bytes of the message are to be heard."""


def _where(offset: int, values: tuple[int, ...], then: _Code, otherwise: _Code) -> _Code:
    """Whether the byte there is one of the values decides how it goes on."""
    last = len(values) - 1
    tests = (
        _INSTRUCTION.pack(_EQUAL, last - number, len(then) if number == last else 0, value)
        for number, value in enumerate(values)
    )
    return _INSTRUCTION.pack(_LOAD_BYTE, 0, 0, offset), *tests, *then, *otherwise


_ALL: _Code = (_INSTRUCTION.pack(_RETURN, 0, 0, 0xFFFFFFFF),)
_NOTHING: _Code = (_INSTRUCTION.pack(_RETURN, 0, 0, 0),)

_NEIGHBOURS = _where(_FAMILY, (AF_BRIDGE,), _where(_STATE, (NUD_NOARP,), _ALL, _NOTHING), _NOTHING)
_ROUTES = _where(_PROTOCOL, (_BY_KERNEL,), _NOTHING, _ALL)
_SETTINGS = _where(_LENGTH, (_ONE_SETTING,), _ALL, _NOTHING)

_CODE = _where(_TYPE, (RTM_NEWNEIGH, RTM_DELNEIGH), _NEIGHBOURS, ())
_CODE += _where(_TYPE, (_RTM_NEWROUTE, _RTM_DELROUTE), _ROUTES, ())
_CODE += _where(_TYPE, (_RTM_NEWNETCONF,), _SETTINGS, ())
_CODE += _where(_TYPE, (_RTM_DELNETCONF,), _NOTHING, _ALL)
