"""Which rules look at a frame on one step of its way, and whether they keep it from taking that step."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from engine.reach.filters import stopped, stopped_whatever_it_is
from engine.reach.packet import Packet
from engine.reach.picture import At, Link, Picture
from engine.reach.points import Obstacle, Point

OWN_TABLE = "table netdev patchboard-"
AS_DESIGNED = "as designed"
_NF_CALL = "bridge/bridge-nf-call-iptables"


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
        """By rules about what a bridge takes, passes on and gives; those of IP see it too, unless that is
        switched off."""
        place, at = point.at[0], point.at if onward.where != "out" else onward.at
        if not self._picture.rules.get(place):
            return None
        for hook, into, out in bridge_hooks(point, onward):
            if dropped := self._dropped(place, ("bridge",), hook, at, into=into, out=out):
                return dropped
            if dropped := self._seen_as_ip(point, onward, hook):
                return dropped
        return None

    def _seen_as_ip(self, point: Point, onward: Point, hook: str) -> Obstacle | None:
        """Of the hooks at a bridge those that frames meet which it passes on; there it is itself the link."""
        if self._packet is None or self._packet.is_question or hook in ("input", "output"):
            return None
        is_passed_on = hook == "prerouting" or point.port is not None
        if not is_passed_on or self._picture.setting(point.at[0], _NF_CALL) != "1":
            return None
        bridge, at = (onward.at, point.at) if hook == "prerouting" else (point.at, onward.at)
        into, out = bridge[1] if hook != "postrouting" else "", bridge[1] if hook != "prerouting" else ""
        families = ("inet", "ip" if self._packet.version == 4 else "ip6")
        return self._dropped(at[0], families, hook, at, into=into, out=out)

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
