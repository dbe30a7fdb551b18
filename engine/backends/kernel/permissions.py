"""What this process may do."""

from pathlib import Path

_NEEDED = {"CAP_NET_ADMIN": 12, "CAP_SYS_ADMIN": 21}


def is_root() -> bool:
    """Whether it may make network namespaces and mounts as it is, without a user namespace of its own."""
    return not missing_capabilities()


def missing_capabilities() -> list[str]:
    """What root has and a process needs; a container's root often lacks it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    effective = next(int(line.split()[1], 16) for line in lines if line.startswith("CapEff:"))
    return [name for name, bit in _NEEDED.items() if not effective >> bit & 1]
