"""Which features this machine's kernel has, found out by asking it.

Each is tried in a throw-away namespace by a process of its own: `python -m engine.backends.kernel.probe`
prints them as JSON. What the kernel can load as a module, trying loads.
"""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from struct import pack

from engine.backends.kernel import confinement, encode, links, netlink, nfnetlink, permissions
from engine.backends.kernel.netlink import NLM_F_NEW, attribute, message
from engine.backends.kernel.syscalls import CLONE_NEWNET, CLONE_NEWUSER, unshare
from engine.errors import Permanent, Transient
from engine.resources import Bridge, Rule
from engine.rule_tables import losing, whole

_RTM_NEWQDISC = 36
_TCA_KIND = 1
_AT_ROOT = 0xFFFFFFFF
_LOOPBACK = 1


def features() -> dict[str, bool]:
    """By name, as in `TRIALS`; all False where no namespace can be made. Raises `Transient`."""
    command = [sys.executable, "-m", "engine.backends.kernel.probe"]
    root = Path(__file__).parents[3]
    try:
        said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Transient(f"the program that asks what the kernel can do does not start: {error}") from error
    if said.returncode < 0:
        raise Transient("the program that asks what the kernel can do was killed")
    found: dict[str, bool] = json.loads(said.stdout) if said.returncode == 0 else {}
    return {name: found.get(name, False) for name in ("netns", *TRIALS, "bwrap", "userns")}


def _link_kind(kind: str) -> bool:
    """Whether the kernel knows the kind; it may still refuse to make one of it out of nothing."""
    body = links.HEADER.pack(0, 0, 0, 0, 0) + attribute(links.IFLA_IFNAME, f"try-{kind}".encode() + b"\0")
    body += attribute(links.IFLA_LINKINFO, attribute(links.IFLA_INFO_KIND, kind.encode()))
    return errno.EOPNOTSUPP not in _refusals(message(links.RTM_NEWLINK, NLM_F_NEW, 1, body))


def _queueing(kind: str) -> bool:
    body = pack("=BxxxiIII", 0, _LOOPBACK, 0, _AT_ROOT, 0) + attribute(_TCA_KIND, kind.encode() + b"\0")
    return errno.ENOENT not in _refusals(message(_RTM_NEWQDISC, NLM_F_NEW, 1, body))


def _spanning_tree() -> bool:
    bridge = Bridge("try-stp", "try-stp", "02:00:00:00:00:01", stp=True)
    return not _refusals(encode.create_bridge(1, bridge, 1000, 0))


def _vlan_filtering() -> bool:
    """A kernel that was built without takes the option, and ignores it."""
    with netlink.open_socket() as asking:
        bridge = Bridge("try-vlans", "try-vlans", "02:00:00:00:00:01", vlan_filtering=True)
        netlink.carry_out(asking, [encode.create_bridge(1, bridge, 1001, 0)])
        (made,) = links.numbered(asking, "", "", [1001]) or (None,)
        return made is not None and made.options is not None and made.options.vlan_filtering


def _ipv6() -> bool:
    disabled = Path("/proc/sys/net/ipv6/conf/all/disable_ipv6")
    return disabled.exists() and disabled.read_text().strip() == "0"


def _nftables() -> bool:
    """With its program, and with what loses frames at links, which not every kernel's nftables can."""
    try:
        nfnetlink.run(whole("try", [Rule("", f"{hook} lo", losing(1)) for hook in ("ingress", "egress")]))
    except (Transient, Permanent):
        return False
    return True


def _confines() -> bool:
    """Some machines have `bwrap` and do not let it make namespaces."""
    own = [] if permissions.is_root() else ["--unshare-user"]
    return _succeeds(["bwrap", *own, *confinement.isolation("try"), "--ro-bind", "/", "/", "true"])


def _succeeds(command: list[str]) -> bool:
    """Whether it can be run, and succeeds."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def _refusals(request: bytes) -> set[int]:
    with netlink.open_socket() as asking:
        return {code for _, code, _ in netlink.carry_out(asking, [request])}


TRIALS: dict[str, Callable[[], bool]] = {
    "bridge": lambda: _link_kind("bridge"),
    "stp": _spanning_tree,
    "veth": lambda: _link_kind("veth"),
    "ipv6": _ipv6,
    "tbf": lambda: _queueing("tbf"),
    "netem": lambda: _queueing("netem"),
    "vlan": lambda: _link_kind("vlan"),
    "macvlan": lambda: _link_kind("macvlan"),
    "ipvlan": lambda: _link_kind("ipvlan"),
    "vlan_filtering": _vlan_filtering,
    "vxlan": lambda: _link_kind("vxlan"),
    "nft": _nftables,
}


def _try_all() -> dict[str, bool]:
    found = {"bwrap": _confines()}
    _isolate()
    found |= {"netns": True, **{name: trial() for name, trial in TRIALS.items()}}
    return {**found, "userns": _user_namespace()}


def _isolate() -> None:
    """Be root in a network namespace of one's own: a program that is run there must be able to use it."""
    uid = os.geteuid()
    if permissions.is_root():
        unshare(CLONE_NEWNET)
    else:
        unshare(CLONE_NEWNET | CLONE_NEWUSER)
        Path("/proc/self/uid_map").write_text(f"0 {uid} 1")


def _user_namespace() -> bool:
    try:
        unshare(CLONE_NEWUSER)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_try_all()))
