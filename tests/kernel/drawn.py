"""What should be in the kernel of a topology, read off its design as a person would.

For each namespace what `tests.kernel.seen` looks for, in the same shape: by kind of thing, then by its name.
The design is complete.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from ipaddress import ip_address, ip_interface
from typing import Any

from tests.kernel import tunings
from topology.mac import default_mac
from topology.units import percent, rate
from topology.values import Design, Endpoint, Network, Resolver, Sandbox, Service, Wire

Facts = dict[str, Any]
End = tuple[str, str]
"""A namespace and a link in it."""

_MILLION = 10**6
_LOCALHOST = ("127.0.0.1 localhost", "::1 localhost ip6-localhost ip6-loopback")


class Drawing:
    """One design, asked about one thing after the other."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._networks = {network.name: network for network in design.networks}
        self._bridged = [network for network in design.networks if network.driver == "bridge"]
        self._joins: dict[str, list[Endpoint]] = defaultdict(list)
        for each in design.endpoints:
            self._joins[each.sandbox].append(each)

    def namespaces(self) -> dict[str, Facts]:
        boxes = {self._inside(sandbox.name): self._sandbox(sandbox) for sandbox in self._design.sandboxes}
        found = {self._design.name: self._fabric(), **boxes}
        for (namespace, link), rates in self._shapings().items():
            found[namespace]["shaping"][link] = min(rates) // 8
        for (namespace, link, hook), share in self._losses().items():
            found[namespace]["losses"][f"{hook} {link}"] = round(share * _MILLION)
        return found

    def _inside(self, sandbox: str) -> str:
        return f"{self._design.name}.{sandbox}"

    def _fabric(self) -> Facts:
        links = {each.name: _bridge(each) for each in self._bridged}
        for end in self._design.endpoints:
            network = self._networks[end.network]
            if network in self._bridged:
                peer = (self._inside(end.sandbox), str(end.interface))
                links[port(end)] = _link("veth", _mtu(end, network), end.up, network.name, peer, end.isolated)
        for patch in self._design.patches:
            for name, other in (patch.networks, patch.networks[::-1]):
                peer = (self._design.name, f"{patch.name}-{other}")
                mtu = self._networks[name].options.mtu
                links[f"{patch.name}-{name}"] = _link("veth", mtu, patch.up, name, peer)
        for network in self._design.networks:
            if network.driver == "macvlan":
                links |= self._below(network)
        addresses = {each.name: _with_length(each) for each in self._bridged if _with_length(each)}
        return {
            **_nothing(),
            "links": links,
            "addresses": addresses,
            "static addresses": dict(self._static_addresses()),
            "settings": tunings.wanted(False, {}),
        }

    def _below(self, network: Network) -> Facts:
        """The pair of which one end carries the interfaces, and the other is plugged into the parent."""
        one, other = network.name, f"{network.name}-port"
        mtu, parent = network.options.mtu, network.options.parent
        return {
            one: _link("veth", mtu, True, None, (self._design.name, other)),
            other: _link("veth", mtu, True, parent, (self._design.name, one)),
        }

    def _static_addresses(self) -> Iterator[tuple[str, str]]:
        ports = {each.name: port(each) for each in self._design.endpoints}
        for network in self._bridged:
            for entry in network.fdb:
                yield entry.mac, ports.get(entry.to, f"{entry.to}-{network.name}")

    def _sandbox(self, sandbox: Sandbox) -> Facts:
        joins = sorted(self._joins[sandbox.name], key=lambda each: str(each.interface))
        routes = {_short(route.to): route.via for route in sandbox.routes}
        for each in joins:
            for gateway in _neighbours(each, self._networks[each.network].gateway or ()):
                routes.setdefault("default6" if ":" in gateway else "default4", gateway)
        files = dict(self._files(sandbox, joins))
        return {
            **_nothing(),
            "links": {str(each.interface): self._interface(each) for each in joins},
            "MAC addresses": {
                str(each.interface): each.mac or default_mac(self._design.name, each.name) for each in joins
            },
            "addresses": {str(each.interface): sorted(each.addresses) for each in joins if each.addresses},
            "routes": routes,
            "settings": tunings.wanted(sandbox.forwarding, sandbox.sysctls, joins),
            "files": files,
            "processes": Counter(" ".join(each.command) for each in sandbox.services),
            "files of services": {
                (" ".join(each.command), path): lines
                for each in sandbox.services
                for path, lines in _found_by(each, files).items()
            },
        }

    def _interface(self, end: Endpoint) -> Facts:
        network = self._networks[end.network]
        mtu = _mtu(end, network)
        if network.driver == "macvlan":
            on = (self._design.name, network.name)
            return _link("macvlan", mtu, end.up, None, on) | {"mode": network.options.mode or "bridge"}
        up = end.up or network.driver != "cable"
        return _link("veth", mtu, up, None, self._opposite(end))

    def _opposite(self, end: Endpoint) -> End:
        if self._networks[end.network].driver == "bridge":
            return self._design.name, port(end)
        ends = [each for each in self._design.endpoints if each.network == end.network]
        other = ends[0] if ends[1] == end else ends[1]
        return self._inside(other.sandbox), str(other.interface)

    def _files(self, sandbox: Sandbox, joins: list[Endpoint]) -> Iterator[tuple[str, list[str]]]:
        """The lines of each file, in any order. Whoever shares a broadcast domain is in hosts."""
        domain = self._domains()
        heard = {domain[each.network] for each in joins}
        if heard:
            names = [
                f"{address.partition('/')[0]} {each.sandbox}"
                for each in self._design.endpoints
                if domain[each.network] in heard
                for address in each.addresses or ()
            ]
            yield "hosts", sorted([*_LOCALHOST, *names])
        if heard and sandbox.resolver:
            yield "resolv.conf", sorted(_resolving(sandbox.resolver))

    def _domains(self) -> dict[str, str]:
        """For each network the name of one of those that it shares frames with."""
        found = {name: name for name in self._networks}
        pairs = [patch.networks for patch in self._design.patches]
        pairs += [(each.name, each.options.parent) for each in self._design.networks if each.options.parent]
        for one, other in pairs:
            found = {name: found[one] if at == found[other] else at for name, at in found.items()}
        return found

    def _shapings(self) -> dict[End, list[int]]:
        """By the link that sends it, the rates that a frame has to keep to."""
        found: dict[End, list[int]] = defaultdict(list)
        for wire, sends, receives in self._wires():
            if wire.rate:
                for end in _of_direction(wire, sends, receives):
                    found[end].append(rate(wire.rate))
        return found

    def _losses(self) -> dict[tuple[str, str, str], float]:
        """Where frames are dropped by rules, and how many of all: at the port in the fabric, on a cable where
        they come in. They have to escape the losses of both ends of a cable."""
        found: dict[tuple[str, str, str], float] = defaultdict(float)
        for wire, sends, receives in self._wires():
            share = percent(wire.loss or "0%")
            for end in _of_direction(wire, sends, receives) if share else ():
                other = receives if end == sends else sends
                at = (*end, "egress") if end[0] == self._design.name else (*other, "ingress")
                found[at] += share * (1 - found[at])
        return found

    def _wires(self) -> Iterator[tuple[Wire, End, End]]:
        """What is a wire, the link that sends what goes out, and that which sends what comes in."""
        for end in self._design.endpoints:
            if self._networks[end.network].driver in ("bridge", "cable"):
                yield end, (self._inside(end.sandbox), str(end.interface)), self._opposite(end)
        for patch in self._design.patches:
            first, second = ((self._design.name, f"{patch.name}-{name}") for name in patch.networks)
            yield patch, first, second


