"""The commands that show a person what a walk looks at, and the design objects that it is about."""

from collections.abc import Callable, Iterator, Mapping

from engine.names import namespace_name
from engine.reach.causes import Cause, Why
from engine.reach.picture import Address, At, Picture
from engine.resources import FABRIC

Command = tuple[str, ...]


def ip(topology: str, place: str, *words: str) -> Command:
    return ("ip", "-n", namespace_name(topology, place), *words)


def bridge(topology: str, place: str, *words: str) -> Command:
    return ("bridge", "-n", namespace_name(topology, place), *words)


def inside(topology: str, place: str, *words: str) -> Command:
    return ("ip", "netns", "exec", namespace_name(topology, place), *words)


def route(topology: str, place: str, to: Address, source: Address | None, into: str) -> Command:
    """For a packet of the place's own, or for one that came in by the link `into`."""
    arrived = ("from", str(source), "iif", into) if into and source else ()
    return ip(topology, place, "route", "get", str(to), *arrived)


def listening(topology: str, place: str, what: str) -> Command:
    """`what` begins with tcp or udp."""
    return inside(topology, place, "ss", "-lnu" if what.startswith("udp") else "-lnt")


def command(topology: str, cause: Cause) -> Command:
    """What shows the cause."""
    return _COMMANDS[cause.why](topology, cause)


def keys(picture: Picture, *ats: At) -> list[str]:
    """The objects of the design that links are there for, as the browser names them."""
    return list(dict.fromkeys(key for at in ats for key in _keys(picture, at)))


def _keys(picture: Picture, at: At) -> Iterator[str]:
    link = picture.links.get(at) or (picture.meant.links.get(at) if picture.meant else None)
    if at[0] != FABRIC:
        yield f"sandbox:{at[0]}"
        if link and link.label:
            yield f"endpoint:{at[0]}.{link.interface}"
            if "." not in link.label:
                yield f"network:{link.label}"
    elif link and link.label:
        kind = "network" if link.kind == "bridge" else "endpoint" if "." in link.label else "patch"
        yield f"{kind}:{link.label}"


def _link(topology: str, cause: Cause) -> Command:
    return ip(topology, cause.place, "link", "show", "dev", cause.link)


def _port(topology: str, cause: Cause) -> Command:
    return bridge(topology, cause.place, "-d", "link", "show", "dev", cause.link)


def _route(topology: str, cause: Cause) -> Command:
    return ip(topology, cause.place, "route", "get", str(cause.hop))


def _neighbour(topology: str, cause: Cause) -> Command:
    return ip(topology, cause.place, "neigh", "show", "to", str(cause.hop), "dev", cause.link)


def _addresses(topology: str, cause: Cause) -> Command:
    return ip(topology, cause.place, "address", "show", "dev", cause.link)


def _settings(*keys: str) -> Callable[[str, Cause], Command]:
    """Of the family of the address, where that makes a difference."""

    def shown(topology: str, cause: Cause) -> Command:
        named = (key.format(link=cause.link) for key in keys)
        fitting = [key for key in named if f"ipv{cause.hop.version}" in key] or list(keys)
        return inside(topology, cause.place, "sysctl", *fitting)

    return shown


_COMMANDS: Mapping[Why, Callable[[str, Cause], Command]] = {
    "link down": _link,
    "cable pulled": _link,
    "link missing": _link,
    "unplugged": _port,
    "bridge down": _link,
    "port blocked": _port,
    "isolated": _port,
    "vlan": lambda topology, cause: bridge(topology, cause.place, "vlan", "show", "dev", cause.link),
    "loses all": lambda topology, cause: inside(
        topology, cause.place, "tc", "qdisc", "show", "dev", cause.link
    ),
    "paused": lambda topology, cause: inside(topology, cause.detail, "nft", "-a", "list", "ruleset"),
    "rule": lambda topology, cause: inside(topology, cause.place, "nft", "-a", "list", "ruleset"),
    "wrong port": lambda topology, cause: bridge(topology, cause.place, "fdb", "show", "br", cause.link),
    "no flooding": _port,
    "locked": _port,
    "too large": _link,
    "no route": _route,
    "learned": _route,
    "several routes": _route,
    "route missing": lambda topology, cause: ip(
        topology, cause.place, *(["-6"] if cause.hop.version == 6 else []), "route", "show"
    ),
    "rule missing": lambda topology, cause: ip(
        topology, cause.place, *(["-6"] if cause.hop.version == 6 else []), "rule", "show"
    ),
    "route refuses": _route,
    "ipsec": lambda topology, cause: ip(topology, cause.place, "xfrm", "policy"),
    "no answer": _neighbour,
    "nobody": _neighbour,
    "apart": _neighbour,
    "address missing": _addresses,
    "prefix": _addresses,
    "address unusable": _addresses,
    "conflict": lambda topology, cause: ip(topology, cause.place, "address", "show", "to", str(cause.hop)),
    "impostor": lambda topology, cause: ip(topology, cause.place, "address", "show", "to", str(cause.hop)),
    "same mac": _link,
    "ipv6 off": _settings("net.ipv6.conf.all.disable_ipv6", "net.ipv6.conf.{link}.disable_ipv6"),
    "small mtu": _link,
    "place missing": lambda topology, cause: ("ip", "netns", "list"),
    "no arp": _link,
    "arp ignored": _settings("net.ipv4.conf.all.arp_ignore", "net.ipv4.conf.{link}.arp_ignore"),
    "wrong neighbour": _neighbour,
    "stale neighbour": _neighbour,
    "not forwarding": _settings("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"),
    "in circles": _route,
    "ttl": _settings("net.ipv4.ip_default_ttl", "net.ipv6.conf.{link}.hop_limit"),
    "wrong way in": _settings("net.ipv4.conf.all.rp_filter", "net.ipv4.conf.{link}.rp_filter"),
    "no echo": _settings("net.ipv4.icmp_echo_ignore_all", "net.ipv6.icmp.echo_ignore_all"),
    "nothing listens": lambda topology, cause: listening(topology, cause.place, cause.detail),
    "listens elsewhere": lambda topology, cause: listening(topology, cause.place, cause.detail),
    "no address": lambda topology, cause: ip(topology, cause.place, "address", "show"),
    "service": lambda topology, cause: inside(topology, cause.place, "ss", "-lntup"),
}
