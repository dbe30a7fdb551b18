"""The system calls that Python 3.11 has no name for. Each raises OSError as `os` does."""

import ctypes
import fcntl
import os
import socket
from pathlib import Path
from struct import Struct

CLONE_NEWNS = 0x00020000
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MS_SLAVE = 0x80000
MS_SHARED = 0x100000
_MNT_DETACH = 2

_AT_FDCWD, _AT_SYMLINK_FOLLOW = -100, 0x400

_NS_GET_USERNS = 0xB701
_NS_GET_OWNER_UID = 0xB704

_SIOCDEVPRIVATE, _BRCTL_GET_BRIDGE_INFO = 0x89F0, 6
_BRIDGE_INFO, _OWN_FORWARD_DELAY = Struct("=QQIIIIIIIBBBBIIIIII"), 8

_LINK_ADDRESS = Struct("=HHiHBB8s")
"""sockaddr_ll: family, protocol, index, then what only an answer has."""

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mount.argtypes = (
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_ulong,
    ctypes.c_char_p,
)


def _checked(result: int, what: str | None = None) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)
    return result


def setns(descriptor: int, kind: int) -> None:
    """Move the calling thread into a namespace; of a user namespace only a single-threaded process."""
    _checked(_libc.setns(descriptor, kind))


def unshare(kinds: int) -> None:
    """Move the calling thread into new namespaces of these kinds."""
    _checked(_libc.unshare(kinds))


def mount(source: str, target: Path, kind: str | None = None, flags: int = 0, options: str = "") -> None:
    """`options` are the file system's own, as after `-o`."""
    arguments = (source.encode(), bytes(target), kind and kind.encode(), flags, options.encode())
    _checked(_libc.mount(*arguments), str(target))


def unmount(target: Path) -> None:
    """Take a mount out of sight at once, whoever still uses it."""
    _checked(_libc.umount2(bytes(target), _MNT_DETACH), str(target))


def link(descriptor: int, at: Path) -> None:
    """Give an open file one more name."""
    source = f"/proc/self/fd/{descriptor}".encode()
    _checked(_libc.linkat(_AT_FDCWD, source, _AT_FDCWD, bytes(at), _AT_SYMLINK_FOLLOW), str(at))


def owning_user_namespace(descriptor: int) -> int:
    """A descriptor of the user namespace that owns this namespace."""
    return fcntl.ioctl(descriptor, _NS_GET_USERNS)


def owner_of_user_namespace(descriptor: int) -> int:
    """The user id, as seen from here, that made this user namespace."""
    uid = ctypes.c_uint()
    fcntl.ioctl(descriptor, _NS_GET_OWNER_UID, uid)
    return uid.value


def inotify(folder: Path, mask: int) -> int:
    """A descriptor that becomes readable when something of `mask` happens in the folder."""
    descriptor = _checked(_libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
    try:
        _checked(_libc.inotify_add_watch(descriptor, bytes(folder), mask), str(folder))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def own_forward_delay(opened: socket.socket, bridge: str) -> int | None:
    """The forward delay that a bridge in the socket's namespace would impose if it were the root, in
    hundredths of a second; netlink only tells the root's. None if there is no such bridge any more."""
    answer = ctypes.create_string_buffer(_BRIDGE_INFO.size)
    asking = (ctypes.c_ulong * 4)(_BRCTL_GET_BRIDGE_INFO, ctypes.addressof(answer), 0, 0)
    request = Struct("16sN16x").pack(bridge.encode(), ctypes.addressof(asking))
    try:
        fcntl.ioctl(opened, _SIOCDEVPRIVATE, request)
    except OSError:
        return None
    return int(_BRIDGE_INFO.unpack(answer.raw)[_OWN_FORWARD_DELAY])


def bind_to_every_link(opened: socket.socket, protocol: int) -> None:
    """Have a packet socket receive frames of the protocol at all links of its namespace."""
    address = _LINK_ADDRESS.pack(socket.AF_PACKET, socket.htons(protocol), 0, 0, 0, 0, b"")
    _checked(_libc.bind(opened.fileno(), address, len(address)))
