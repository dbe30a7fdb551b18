"""Settings of the kernel in a sandbox, as they should be and as they are: all those that a design can make.

What a design does not say is as in a new namespace; an interface begins as its sandbox says of all that come.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from topology.sysctls import ACCEPT_RA, OF_ENDPOINT, OF_SANDBOX, canonical, path
from topology.values import Endpoint

Settings = dict[str, str]

_PROC = Path("/proc/sys/net")
_FORWARDING = ("ipv4/ip_forward", "ipv6/conf/all/forwarding")
_OF_PLACE = [*map(path, OF_SANDBOX), *_FORWARDING, "ipv6/conf/default/disable_ipv6"]
_OF_NEWCOMERS = [path(name, "default") for name in OF_ENDPOINT]


def wanted(forwarding: bool, own: Mapping[str, str], endpoints: Iterable[Endpoint] = ()) -> Settings:
    """Of a namespace in which a design sets these, and of interfaces in it."""
    begun = fresh(forwarding) | {path(name): value for name, value in own.items()}
    found = {key: begun[key] for key in _OF_PLACE if key in begun}
    for each in endpoints:
        stated = {ACCEPT_RA: "0"} | each.sysctls
        for name in OF_ENDPOINT:
            value = stated.get(name, begun.get(path(name, "default")))
            if value is not None:
                found[path(name, str(each.interface))] = value
    return found


def seen(keys: Iterable[str]) -> Settings:
    """In the namespace in which this is called."""
    found = ((key, _content(f"{_PROC}/{key}")) for key in keys)
    return {key: _canonical(value) for key, value in found if value is not None}


@cache
def _canonical(value: bytes) -> str:
    return canonical(value.decode())


def _content(file: str) -> bytes | None:
    """Without the layers of `Path` and `open`: there are thousands of them."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return os.read(descriptor, 4096)
    finally:
        os.close(descriptor)


@cache
def fresh(forwarding: bool) -> Settings:
    """What a new namespace has once somebody has said whether it forwards."""
    say = [f"echo {int(forwarding)} >{_PROC / key}" for key in _FORWARDING]
    script = "\n".join([*say, f'cd {_PROC}; grep -s "" "$@" || true'])  # some kernels lack some of them
    command = ["unshare", "--net", "sh", "-ec", script, "sh", *_OF_PLACE, *_OF_NEWCOMERS]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pairs = (line.partition(":") for line in said.splitlines())
    return {key: canonical(value) for key, _, value in pairs}
