"""A frame, as a capture took it."""

from engine.value import value


@value
class Frame:
    """`time` is the kernel's, in nanoseconds since 1970; `outgoing`: the link that it was taken at sent it.

    `link` is that link's name in the kernel; `foreign`: what came in there is for somebody else's MAC
    address. `data` is cut at what a capture keeps of a frame; `length` is
    what it was on the wire, in bytes.
    """

    time: int
    link: str
    outgoing: bool
    data: bytes
    length: int
    foreign: bool = False


def with_tag(data: bytes, protocol: int, tag: int) -> bytes:
    """The frame as it was on the wire: the kernel takes an 802.1Q tag out and tells it beside the frame."""
    return data[:12] + protocol.to_bytes(2, "big") + tag.to_bytes(2, "big") + data[12:]
