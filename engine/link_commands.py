"""The `ip link` commands for bridges and veth pairs, and for changes of any link."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from engine.differences import Difference, differences
from engine.marks import alias, group
from engine.names import bridge_name, namespace_name
from engine.plan import Create, Plan
from engine.resources import FABRIC, Bridge, End, Upper, Veth
from engine.setting_commands import write
from engine.vlan_commands import put

Command = list[str]

_KIND_OPTIONS = {
    "stp": ("stp_state", 1),
    "forward_delay": ("forward_delay", 100),
    "priority": ("priority", 1),
    "ageing": ("ageing_time", 100),
    "multicast_snooping": ("mcast_snooping", 1),
    "group_fwd_mask": ("group_fwd_mask", 1),
    "vlan_filtering": ("vlan_filtering", 1),
}
"""By a bridge's field: what `ip` calls it, and how many of `ip`'s units one of ours is."""

_ISOLATED = ("type", "bridge_slave", "isolated")

_PLAIN = Bridge("", "", "")
"""A bridge with every option as the kernel makes it."""


def ip(topology: str, place: str) -> Command:
    """`ip`, as seen from inside the place."""
    return ["ip", "-n", namespace_name(topology, place)]


def create_bridge(topology: str, bridge: Bridge) -> Iterator[Command]:
    link = _link(topology, bridge)
    kind = _kind_options(
        {name: value for name in _KIND_OPTIONS if (value := getattr(bridge, name)) != getattr(_PLAIN, name)}
    )
    yield [*ip(topology, FABRIC), "link", "add", *link, "type", "bridge", *kind]
    yield _set(topology, FABRIC, bridge.name, "alias", alias(topology, bridge.label, bridge.name), "up")
    yield from put(topology, bridge.name, (), bridge.vlans, is_bridge=True)


def create_veth(topology: str, veth: Veth) -> Iterator[Command]:
    """The pair, made where the first end is; then what an `ip link add` cannot say of its ends."""
    first, second = veth.ends
    there = ["netns", namespace_name(topology, second.place)] if second.place != first.place else []
    link, peer = _link(topology, first), _link(topology, second)
    yield [*ip(topology, first.place), "link", "add", *link, "type", "veth", "peer", *peer, *there]
    for end in veth.ends:
        bridge = ["master", bridge_name(end.bridge)] if end.bridge else []
        text = alias(topology, veth.label, end.name)
        yield _set(topology, end.place, end.name, "alias", text, *bridge, _up(end.up))
        if end.isolated:
            yield _set(topology, end.place, end.name, *_ISOLATED, "on")
        yield from put(topology, end.name, (), end.vlans)
        yield from accept_ra(topology, end)


def accept_ra(topology: str, end: End) -> Iterator[Command]:
    """What a new link has to be told about routers' advertisements, which it does not heed by itself."""
    if end.accept_ra:
        yield write(topology, end.place, f"ipv6/conf/{end.name}/accept_ra", str(end.accept_ra))


def update_link(
    topology: str, before: Bridge | Veth | Upper, after: Bridge | Veth | Upper
) -> Iterator[Command]:
    """Only what differs, one command for each end."""
    for (place, link), changes in groupby(differences(before, after), lambda each: (each.place, each.link)):
        yield from _change(topology, place, link, list(changes), _end(after, place, link))


def pin_mtus(topology: str, plan: Plan) -> Iterator[Command]:
    """A bridge follows its smallest port until its MTU is set by hand after that."""
    made = [action.resource for action in plan if isinstance(action, Create)]
    bridges = {bridge.label: bridge for bridge in made if isinstance(bridge, Bridge)}
    ends = [end for veth in made if isinstance(veth, Veth) for end in veth.ends]
    smaller = {end.bridge for end in ends if end.bridge in bridges and end.mtu < bridges[end.bridge].mtu}
    for label in sorted(filter(None, smaller)):
        yield _set(topology, FABRIC, bridges[label].name, "mtu", str(bridges[label].mtu))


def _change(
    topology: str, place: str, link: str, changes: list[Difference], wanted: Bridge | End
) -> Iterator[Command]:
    after = {each.field: each.after for each in changes}
    renamed = next((each.before for each in changes if each.field == "name"), None)
    if renamed is not None:
        yield _set(topology, place, renamed, "down")  # older kernels rename no link that is up
        yield _set(topology, place, renamed, "name", link)
        after["up"] = wanted.up
    options = _options(after)
    if options:
        yield _set(topology, place, link, *options)
    if isinstance(wanted, End) and ("isolated" in after or ("bridge" in after and wanted.isolated)):
        yield _set(topology, place, link, *_ISOLATED, "on" if wanted.isolated else "off")
    if "accept_ra" in after:
        yield write(topology, place, f"ipv6/conf/{link}/accept_ra", str(after["accept_ra"]))
    if "vlans" in after or "bridge" in after:
        before = next((each.before for each in changes if each.field == "vlans"), wanted.vlans)
        plugged_anew = "bridge" in after
        yield from put(
            topology, link, () if plugged_anew else before, wanted.vlans, isinstance(wanted, Bridge)
        )


def _options(after: dict[str, Any]) -> list[str]:
    """Those of the fields, in the one order that `ip` understands: what depends on the kind comes last."""
    options = []
    if "mtu" in after:
        options += ["mtu", str(after["mtu"])]
    if "mac" in after:
        options += ["address", after["mac"]]
    if "bridge" in after:
        options += ["master", bridge_name(after["bridge"])] if after["bridge"] else ["nomaster"]
    if "up" in after:
        options += [_up(after["up"])]
    kind = _kind_options(after)
    return [*options, "type", "bridge", *kind] if kind else options


def _kind_options(after: dict[str, Any]) -> list[str]:
    words = ((word, after[name], unit) for name, (word, unit) in _KIND_OPTIONS.items() if name in after)
    return [text for word, value, unit in words for text in (word, str(int(value * unit)))]


def _end(link: Bridge | Veth | Upper, place: str, name: str) -> Bridge | End:
    if isinstance(link, Bridge):
        return link
    if isinstance(link, Upper):
        return link.end
    return next(end for end in link.ends if (end.place, end.name) == (place, name))


def _link(topology: str, link: Bridge | End) -> Command:
    mark = ["group", str(group(topology))]
    return ["name", link.name, *mark, "address", link.mac, "mtu", str(link.mtu)]


def _set(topology: str, place: str, link: str, *options: str) -> Command:
    return [*ip(topology, place), "link", "set", "dev", link, *options]


def _up(up: bool) -> str:
    return "up" if up else "down"
