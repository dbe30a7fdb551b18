"""Adopting drift: the edit after which the design says what is observed.

It undoes in the design what a plan would undo in the kernel. Left to be repaired is what the design has no
words for (a bridge that is down, an interface that its own sandbox has set down), what was lost only because
of something else (`engine/consequences.py`), and that after which the design could not be built. All is left
if the fabric is gone, since to adopt that would be to throw the design away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from engine.buildable import Operation, buildable
from engine.consequences import consequences
from engine.differences import BRIDGE, Difference, differences
from engine.drivers import Owner
from engine.lower import Desired, lower
from engine.names import patch_port_name, port_name
from engine.plan import Action, Create, Delete, Plan, Update
from engine.resources import (
    FABRIC,
    FORWARDING,
    Address,
    Bridge,
    Fdb,
    Key,
    Namespace,
    Route,
    State,
    Sysctl,
    Veth,
    key,
)
from engine.scope import LinkName
from engine.sentences import deviation
from topology.drivers import traits
from topology.edits import apply
from topology.sysctls import OF_ENDPOINT, OF_SANDBOX, path
from topology.values import Design, Endpoint, Network, Patch, Sandbox

_OPTIONS = frozenset({"mtu", "stp", "forward_delay", *BRIDGE}) - {"vlan_filtering"}


@dataclass(frozen=True, slots=True)
class Adoption:
    """The operations, and in words what they do not cover."""

    operations: tuple[Operation, ...]
    left: tuple[str, ...]


def adoption(design: Design, desired: Desired, rest: Plan, fallen: Iterable[LinkName] = ()) -> Adoption:
    """What would make `rest`, the plan that drift has given rise to, unnecessary. `fallen` are interfaces
    that have been down since all was well."""
    if any(action.key == key(Namespace(FABRIC)) for action in rest):
        return Adoption((), tuple(map(deviation, rest)))
    adopting, left = _gathered(design, desired, rest, consequences(desired.state, rest, fallen))
    operations = tuple(adopting.operations())
    wanted = lower(apply(design, operations)).state if left and operations else desired.state
    words = tuple(deviation(action) for action in left if not adopting.follows(action, wanted))
    return Adoption(operations, words)


def _gathered(
    design: Design, desired: Desired, rest: Plan, lost: Set[Key]
) -> tuple["_Adopting", list[Action]]:
    """What can be adopted, and the actions that cannot: without what would keep the design from being built.
    With an object that is not removed after all there may be more to be done to what is at it."""
    refused = frozenset(_abandoned(design, desired, rest))
    while True:
        adopting = _Adopting(design, desired, lost, refused)
        left = [action for action in rest if not adopting.takes(action)]
        told = tuple(adopting.operations())
        kept = buildable(design, told)
        if kept == told:
            return adopting, left
        refused |= {(each["kind"], each["name"]) for each in told if each not in kept}


def _abandoned(design: Design, desired: Desired, rest: Plan) -> Iterator[Owner]:
    """Networks whose bridge is gone while the links to it are still there: these are nobody's loss."""
    missing = {action.key for action in rest if isinstance(action, Create)}
    joined = [(end.name, end.network) for end in design.endpoints]
    joined += [(patch.name, network) for patch in design.patches for network in patch.networks]
    for name, network in joined:
        link = ("veth", name)
        if ("bridge", network) in missing and link in desired.state and link not in missing:
            yield "network", network


