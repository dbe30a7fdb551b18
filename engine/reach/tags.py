"""Which frames the ports of a bridge take and give that tells VLANs (802.1Q) apart."""

from collections.abc import Iterator

from engine.reach.picture import Link

Tag = str | None
"""The 802.1Q number that a frame carries, if it does."""


def taken(port: Link, tag: Tag) -> Tag:
    """The VLAN that a frame is in which came in there; None: it is not let in."""
    vlans = dict(_words(port))
    if tag is not None:
        return tag if tag in vlans else None
    return next((number for number, words in vlans.items() if "pvid" in words), None)


def lets(port: Link, number: Tag) -> bool:
    return any(number == each for each, _ in _words(port))


def given(port: Link, number: Tag) -> Tag:
    """The tag that a frame of the VLAN goes out with."""
    return None if any(number == each and "untagged" in words for each, words in _words(port)) else number


def _words(port: Link) -> Iterator[tuple[str, list[str]]]:
    for vlan in port.vlans or ():
        number, *words = vlan.split()
        yield number, words


def said(tag: Tag) -> str:
    return f"VLAN {tag}" if tag else "frames without a tag"
