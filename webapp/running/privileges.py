"""Gives up root for good."""

import ctypes
import os
import pwd
from pathlib import Path

_PR_CAPBSET_READ, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 23, 24, 38
_PR_CAP_AMBIENT, _CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True)


class UnknownUser(Exception):
    """The user whom the web process should run as does not exist on this machine."""


def identity() -> pwd.struct_passwd:
    """Whom the web process of root runs as: PATCHBOARD_USER, or nobody. Raises UnknownUser.

    Root itself where the kernel knows no other user here, as in some containers: it is then an ordinary
    user of the machine around it.
    """
    name = os.environ.get("PATCHBOARD_USER", "nobody")
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        raise UnknownUser(f"there is no user {name}; name another one in PATCHBOARD_USER") from None
    return user if _exists_here(user.pw_uid) else pwd.getpwuid(os.geteuid())


def _exists_here(uid: int) -> bool:
    lines = Path("/proc/self/uid_map").read_text().splitlines()
    ranges = [(int(first), int(count)) for first, _, count in map(str.split, lines)]
    return any(first <= uid < first + count for first, count in ranges)


def become(user: pwd.struct_passwd) -> None:
    """Be that user, with no capability and with no way to get one: not by a set-user-id program either."""
    for capability in range(_last_capability() + 1):
        if _prctl(_PR_CAPBSET_READ, capability):
            _prctl(_PR_CAPBSET_DROP, capability)
    _prctl(_PR_CAP_AMBIENT, _CLEAR_ALL)
    if user.pw_uid != os.geteuid():
        os.setgroups([])
        os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
        os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    _drop_capabilities()
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    os.environ.update(HOME=user.pw_dir, USER=user.pw_name, LOGNAME=user.pw_name)


def _last_capability() -> int:
    return int(Path("/proc/sys/kernel/cap_last_cap").read_text())


def _drop_capabilities() -> None:
    """Those that are in force now; user ids do it only when they change."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _checked(_libc.capset(header, none))


def _prctl(option: int, argument: int) -> int:
    return _checked(_libc.prctl(option, *(ctypes.c_ulong(each) for each in (argument, 0, 0, 0))))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
