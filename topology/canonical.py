"""One spelling for addresses, so that what is desired can be compared with what the kernel shows.

Only what is well-formed is touched; mistakes stay as they were written, to be named by `validation`.
"""

from collections.abc import Mapping

from topology import mac, ports, sysctls
from topology.addressing import holding, parse_address, parse_interface, parse_subnet, subnets
from topology.values import Design, Endpoint, FdbEntry, Network, Publish, Route, Sandbox


def spelled(design: Design) -> Design:
    """The design with subnets, addresses, MACs, routes and settings in their canonical spelling."""
    networks = tuple(map(_network, design.networks))
    by_name = {network.name: network for network in networks}
    return design.model_copy(
        update={
            "networks": networks,
            "sandboxes": tuple(map(_sandbox, design.sandboxes)),
            "endpoints": tuple(_endpoint(end, by_name.get(end.network)) for end in design.endpoints),
        }
    )


def address(text: str) -> str:
    return str(parse_address(text) or text)


def subnet(text: str) -> str:
    return str(parse_subnet(text) or text)


def interface(text: str, network: Network | None) -> str:
    """With its prefix length, taken from the network's subnet when the text has none."""
    parsed = parse_interface(text)
    if parsed is not None:
        return parsed.with_prefixlen
    bare = parse_address(text)
    around = holding(bare, subnets(network.subnets)) if bare and network else None
    return f"{bare}/{around.prefixlen}" if around else text


def _network(network: Network) -> Network:
    changed = {
        "subnets": network.subnets and tuple(map(subnet, network.subnets)),
        "gateway": network.gateway and tuple(map(address, network.gateway)),
        "fdb": network.fdb and tuple(map(_fdb, network.fdb)),
        "publish": network.publish and tuple(map(_publish, network.publish)),
    }
    same = all(getattr(network, field) == value for field, value in changed.items())
    return network if same else network.model_copy(update=changed)


def _fdb(entry: FdbEntry) -> FdbEntry:
    return entry.model_copy(update={"mac": mac.canonical(entry.mac) or entry.mac})


def _publish(publish: Publish) -> Publish:
    """A `to` that says the same as leaving it out is left out."""
    port = ports.canonical(publish.port)
    to = ports.canonical(publish.to) if publish.to is not None else None
    return publish.model_copy(update={"port": port, "to": None if to == port else to})


def _sandbox(sandbox: Sandbox) -> Sandbox:
    changed: dict[str, object] = {}
    routes = tuple(Route(to=subnet(route.to), via=address(route.via)) for route in sandbox.routes)
    if routes != sandbox.routes:
        changed["routes"] = routes
    if sandbox.sysctls and (settings := _settings(sandbox.sysctls)) != sandbox.sysctls:
        changed["sysctls"] = settings
    return sandbox.model_copy(update=changed) if changed else sandbox


def _settings(written: Mapping[str, str]) -> dict[str, str]:
    return {setting: sysctls.canonical(value) for setting, value in written.items()}


def _endpoint(endpoint: Endpoint, network: Network | None) -> Endpoint:
    changed: dict[str, object] = {}
    if endpoint.addresses:
        addresses = tuple([interface(text, network) for text in endpoint.addresses])
        if addresses != endpoint.addresses:
            changed["addresses"] = addresses
    if endpoint.mac and (written := mac.canonical(endpoint.mac)) and written != endpoint.mac:
        changed["mac"] = written
    if endpoint.sysctls and (settings := _settings(endpoint.sysctls)) != endpoint.sysctls:
        changed["sysctls"] = settings
    return endpoint.model_copy(update=changed) if changed else endpoint
