"""Whether a topology is in the kernel as it is drawn: found out with `ip` and /proc alone.

What should be is read off the design as a person would; nothing here asks the engine what it meant.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from topology.values import Design, Endpoint, Network, Sandbox

RUN_NETNS = Path("/run/netns")
ROUTE_PROTOCOL = "157"
ALIAS = "patchboard "
_OF_THE_KERNEL = {
    "lo",
    "tunl0",
    "gre0",
    "gretap0",
    "erspan0",
    "sit0",
    "ip6tnl0",
    "ip6gre0",
    "ip_vti0",
    "ip6_vti0",
}
"""What some kernels put into every new namespace."""

Seen = dict[str, Any]


def wrong(design: Design) -> list[str]:
    """What of the topology is not as drawn; nothing if all is. The design is complete."""
    expected, found = dict(_expected(design)), _namespaces(design.name)
    said = [f"there is no namespace {name}" for name in expected.keys() - found]
    said += [f"there is a namespace {name} too many" for name in names(design.name) - expected.keys()]
    for name in sorted(expected.keys() & found):
        seen = look(name)
        said += [
            f"{name}: {what} {key}: {seen[what].get(key)} instead of {wanted.get(key)}"
            for what, wanted in expected[name].items()
            for key in sorted(wanted.keys() | seen[what].keys())
            if wanted.get(key) != seen[what].get(key)
        ]
    return said


def left_over(topology: str) -> list[str]:
    """All that is still there of a topology that was destroyed."""
    said = [f"the name {name}" for name in names(topology)]
    mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    said += [f"the mount {line}" for line in mounts if _belongs(Path(line.split()[4]).name, topology)]
    return said


def stray_holders() -> list[str]:
    """Processes that make namespaces for an engine that is gone."""
    lines = _said("ps", "-eo", "ppid,args").splitlines()
    return [line for line in lines if line.split()[0] == "1" and "holder.py" in line]


def processes_in(inodes: set[int]) -> list[int]:
    """Who runs in these network namespaces."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                inside = (entry / "ns/net").stat().st_ino in inodes
            except OSError:
                continue
            if inside:
                found.append(int(entry.name))
    return found


def _namespaces(topology: str) -> set[str]:
    """The names behind which namespaces stand; another file under such a name is a name too many."""
    device = Path("/proc/self/ns/net").stat().st_dev
    return {name for name in names(topology) if (RUN_NETNS / name).stat().st_dev == device}


def names(topology: str) -> set[str]:
    return {entry.name for entry in RUN_NETNS.iterdir() if _belongs(entry.name, topology)}


def inodes(topology: str) -> set[int]:
    return {(RUN_NETNS / name).stat().st_ino for name in names(topology)}


def _belongs(name: str, topology: str) -> bool:
    return name == topology or name.startswith(f"{topology}.")


def _expected(design: Design) -> Iterator[tuple[str, Seen]]:
    networks = {network.name: network for network in design.networks}
    yield design.name, _fabric(design, networks)
    for sandbox in design.sandboxes:
        joins = [each for each in design.endpoints if each.sandbox == sandbox.name]
        yield f"{design.name}.{sandbox.name}", _sandbox(sandbox, joins, networks)


def _fabric(design: Design, networks: dict[str, Network]) -> Seen:
    bridged = [network for network in design.networks if network.driver == "bridge"]
    links = {net.name: _link("bridge", net.options.mtu, True, None, net.options.stp) for net in bridged}
    for each in design.endpoints:
        if networks[each.network] in bridged:
            mtu = each.mtu or networks[each.network].options.mtu
            links[f"{each.sandbox}-{each.interface}"] = _link("veth", mtu, each.up, each.network)
    for patch in design.patches:
        for name in patch.networks:
            mtu = networks[name].options.mtu
            links[f"{patch.name}-{name}"] = _link("veth", mtu, patch.up, name)
    addresses = {net.name: _with_length(net) for net in bridged if _with_length(net)}
    return {"links": links, "addresses": addresses, "routes": {}, "forwarding": _forwarding(False)}


