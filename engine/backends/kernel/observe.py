"""What the kernel holds of a topology: one place after the other, read anew each time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from engine import marks
from engine.backends.kernel import addressing, home, links, membership, netlink, stacking
from engine.backends.kernel.bridging import Options
from engine.backends.kernel.links import Link
from engine.backends.kernel.parts import PARTS
from engine.backends.kernel.place import Missing, Place
from engine.backends.kernel.places import Places
from engine.backends.kernel.reading import Marked, Reading
from engine.backends.kernel.sight import Sight
from engine.resources import Address, Bridge, End, Namespace, Resource, Route, State, Sysctl, Veth, state

_LOOPBACK = 1

Memberships = Mapping[int, tuple[str, ...]]
"""VLANs by index of the bridge or port that is in them."""


def observe(topology: str, places: Places) -> State:
    """All that carries the topology's mark. Raises `Transient` if it changes faster than it can be read."""
    names = home.places(topology)
    places.prepare(topology, names)
    found: list[Resource] = []
    ends: list[Marked] = []
    for place in names:
        try:
            with places.visit(topology, place) as visited:
                resources, place_ends = netlink.whole(partial(read, topology, place, visited))
        except Missing:
            continue
        found += resources
        ends += place_ends
    for part in PARTS:
        found += part.of_topology(topology, None)
    return state(*found, *pairs(ends))


def read(topology: str, place: str, visited: Place) -> tuple[list[Resource], Sequence[Marked]]:
    """What one place holds, and its ends of veth pairs; nothing if it is not the topology's."""
    answers = (
        links.dump(visited.socket, topology, place),
        addressing.addresses(visited.socket),
        addressing.routes(visited.socket),
    )
    reading = visited.reading
    if reading is None or not reading.is_of(answers):
        reading = _put_together(topology, place, visited, answers)
        visited.reading = reading if reading.is_lasting else None
    if not reading.resources:
        return [], []
    found = list(reading.resources)
    sight = Sight(topology, place, visited, reading.links)
    for part in PARTS:
        found += part.in_place(sight)
    return found, reading.ends


Answers = tuple[list[Link], Sequence[addressing.Seen], Sequence[tuple[str, str]]]


def _put_together(topology: str, place: str, visited: Place, answers: Answers) -> Reading:
    """Forwarding is asked for only now: who changes a place's changes that of each link, and the answer
    about links with it."""
    seen, addresses, routes = answers
    by_index = {link.index: link for link in seen}
    loopback = by_index[_LOOPBACK]
    if loopback.alias != marks.namespace_alias(topology):
        return Reading(answers, {}, (), ())
    found: list[Resource] = [Namespace(place, loopback.up)]
    found += (Sysctl(place, key, value) for key, value in addressing.forwarding(visited.socket))
    for index, text, tentative in addresses:
        link = by_index.get(index)
        if link and link.label is not None:
            found.append(Address(place, link.interface, text, tentative))
    found += (Route(place, to, via) for to, via in routes)
    marked = [link for link in by_index.values() if link.label is not None]
    vlans = memberships(visited, by_index)
    found += (bridge(link, vlans) for link in marked if link.kind == "bridge")
    found += stacking.uppers(visited.socket, topology, place, by_index)
    ends = [marked_end(place, link, by_index, vlans) for link in marked if is_end(link)]
    return Reading(answers, by_index, found, ends)


def memberships(visited: Place, seen: Mapping[int, Link]) -> Memberships:
    """The VLANs of the bridges that filter any, and of their ports. Others are not even asked for."""
    filtering = {link.index for link in seen.values() if link.options and link.options.vlan_filtering}
    if not filtering:
        return {}
    vlans = membership.seen(visited.socket)
    return {
        index: vlans.get(index, ())
        for index, link in seen.items()
        if index in filtering or link.master in filtering
    }


def bridge(link: Link, vlans: Memberships) -> Bridge:
    label, options = link.label or "", (link.options or Options())._asdict()
    members = vlans.get(link.index, ())
    return Bridge(label, link.name, link.mac, link.mtu, up=link.up, vlans=members, **options)


def is_end(link: Link) -> bool:
    """Whether it is taken for the end of a veth pair."""
    return link.kind != "bridge" and link.below is None


def marked_end(place: str, link: Link, by_index: Mapping[int, Link], vlans: Memberships) -> Marked:
    plugged = _label(by_index[link.master]) if link.master in by_index else None
    members = vlans.get(link.index, ())
    own = (link.name, link.mac, link.mtu, link.up)
    end = End(place, *own, plugged, link.isolated, members, link.accept_ra)
    return link.label or "", link.interface, end


def _label(bridge: Link) -> str:
    """Which network's bridge it is; one that is not the topology's gets a label that no network has."""
    return bridge.label if bridge.label is not None else f"foreign {bridge.name}"


def pairs(ends: Iterable[Marked]) -> Iterator[Veth]:
    """The ends of each pair together, in lowering's order: by place, then by name in the design."""
    by_label: dict[str, list[Marked]] = defaultdict(list)
    for end in ends:
        by_label[end[0]].append(end)
    for label, together in by_label.items():
        together.sort(key=lambda marked: (marked[2].place, marked[1]))
        yield Veth(label, tuple(end for _, _, end in together))
