"""What a process has used of the processor, in seconds, user and system."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def used(pid: int) -> float:
    """Its own."""
    return sum(_times(pid)[:2]) / _TICKS


def used_by_ended_children(pid: int) -> float:
    """Of those that it has waited for."""
    return sum(_times(pid)[2:]) / _TICKS


def _times(pid: int) -> list[int]:
    """utime, stime, cutime and cstime of proc_pid_stat(5), in ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(each) for each in fields[11:15]]