class _Adopting:
    """Gathers what is to be done to each object; each of its fields is set once."""

    def __init__(self, design: Design, desired: Desired, lost: Set[Key], refused: Set[Owner]) -> None:
        """What is `lost` is not taken to be meant; the `refused` objects stay as they are."""
        self._desired = desired
        self._lost = lost
        self._refused = refused
        self._sandboxes: Mapping[str, Sandbox] = {each.name: each for each in design.sandboxes}
        self._networks: Mapping[str, Network] = {each.name: each for each in design.networks}
        self._endpoints: Mapping[str, Endpoint] = {each.name: each for each in design.endpoints}
        self._patches: Mapping[str, Patch] = {each.name: each for each in design.patches}
        self._fields: dict[Owner, dict[str, Any]] = {}
        self._removed: dict[Owner, None] = {}
        self._renamed: dict[str, str] = {}

    def operations(self) -> Iterator[Operation]:
        """Removals last: with a sandbox go its endpoints, which others of these may name."""
        gone = self._gone()
        for (kind, name), fields in self._fields.items():
            if (kind, name) not in self._removed and not gone & set(self._holders(kind, name)):
                yield {"op": "set", "kind": kind, "name": name, "fields": fields}
        for name, to in self._renamed.items():
            yield {"op": "rename", "kind": "endpoint", "name": name, "to": to}
        for kind, name in self._removed:
            if not gone & set(self._holders(kind, name)):
                yield {"op": "remove", "kind": kind, "name": name}

    def takes(self, action: Action) -> bool:
        """Whether the design can say this."""
        owner = self._desired.owners.get(action.key)
        match action:
            case Create() if action.key in self._lost:
                return False
            case Create(Namespace() | Bridge() | Veth()) if owner and owner[0] != "topology":
                return self._takes_away(owner)
            case Update(Veth() as before, Veth() as after) if owner:
                return self._takes_ends(owner, list(differences(before, after)))
            case Update(Bridge(label) as before, Bridge() as after):
                return all([self._takes_option(label, each) for each in differences(before, after)])
            case Create(Address() as address) | Delete(Address() as address):
                return self._takes_address(address, isinstance(action, Delete))
            case Create(Route() as route) | Delete(Route() as route):
                return self._takes_route(route, isinstance(action, Delete))
            case Create(Fdb() as entry) | Delete(Fdb() as entry):
                return self._takes_entry(entry, isinstance(action, Delete))
            case Update(Sysctl() as before, Sysctl()):
                return self._takes_sysctl(before)
        return False

    def follows(self, action: Action, wanted: State) -> bool:
        """Whether it goes by itself with what is removed, or is a route or a table entry not wanted then."""
        kind, name = self._desired.owners.get(action.key, ("", ""))
        if isinstance(action, Create) and isinstance(action.resource, Route | Fdb):
            return action.key not in wanted
        return (kind, name) in self._removed or bool(self._gone() & set(self._holders(kind, name)))

    def _gone(self) -> set[str]:
        return {name for kind, name in self._removed if kind in ("sandbox", "network")}

    def _takes_away(self, owner: Owner) -> bool:
        if owner in self._refused:
            return False
        self._removed[owner] = None
        return True

    def _takes_ends(self, owner: Owner, found: Sequence[Difference]) -> bool:
        """A port that leaves its bridge is not isolated any more, which is not meant either."""
        moved = {(each.place, each.link) for each in found if each.field == "bridge"}
        meant = [each for each in found if each.field != "isolated" or (each.place, each.link) not in moved]
        return all([self._takes_end(owner, each) for each in meant])

    def _takes_end(self, owner: Owner, difference: Difference) -> bool:
        """One end of a link: the sandbox's own, a port's or a cable's."""
        field, observed = difference.field, difference.before
        name = owner[1] if difference.place == FABRIC else f"{difference.place}.{difference.link}"
        is_port = difference.place == FABRIC
        if owner[0] == "patch":
            return field == "up" and self._set(owner, up=observed)
        match field:
            case "mtu":
                return self._set(("endpoint", name), mtu=observed)
            case "mac" if not is_port:
                return self._set(("endpoint", name), mac=observed)
            case "name" if not is_port and ("endpoint", name) not in self._refused:
                self._renamed[name] = observed
                return True
            case "up" if is_port or owner[0] == "network":
                return self._set(("endpoint", name), up=observed)
            case "isolated" if is_port:
                return self._set(("endpoint", name), isolated=observed)
            case "bridge" if is_port and observed in self._networks:
                return self._set(("endpoint", name), network=observed)  # and it is given addresses of that
        return False

    def _takes_option(self, label: str, difference: Difference) -> bool:
        if difference.field not in _OPTIONS or isinstance(difference.before, float):
            return False  # no design has a part of a second
        return self._set(("network", label), **{f"options.{difference.field}": difference.before})

    def _takes_address(self, address: Address, there: bool) -> bool:
        name = f"{address.place}.{address.interface}"
        if name not in self._endpoints:
            return False
        addresses = self._addresses(name)
        addresses = [*addresses, address.address] if there else [a for a in addresses if a != address.address]
        return self._set(("endpoint", name), addresses=addresses)

    def _addresses(self, name: str) -> list[str]:
        """Those of the endpoint, as far as they are known to be now."""
        told = self._fields.get(("endpoint", name), {}).get("addresses")
        return told if told is not None else list(self._endpoints[name].addresses or ())

    def _takes_route(self, route: Route, there: bool) -> bool:
        sandbox = self._sandboxes.get(route.place)
        if sandbox is None:
            return False
        own = {"to": route.to, "via": route.via}
        before = [each.model_dump() for each in sandbox.routes]
        routes = self._fields.get(("sandbox", route.place), {}).get("routes", before)
        if there:
            return self._set(("sandbox", route.place), routes=[*routes, own])
        kept = [each for each in routes if each != own]
        return kept != routes and self._set(("sandbox", route.place), routes=kept)

    def _takes_entry(self, entry: Fdb, there: bool) -> bool:
        """Of a bridge's table, at the port of one of its endpoints or patches."""
        name, to = self._leading().get(entry.interface, ("", ""))
        if name not in self._networks or not traits(self._networks[name]).bridge:
            return False
        own = {"mac": entry.mac, "to": to}
        before = [each.model_dump() for each in self._networks[name].fdb]
        entries = self._fields.get(("network", name), {}).get("fdb", before)
        entries = [*entries, own] if there else [each for each in entries if each != own]
        return self._set(("network", name), fdb=entries)

    def _leading(self) -> Mapping[str, tuple[str, str]]:
        """Per port in the fabric, its network and what it leads to."""
        ends = self._endpoints.values()
        ports = {port_name(end.sandbox, end.interface or ""): (end.network, end.name) for end in ends}
        patched = ((patch.name, network) for patch in self._patches.values() for network in patch.networks)
        return ports | {patch_port_name(patch, network): (network, patch) for patch, network in patched}

    def _takes_sysctl(self, observed: Sysctl) -> bool:
        kind, name = self._desired.owners.get(key(observed), ("", ""))
        holder = self._endpoints.get(name) if kind == "endpoint" else self._sandboxes.get(name)
        if holder is None:
            return False
        if observed.key not in FORWARDING:
            return self._takes_setting(kind, name, holder, observed)
        return self._set(("sandbox", observed.place), forwarding=observed.value != "0")

    def _takes_setting(self, kind: str, name: str, holder: Sandbox | Endpoint, observed: Sysctl) -> bool:
        """One that the design makes, if it may have that value."""
        told = self._fields.get((kind, name), {}).get("sysctls", holder.sysctls)
        form = OF_SANDBOX if kind == "sandbox" else OF_ENDPOINT
        for setting in told:
            if path(setting, observed.interface or "") == observed.key and form[setting].takes(
                observed.value
            ):
                return self._set((kind, name), sysctls={**told, setting: observed.value})
        return False

    def _set(self, owner: Owner, **fields: Any) -> bool:
        if owner in self._refused:
            return False
        self._fields.setdefault(owner, {}).update(fields)
        return True

    def _holders(self, kind: str, name: str) -> Iterable[str]:
        """The sandbox and the networks that an endpoint, a service or a patch goes with."""
        if kind == "endpoint" and name in self._endpoints:
            return (self._endpoints[name].sandbox, self._endpoints[name].network)
        if kind == "service":
            return (name.partition(".")[0],)
        return self._patches[name].networks if kind == "patch" and name in self._patches else ()
