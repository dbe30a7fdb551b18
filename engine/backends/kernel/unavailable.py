"""Why namespaces cannot be had on a machine, and what to do about it."""

from pathlib import Path

_SWITCHES = {
    "kernel/unprivileged_userns_clone": ("0", "1"),
    "kernel/apparmor_restrict_unprivileged_userns": ("1", "0"),
    "user/max_user_namespaces": ("0", "10000"),
    "user/max_net_namespaces": ("0", "10000"),
    "user/max_mnt_namespaces": ("0", "10000"),
}
"""Settings of the machine that forbid namespaces: the forbidding value, and one that does not."""


class Unavailable(Exception):
    """Namespaces cannot be made here; says why and what to do, in one sentence."""


def refused(what: str) -> Unavailable:
    """The machine refused an ordinary user `what`; its switches tell why, if they do."""
    for name, (forbidding, allowing) in _SWITCHES.items():
        switch = Path("/proc/sys") / name
        if switch.exists() and switch.read_text().strip() == forbidding:
            setting = name.replace("/", ".")
            return Unavailable(
                f"This machine forbids ordinary users namespaces ({setting} = {forbidding}): "
                f"run `sysctl -w {setting}={allowing}` as root, or start Patchboard as root."
            )
    return Unavailable(
        f"Namespaces cannot be made here ({what}): start Patchboard as root, "
        "or, if this is a container, run the container with --privileged."
    )
