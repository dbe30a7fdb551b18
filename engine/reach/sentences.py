"""Causes in words: what stops a packet, and what to do about it."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.reach.causes import Cause, Why
from engine.reach.picture import At, Picture
from engine.resources import FABRIC


class Words(NamedTuple):
    """What is so, and what mends it."""

    said: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.said}; {self.remedy}"


def sentence(picture: Picture, cause: Cause) -> str:
    """Such as "app1 has no route to 10.2.0.3; add one, or a default route"."""
    return str(words(picture, cause))


def words(picture: Picture, cause: Cause) -> Words:
    said, remedy = _unlike(picture, cause) or _WORDS[cause.why]
    facts = {
        "place": cause.place or "the fabric",
        "link": cause.link,
        "hop": cause.hop,
        "detail": cause.detail,
        "who": named(picture, cause.at),
        "owner": owner(picture, cause.at),
        "bridge": _bridge(picture, cause.at),
    }
    before = "on the way back " if cause.is_answer else ""
    before += f"what {cause.by}, one of several next hops, is lost: " if cause.by else ""
    return Words(before + said.format_map(facts), remedy.format_map(facts))


def named(picture: Picture, at: At) -> str:
    """A link as a person knows it: `app1.eth0`, `lan1`, or what the kernel calls a port of the fabric."""
    return f"{at[0]}.{at[1]}" if at[0] != FABRIC else at[1]


def owner(picture: Picture, at: At) -> str:
    """What of the design a link is there for."""
    link = picture.links.get(at) or (picture.meant.links.get(at) if picture.meant else None)
    if at[0] != FABRIC or link is None or not link.label:
        return named(picture, at)
    return link.label if "." in link.label or link.kind == "bridge" else f"patch {link.label}"


def _bridge(picture: Picture, at: At) -> str:
    """What it is a port of, or should be."""
    for each in (picture, picture.meant):
        link = each.links.get(at) if each else None
        if link and link.bridge:
            return link.bridge[1]
    return at[1]


def _unlike(picture: Picture, cause: Cause) -> tuple[str, str] | None:
    """What is said in other words in the fabric, or of a sandbox."""
    match cause.why:
        case "not forwarding" if cause.place == FABRIC:
            return "the next hop towards {hop} is a bridge, which does not route", "draw a router"
        case "cable pulled" if cause.place != FABRIC:
            return _WORDS["link down"]
        case "link down" if cause.place == FABRIC:
            return _WORDS["cable pulled"]
    return None


_WORDS: Mapping[Why, tuple[str, str]] = {
    "link down": ("{who} is down", "set it up"),
    "cable pulled": ("the cable of {owner} is pulled (its port {link} is down)", "plug it in"),
    "link missing": ("{owner} has lost its interface {link}", "deploy the design again"),
    "unplugged": ("the port {link} of {owner} is not in its bridge {bridge}", "plug it into {bridge}"),
    "bridge down": ("the bridge of {owner} is down", "set it up"),
    "port blocked": (
        "the port {link} of {owner} is {detail}, so that {bridge} passes nothing on there",
        "wait until the spanning tree has settled, or set the port to forwarding",
    ),
    "isolated": (
        "{owner} is an isolated port of {bridge}, and so is the other one",
        "switch that off at one of them",
    ),
    "vlan": ("the port of {owner} does not take {detail}", "let that VLAN pass there"),
    "loses all": (
        "{owner} loses everything that it sends ({detail})",
        "take that impairment away, or have its sandbox go on if it is paused",
    ),
    "paused": (
        "{place} is paused (as designed), so that nothing comes out of it or gets in",
        "have it go on",
    ),
    "rule": ("{detail} drops it in {place}", "delete that rule, or let this pass before it"),
    "wrong port": (
        "the forwarding table of {owner} sends it to the port {detail}, which is the wrong one",
        "delete that static entry",
    ),
    "no flooding": ("the port of {owner} does not pass on {detail}", "switch flooding on there"),
    "locked": (
        "the port {link} of {owner} is locked, and lets nobody in from {detail}",
        "unlock it: bridge link set dev {link} locked off",
    ),
    "too large": (
        "small packets arrive, but those of more than {detail} bytes, the MTU of {owner}, are lost there",
        "set the same MTU at both ends and on the way",
    ),
    "no route": ("{place} has no route to {hop}", "add one, or a default route"),
    "learned": (
        "it depends on what {place} learns: it has no route to {hop} yet, but one of its services may be "
        "told of one",
        "ping when it runs",
    ),
    "several routes": (
        "it depends on which of several routes to {hop} that are equally good {place} takes",
        "ping when it runs",
    ),
    "route missing": ("{place} has lost its route to {detail}, and has none to {hop}", "add it again"),
    "rule missing": (
        "{place} has a route to {hop} in its table main, but no routing rule that leads there",
        "add it again: ip rule add pref 32766 lookup main",
    ),
    "route refuses": ("a {detail} route or rule of {place} refuses {hop}", "delete it"),
    "ipsec": (
        "a policy of IPsec in {place} blocks it ({detail})",
        "delete it: ip xfrm policy delete {detail}",
    ),
    "no answer": (
        "nobody whom {place} hears at {link} answers for {hop}",
        "look for a cable that is pulled or loses everything, and whether both are on one network",
    ),
    "nobody": (
        "nobody has the address {hop}, which {place} looks for at {link}",
        "correct the route or give somebody that address",
    ),
    "apart": (
        "no cable leads from {who} to {detail}, which has {hop}",
        "put both on one network, or route between them",
    ),
    "address missing": ("{who} does not have the address {hop}", "add the address again"),
    "prefix": ("{who} has {detail}", "correct the length of its prefix"),
    "address unusable": (
        "{who} cannot use {hop}: the kernel has found somebody else with it, or still looks",
        "take it away from the other one, or wait",
    ),
    "conflict": (
        "{hop} is an address of {place} and of {detail} as well, so that answers go astray",
        "give one of them another address",
    ),
    "same mac": (
        "{who} has the same MAC address as {detail}, so that switches bring what is for it back",
        "give one of them another one",
    ),
    "impostor": ("{place} has the address {hop} and answers instead of {detail}", "take it away there"),
    "ipv6 off": ("IPv6 is switched off at {who}", "set disable_ipv6 to 0"),
    "small mtu": (
        "{who} has an MTU of {detail}, and IPv6 needs 1280",
        "set a larger one, and add the address again",
    ),
    "place missing": ("the namespace of {place} is gone", "deploy the design again"),
    "no arp": ("{who} does not resolve addresses (arp off)", "switch ARP on: ip link set {link} arp on"),
    "arp ignored": ("{place} ignores ARP at {link} (arp_ignore {detail})", "set arp_ignore to 0"),
    "wrong neighbour": (
        "the neighbour table of {place} says for good that {hop} is at {detail}, where it is not",
        "delete that entry: ip neigh del {hop} dev {link}",
    ),
    "stale neighbour": (
        "the neighbour table of {place} still says that {hop} is at {detail}, where it is no more",
        "wait some seconds, or delete that entry: ip neigh del {hop} dev {link}",
    ),
    "not forwarding": ("{place} does not route between its interfaces", "switch that on"),
    "in circles": ("routers hand what goes to {hop} round in circles", "see the routes of {place}"),
    "ttl": (
        "{place} sends with a TTL (IPv6: hop limit) of {detail}",
        "set net.ipv4.ip_default_ttl, or the hop_limit of {link}, to 64 there",
    ),
    "wrong way in": (
        "the reverse path filter of {place} drops what comes in at {link}, since answers would leave "
        "elsewhere",
        "set rp_filter to 2 or 0, or mend its routes",
    ),
    "no echo": ("{place} is told to ignore pings", "set icmp_echo_ignore_all to 0"),
    "nothing listens": (
        "nothing listens on {detail} of {place}",
        "start a service there, or ask for the port of one",
    ),
    "listens elsewhere": (
        "{place} listens on {detail}",
        "have its service listen at {hop}, or at all addresses",
    ),
    "no address": (
        "{place} has no address to reach {hop} from, and no route there",
        "give it one",
    ),
    "service": ("{place} answers, but its service {link} is not running: it {detail}", "see its log"),
}
