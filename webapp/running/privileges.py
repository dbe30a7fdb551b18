"""Gives up root for good."""

import ctypes
import os
import pwd
from pathlib import Path

_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _CLEAR_ALL = 24, 38, 47, 4
_libc = ctypes.CDLL(None, use_errno=True)


class UnknownUser(Exception):
    """The user whom the web process should run as does not exist on this machine."""


def identity() -> pwd.struct_passwd:
    """Whom root's web process runs as: PATCHBOARD_USER, or nobody. Raises UnknownUser."""
    name = os.environ.get("PATCHBOARD_USER", "nobody")
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise UnknownUser(f"there is no user {name}; name another one in PATCHBOARD_USER") from None


def become(user: pwd.struct_passwd) -> None:
    """Be that user, with no capability and with no way to get one: not by a set-user-id program either."""
    for capability in range(_last_capability() + 1):
        _prctl(_PR_CAPBSET_DROP, capability)
    _prctl(_PR_CAP_AMBIENT, _CLEAR_ALL)
    os.setgroups([])
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    os.environ.update(HOME=user.pw_dir, USER=user.pw_name, LOGNAME=user.pw_name)


def _last_capability() -> int:
    return int(Path("/proc/sys/kernel/cap_last_cap").read_text())


def _prctl(option: int, argument: int) -> None:
    if _libc.prctl(option, ctypes.c_ulong(argument), *[ctypes.c_ulong(0)] * 3):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
