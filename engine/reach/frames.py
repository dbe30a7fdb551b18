"""Who hears a broadcast: how frames go through cables, bridges and links on top of others.

Spanning trees are taken to have settled: they leave every bridge that can be reached reachable, and only one
way to it.
"""

from collections.abc import Iterator

from engine.reach.picture import At, Link, Picture

Tag = str | None
"""The 802.1Q number that a frame carries, if it does."""


def hear(picture: Picture, at: At) -> frozenset[At]:
    """The links that a frame to everybody arrives at, when it is sent from this one."""
    known = picture.heard.get(at)
    if known is None:
        known = frozenset(_Flood(picture).sent(picture.links[at], None)) - {at}
        picture.heard[at] = known
    return known


class _Flood:
    """One frame and its copies. A bridge takes it once."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._crossed: set[tuple[At, Tag]] = set()

    def sent(self, link: Link, tag: Tag) -> Iterator[At]:
        """By whoever the link belongs to."""
        if not link.up or link.is_deaf:
            return
        match link.kind:
            case "bridge":
                yield from self._switched(link, None, tag)
            case "vlan":
                yield from self._down(link, link.mode)
            case "macvlan" | "ipvlan":
                yield from self._to_siblings(link)
                yield from self._down(link, tag)
            case _:
                yield from self._through_cable(link, tag)

    def _down(self, link: Link, tag: Tag) -> Iterator[At]:
        lower = self._picture.links.get(link.lower) if link.lower else None
        if lower:
            yield from self.sent(lower, tag)

    def _to_siblings(self, link: Link) -> Iterator[At]:
        if link.mode != "private" and link.lower:
            yield from (each.at for each in self._picture.uppers.get(link.lower, ()) if each.up)

    def _through_cable(self, link: Link, tag: Tag) -> Iterator[At]:
        peer = self._picture.links.get(link.peer) if link.peer else None
        if peer and peer.up:
            bridge = self._picture.links.get(peer.bridge) if peer.bridge else None
            yield from self._switched(bridge, peer, tag) if bridge else self._received(peer, tag)

    def _received(self, link: Link, tag: Tag) -> Iterator[At]:
        """By the link itself and those on top of it."""
        if tag is None:
            yield link.at
        for upper in self._picture.uppers.get(link.at, ()):
            if upper.up and (upper.kind == "vlan") == (tag is not None) and tag in (None, upper.mode):
                yield from self._received(upper, None)

    def _switched(self, bridge: Link, port: Link | None, tag: Tag) -> Iterator[At]:
        """On from a port of a bridge, or from the bridge itself, to all others."""
        tells_apart = bridge.vlans is not None
        number = _taken(port or bridge, tag) if tells_apart else tag
        if not bridge.up or (tells_apart and number is None) or (bridge.at, number) in self._crossed:
            return
        self._crossed.add((bridge.at, number))
        if port and (not tells_apart or _lets(bridge, number)):
            yield from self._received(bridge, _given(bridge, number) if tells_apart else number)
        for other in self._picture.ports.get(bridge.at, ()):
            is_apart = port is not None and port.isolated and other.isolated
            if other is port or is_apart or not other.up or other.is_deaf:
                continue
            if not tells_apart or _lets(other, number):
                yield from self._through_cable(other, _given(other, number) if tells_apart else number)


def _taken(port: Link, tag: Tag) -> Tag:
    """The VLAN that a frame is in which came in there; None: it is not let in."""
    vlans = dict(_words(port))
    if tag is not None:
        return tag if tag in vlans else None
    return next((number for number, words in vlans.items() if "pvid" in words), None)


def _lets(port: Link, number: Tag) -> bool:
    return any(number == each for each, _ in _words(port))


def _given(port: Link, number: Tag) -> Tag:
    """The tag that a frame of the VLAN goes out with."""
    return None if any(number == each and "untagged" in words for each, words in _words(port)) else number


def _words(port: Link) -> Iterator[tuple[str, list[str]]]:
    for vlan in port.vlans or ():
        number, *words = vlan.split()
        yield number, words
