"""The settings of a place that decide about packets."""

from collections.abc import Iterable, Iterator, Mapping

from engine.backends.kernel import settings
from engine.backends.kernel.place import Place, go_to
from engine.resources import FABRIC

_OF_PLACE = (
    "ipv4/ip_forward",
    "ipv4/ip_default_ttl",
    "ipv4/icmp_echo_ignore_all",
    "ipv6/conf/all/forwarding",
    "ipv6/icmp/echo_ignore_all",
    "bridge/bridge-nf-call-iptables",
    "bridge/bridge-nf-call-ip6tables",
)
_OF_LINK = (
    *("ipv4/conf/{}/rp_filter", "ipv4/conf/{}/arp_ignore", "ipv4/conf/{}/proxy_arp"),
    *("ipv4/conf/{}/forwarding", "ipv4/conf/{}/arp_announce"),
    *("ipv6/conf/{}/disable_ipv6", "ipv6/conf/{}/hop_limit"),
)


def read(visited: Place, place: str, links: Iterable[str]) -> Mapping[tuple[str, str], str]:
    """By place and key. What is not there is left out."""
    keys = list(_keys(place, links))
    values = go_to(visited.descriptor, lambda: [settings.read(key) for key in keys])
    return {(place, key): value for key, value in zip(keys, values, strict=True) if value}


def _keys(place: str, links: Iterable[str]) -> Iterator[str]:
    """Of the fabric's ports nothing is asked: they have no addresses."""
    yield from _OF_PLACE
    for link in ("all", *(links if place != FABRIC else ())):
        if "/" not in link:
            yield from (key.format(link) for key in _OF_LINK)
