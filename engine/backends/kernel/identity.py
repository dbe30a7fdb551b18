"""Who root inside a topology is outside: an unprivileged user id that nobody else has.

Root's namespaces map a range of ids of the topology's own, so that root inside owns no file of the
machine. An ordinary user has one id only, and so have all of that user's topologies.
"""

from hashlib import blake2b
from pathlib import Path

_WIDTH = 1 << 16
_FIRST, _RANGES = 0x70000000, 4093
"""Ids that neither distributions, nor /etc/subuid by default, nor systemd give to anything else."""


def write_maps(pid: int, topology: str) -> None:
    """Give the user namespace that process `pid` has just made its ids."""
    for kind in ("uid", "gid"):
        own = Path(f"/proc/self/{kind}_map").read_text()
        Path(f"/proc/{pid}/{kind}_map").write_text(f"0 {choose(topology, own)}\n")


def choose(topology: str, own_map: str) -> str:
    """First outer id and how many, out of those that `own_map` (this process's own) lets us give."""
    ranges = [(first, first + count) for first, _, count in _rows(own_map)]
    start = _FIRST + _WIDTH * (_hash(topology) % _RANGES)
    if any(first <= start and start + _WIDTH <= end for first, end in ranges):
        return f"{start} {_WIDTH}"
    return f"{max(end for _, end in ranges) - 1} 1"


def _rows(own_map: str) -> list[tuple[int, int, int]]:
    return [
        (int(first), int(outer), int(count)) for first, outer, count in map(str.split, own_map.splitlines())
    ]


def _hash(topology: str) -> int:
    return int.from_bytes(blake2b(topology.encode(), digest_size=8).digest(), "little")
