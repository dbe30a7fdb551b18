"""Runs a command as an ordinary user who can reach this checkout: python -m … USER COMMAND…"""

import os
import pwd
import sys
from pathlib import Path

from webapp.running.sight import open_up


def main(name: str, *command: str) -> None:
    user = pwd.getpwnam(name)
    data = Path(os.environ["PATCHBOARD_DATA"])
    open_up([Path.cwd(), Path(sys.prefix), Path(sys.base_prefix), data], user)
    os.setgroups([])
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
