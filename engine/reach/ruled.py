"""Which rules look at a frame on one step of its way, and whether they keep it from taking that step."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from engine.reach.filters import stopped, stopped_whatever_it_is
from engine.reach.packet import Packet
from engine.reach.picture import At, Link, Picture
from engine.reach.points import Obstacle, Point

OWN_TABLE = "table netdev patchboard-"
AS_DESIGNED = "as designed"
_CALLS = {4: "bridge/bridge-nf-call-iptables", 6: "bridge/bridge-nf-call-ip6tables"}


def bridge_hooks(point: Point, onward: Point) -> Iterator[tuple[str, str, str]]:
    """Where rules of the family bridge look at a frame on its step from one point to the next: the hook, and
    the ports by which it came and goes, as far as they are told there."""
    port = point.port[1] if point.port else ""
    match point.where, onward.where:
        case "in", "switched":
            yield "prerouting", point.at[1], ""
        case "switched", "received":
            yield "input", port, ""
        case "switched", "out":
            yield "forward" if port else "output", port, onward.at[1]
            yield "postrouting", "", onward.at[1]


def at_bridge(
    picture: Picture, packet: Packet | None, point: Point, onward: Point
) -> Iterator[tuple[Collection[str], str, str, str]]:
    """Of all families: those whose rules look, and the rest as `bridge_hooks`. Rules of IP see what a bridge
    passes on, as if the bridge itself were the link, if that is switched on for all bridges or for this one
    (br_netfilter)."""
    for hook, into, out in bridge_hooks(point, onward):
        yield ("bridge",), hook, into, out
        bridge = onward.at if hook == "prerouting" else point.at
        is_passed_on = hook == "prerouting" or (hook in ("forward", "postrouting") and point.port is not None)
        if packet and packet.ethertype != "arp" and is_passed_on and _calls(picture, bridge, packet.version):
            came, goes = hook != "postrouting", hook != "prerouting"
            yield ("inet", packet.ethertype), hook, bridge[1] * came, bridge[1] * goes


def _calls(picture: Picture, bridge: At, version: int) -> bool:
    """Whether it shows frames to the rules of that version of IP."""
    link = picture.links.get(bridge)
    return picture.setting(bridge[0], _CALLS[version]) == "1" or (link is not None and version in link.calls)


def losing_at(link: Link, hook: str) -> At:
    """The end that loses what a rule at the link drops: that which sends it."""
    return link.at if hook == "egress" else link.peer or link.at


def ingress_families(packet: Packet | None) -> Collection[str]:
    """Whose rules look at a frame that comes in at a link: those of the family inet only at what is IP."""
    return ("netdev", "inet") if packet and packet.ethertype != "arp" else ("netdev",)


class Rules:
    """Those of a picture, asked about one packet; without one, about a broadcast, which is dropped by no rule
    but one that drops everything."""

    def __init__(self, picture: Picture, packet: Packet | None) -> None:
        self._picture, self._packet = picture, packet

    def at_link(self, link: Link, hook: str) -> Obstacle | None:
        """By rules at a link. Patchboard's own are how a loss is made where there is no netem."""
        families = ingress_families(self._packet) if hook == "ingress" else ("netdev",)
        found = self._dropped(link.place, families, hook, link.at, device=link.name)
        if found and OWN_TABLE in found.detail:
            return Obstacle("loses all", losing_at(link, hook), AS_DESIGNED)
        return found

    def at_bridge(self, point: Point, onward: Point) -> Obstacle | None:
        """By rules about what a bridge takes, passes on and gives."""
        place, at = point.at[0], point.at if onward.where != "out" else onward.at
        if not self._picture.rules.get(place):
            return None
        for families, hook, into, out in at_bridge(self._picture, self._packet, point, onward):
            if dropped := self._dropped(place, families, hook, at, into=into, out=out):
                return dropped
        return None

    def _dropped(
        self,
        place: str,
        families: Collection[str],
        hook: str,
        at: At,
        device: str = "",
        into: str = "",
        out: str = "",
    ) -> Obstacle | None:
        ruleset = self._picture.rules.get(place)
        if not ruleset:
            return None
        if self._packet:
            found = stopped(ruleset, families, hook, replace(self._packet, into=into, out=out), device)
        else:
            found = stopped_whatever_it_is(ruleset, families, hook, device)
        return Obstacle("rule", at, found.words) if found and found.certain else None