def port(end: Endpoint) -> str:
    return f"{end.sandbox}-{end.interface}"


def _found_by(service: Service, files: Facts) -> Facts:
    """What a service finds: its own files, and those of its sandbox."""
    own = {file.path: sorted(file.text.splitlines()) for file in service.files}
    return {f"/etc/{name}": lines for name, lines in files.items()} | own


def _nothing() -> Facts:
    kinds = ("addresses", "routes", "static addresses", "shaping", "losses", "files", "files of services")
    return {**{kind: {} for kind in kinds}, "processes": Counter()}


def _of_direction(wire: Wire, sends: End, receives: End) -> Iterable[End]:
    return {"both": (sends, receives), "out": (sends,), "in": (receives,)}[wire.direction]


def _mtu(end: Endpoint, network: Network) -> int:
    return end.mtu or network.options.mtu


def _bridge(network: Network) -> Facts:
    """Under STP the kernel shows the root's delay, and another ageing while the tree changes."""
    options = network.options
    stated: Facts = {
        "stp": options.stp,
        "priority": options.priority,
        "snooping": options.multicast_snooping,
        "mask": options.group_fwd_mask,
    }
    if not options.stp:
        stated |= {"ageing": Fraction(options.ageing), "forward delay": Fraction(options.forward_delay)}
    return _link("bridge", options.mtu, True, None, None) | {"options": stated}


def _link(
    kind: str, mtu: int, up: bool, master: str | None, peer: End | None, isolated: bool = False
) -> Facts:
    return {
        "kind": kind,
        "mtu": mtu,
        "up": up,
        "master": master,
        "peer": peer,
        "isolated": isolated,
        "mode": None,
        "options": None,
        "marked": True,
    }


def _with_length(network: Network) -> list[str]:
    lengths = {":" in subnet: subnet.partition("/")[2] for subnet in network.subnets or ()}
    return sorted(f"{address}/{lengths[':' in address]}" for address in network.gateway or ())


def _neighbours(end: Endpoint, gateways: Iterable[str]) -> Iterator[str]:
    """Those of the gateways that lie in a network that it has an address of."""
    within = [ip_interface(address).network for address in end.addresses or ()]
    return (gateway for gateway in gateways if any(ip_address(gateway) in each for each in within))


def _short(to: str) -> str:
    return {"0.0.0.0/0": "default4", "::/0": "default6"}.get(to, to)


def _resolving(resolver: Resolver) -> Iterator[str]:
    yield from (f"nameserver {server}" for server in resolver.servers)
    for word, values in (("search", resolver.search), ("options", resolver.options)):
        if values:
            yield " ".join((word, *values))
