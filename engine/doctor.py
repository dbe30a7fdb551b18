"""What this machine has of what the engine needs: kernel features, tools, permissions."""

import os
import resource
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.backends.kernel import cgroups, permissions, probe, unavailable
from engine.features import REMEDIES
from engine.uplinks import FORWARDING

ENOUGH_FILES = 4096
_SEARCH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin"])


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is there or not, what it is needed for, and how to get it."""

    what: str
    present: bool
    needed_for: str
    remedy: str


FEATURES = {
    "netns": ("network namespaces", "everything", "run Linux with CONFIG_NET_NS, as root or rootless"),
    "userns": ("user namespaces", "isolating topologies, and rootless mode", ""),
    "bridge": ("bridge", "networks of the driver bridge", "modprobe bridge"),
    "stp": ("STP", "rings of networks", "modprobe bridge, in a kernel with the STP module"),
    "veth": ("veth", "endpoints, cables and patches", "modprobe veth"),
    "ipv6": ("IPv6", "IPv6 subnets and addresses", "boot without ipv6.disable, set disable_ipv6 to 0"),
    "tbf": ("tbf", "rates", "modprobe sch_tbf"),
    "netem": ("netem", "delay, jitter and loss", "modprobe sch_netem"),
    "vlan": ("8021q", "VLANs", "modprobe 8021q"),
    "vlan_filtering": ("bridge VLAN filtering", "VLANs", "a kernel that has it, such as Debian's"),
    "macvlan": ("macvlan", "networks of the driver macvlan", "modprobe macvlan"),
    "ipvlan": ("ipvlan", "networks of the driver ipvlan", "modprobe ipvlan"),
    "vxlan": ("vxlan", "networks over several hosts", "modprobe vxlan"),
    "bwrap": ("bubblewrap", "services and terminals in sandboxes", "as root: apt-get install bubblewrap"),
    "nft": ("nftables", "address translation at uplinks", "modprobe nf_tables"),
}
"""By the probe's name: what it is called, what it is needed for, how to get it."""

TOOLS = {
    "ip": ("looking into sandboxes by hand, the commands that a plan shows", "iproute2"),
    "bridge": ("looking at bridges by hand", "iproute2"),
    "tc": ("looking at rates and delays by hand", "iproute2"),
    "sysctl": ("the commands that a plan shows", "procps"),
    "bash": ("terminals, which make do with sh", "bash"),
    "ping": ("trying whether it works", "iputils-ping"),
    "tcpdump": ("filters of captures, packet trails", "tcpdump"),
    "fping": ("everybody pinging everybody", "fping"),
    "arping": ("trying who answers on a link, in a terminal", "iputils-arping"),
    "traceroute": ("finding the way that packets take", "traceroute"),
    "tracepath": ("finding how large packets may be", "iputils-tracepath"),
    "ss": ("seeing who is connected, in a terminal", "iproute2"),
    "iperf3": ("measuring throughput", "iperf3"),
    "dig": ("asking name servers", "bind9-dnsutils"),
    "curl": ("asking web servers", "curl"),
    "bird": ("the demonstration three-routers", "bird2"),
    "nft": ("uplinks", "nftables"),
}
"""By command: what it is needed for, and Debian's package."""


def examine(uplinks: bool) -> tuple[Finding, ...]:
    """Everything, in the order of a table: kernel, tools, permissions, and uplinks if they are on."""
    return (*_features(), *_tools(), *_permissions(), *_uplinks(uplinks))


def _features() -> Iterator[Finding]:
    found = probe.features()
    for name, (what, needed_for, remedy) in FEATURES.items():
        how = remedy or str(unavailable.refused("user namespaces"))
        yield Finding(what, found[name], needed_for, _as_root(how) if how.startswith("modprobe") else how)


def _as_root(command: str) -> str:
    return f"as root: {command}; if there is no such module, a kernel that has it, such as Debian's"


def _tools() -> Iterator[Finding]:
    for command, (needed_for, package) in TOOLS.items():
        found = shutil.which(command, path=_SEARCH) is not None
        yield Finding(command, found, needed_for, f"as root: apt-get install {package}")


def _permissions() -> Iterator[Finding]:
    missing = ", ".join(permissions.missing_capabilities())
    yield Finding(
        "root",
        not missing,
        "namespaces that the whole machine sees; without it Patchboard runs rootless",
        f"start as root (missing: {missing})",
    )
    _, files = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield Finding(
        f"{files} open files",
        files >= ENOUGH_FILES,
        "topologies of more than some hundred sandboxes",
        f"raise the hard limit (ulimit -Hn) to {ENOUGH_FILES} or more",
    )
    yield Finding(
        "control groups",
        cgroups.can_be_made(),
        "bounding the memory and the processes of a terminal; without them only each process is bounded",
        "start as root; if this is a container, have /sys/fs/cgroup writable in it",
    )
    yield Finding(
        "/proc/sys writable",
        Path("/proc/sys").is_dir() and not os.statvfs("/proc/sys").f_flag & os.ST_RDONLY,
        "sandboxes that forward",
        "if this is a container, run it with --privileged",
    )


def _uplinks(switched_on: bool) -> Iterator[Finding]:
    is_root = permissions.is_root()
    words = "networks of the driver uplink, which join the machine's own"
    yield Finding("uplinks", switched_on and is_root, words, REMEDIES["uplinks"])
    for of_version, key in FORWARDING.items():
        file = Path("/proc/sys/net") / key
        yield Finding(
            f"IPv{of_version} forwarding",
            file.exists() and file.read_text().strip() == "1",
            f"uplinks with IPv{of_version} subnets",
            f"as root: sysctl -w net.{key.replace('/', '.')}=1",
        )