def _sandbox(sandbox: Sandbox, joins: list[Endpoint], networks: dict[str, Network]) -> Seen:
    links, addresses = {}, {}
    for each in joins:
        network = networks[each.network]
        up = each.up or network.driver != "cable"
        links[str(each.interface)] = _link("veth", each.mtu or network.options.mtu, up, None)
        if each.addresses:
            addresses[str(each.interface)] = sorted(each.addresses)
    routes = {_short(route.to): route.via for route in sandbox.routes}
    for each in sorted(joins, key=lambda each: str(each.interface)):
        for gateway in networks[each.network].gateway or ():
            routes.setdefault("default6" if ":" in gateway else "default4", gateway)
    return {
        "links": links,
        "addresses": addresses,
        "routes": routes,
        "forwarding": _forwarding(sandbox.forwarding),
    }


def _link(kind: str, mtu: int, up: bool, master: str | None, stp: bool = False) -> Seen:
    return {"kind": kind, "mtu": mtu, "up": up, "master": master, "stp": stp, "marked": True}


def _with_length(network: Network) -> list[str]:
    lengths = {":" in subnet: subnet.partition("/")[2] for subnet in network.subnets or ()}
    return sorted(f"{address}/{lengths[':' in address]}" for address in network.gateway or ())


def _forwarding(on: bool) -> Seen:
    return {"inet": on, "inet6": on}


def _short(to: str) -> str:
    return {"0.0.0.0/0": "default4", "::/0": "default6"}.get(to, to)


def look(name: str) -> Seen:
    """What `ip` shows of a namespace, but for what the kernel makes by itself."""
    seen = {family: _ip(name, family) for family in ("inet", "inet6")}
    own = [link for link in seen["inet"][3] if link["ifname"] not in _OF_THE_KERNEL]
    addresses: dict[str, list[str]] = {}
    routes: dict[str, str] = {}
    for family, (links, found, _, _) in seen.items():
        for link in links:
            for address in _addresses(link):
                addresses.setdefault(link["ifname"], []).append(address)
        routes |= {_default(route["dst"], family): route.get("gateway", "") for route in found}
    return {
        "links": {link["ifname"]: _seen_link(link) for link in own},
        "addresses": {interface: sorted(found) for interface, found in addresses.items()},
        "routes": routes,
        "forwarding": {family: _forwards(each[2]) for family, each in seen.items()},
    }


def _ip(name: str, family: str) -> list[list[Any]]:
    """Addresses, routes, settings and links."""
    script = f"address show\nroute show proto {ROUTE_PROTOCOL}\nnetconf show\nlink show\n"
    said = _said("ip", "-n", name, "-j", "-d", "-family", family, "-batch", "-", script=script)
    return [json.loads(line) for line in said.splitlines()]


def _seen_link(link: Seen) -> Seen:
    information = link.get("linkinfo", {})
    return {
        "kind": information.get("info_kind"),
        "mtu": link["mtu"],
        "up": "UP" in link["flags"],
        "master": link.get("master"),
        "stp": bool(information.get("info_data", {}).get("stp_state")),
        "marked": link.get("ifalias", "").startswith(ALIAS),
    }


def _addresses(link: Seen) -> Iterator[str]:
    """But for loopback's, and the link-local ones that the kernel gives."""
    for address in link.get("addr_info", ()):
        if "local" in address and not address["local"].startswith(("fe80:", "127.", "::1")):
            yield f"{address['local']}/{address['prefixlen']}"


def _default(to: str, family: str) -> str:
    return {"inet": "default4", "inet6": "default6"}[family] if to == "default" else to


def _forwards(settings: list[Seen]) -> bool:
    return any(each["interface"] == "all" and each["forwarding"] for each in settings)


def _said(*command: str, script: str = "") -> str:
    done = subprocess.run(command, input=script, check=False, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}: {done.stderr}")
    return done.stdout
