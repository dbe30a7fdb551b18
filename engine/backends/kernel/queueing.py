"""Queueing disciplines as netlink messages, to and from `Shaping`.

At the root of a link stands netem, with a token bucket (tbf) below it if there is a rate too; or the token
bucket alone. Their handles are ours. What is otherwise than that, in whatever detail, is foreign.
"""

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from struct import Struct

from engine.backends.kernel.netlink import Attributes, attribute, attributes, message, text
from engine.queues import burst, needs_netem, netem_limit, tbf_limit
from engine.resources import Shaping

RTM_NEWQDISC, RTM_DELQDISC, RTM_GETQDISC = 36, 37, 38
HEADER = Struct("=BxxxiIII")
"""tcmsg: family, the link's index, handle, parent, references."""

_KIND, _OPTIONS = 1, 2
ROOT = 0xFFFFFFFF
_OURS, _LEAF, _BELOW = 0x9D0000, 0x9D0001, 0x9E0000

_NETEM = Struct("=IIIIII")  # delay, limit, loss, gap, duplicate, jitter; these times are not used
_NETEM_CORRELATION, _NETEM_REORDER, _NETEM_CORRUPT, _NETEM_LOSS_MODEL, _NETEM_RATE = 1, 3, 4, 5, 6
_NETEM_ECN, _NETEM_RATE64, _NETEM_DELAY, _NETEM_JITTER, _NETEM_SLOT = 7, 8, 10, 11, 12
_NETEM_UNUSED = (_NETEM_CORRELATION, _NETEM_LOSS_MODEL, _NETEM_RATE, _NETEM_ECN, _NETEM_RATE64, _NETEM_SLOT)
_SHARE = Struct("=II")  # of all frames, and how much one depends on the last
_ALL = 0xFFFFFFFF
_WHOLE = 10**6

_TBF_PARAMETERS, _TBF_RATE64, _TBF_BURST = 1, 4, 6
_TBF = Struct("=12s12sIII")  # rate, peak rate, limit, ticks that a burst takes, the same at the peak
_RATE = Struct("=BBHhHI")  # table cell, link layer, overhead, alignment, least size, bytes a second
_ETHERNET = 1
_NO_RATE = bytes(_RATE.size)
_SLOW = 1 << 32  # bytes a second that do not fit into the structure any more
_TICK = 64  # nanoseconds
_TICKS = 1 << 32  # then the kernel begins to count them anew

_u32 = partial(int.to_bytes, length=4, byteorder=sys.byteorder)
_u64 = partial(int.to_bytes, length=8, byteorder=sys.byteorder)


@dataclass(frozen=True, slots=True)
class Discipline:
    """One as the kernel lists it."""

    index: int
    handle: int
    parent: int
    kind: str
    options: memoryview

    @property
    def is_root(self) -> bool:
        return self.parent == ROOT


class Strange(Exception):
    """Something that Patchboard never does."""


def impose(sequence: int, flags: int, index: int, shaping: Shaping) -> Iterator[bytes]:
    """Make or change, depending on the flags, the disciplines of the link with this index."""
    for handle, parent, kind, _ in _layers(shaping):
        options = _netem(shaping) if kind == "netem" else _tbf(shaping)
        body = HEADER.pack(0, index, handle, parent, 0)
        body += attribute(_KIND, kind.encode() + b"\0") + attribute(_OPTIONS, options)
        yield message(RTM_NEWQDISC, flags, sequence, body)


def lift(sequence: int, flags: int, index: int) -> bytes:
    """Take away whatever shapes the link."""
    return message(RTM_DELQDISC, flags, sequence, HEADER.pack(0, index, 0, ROOT, 0))


def decode(body: memoryview) -> Discipline:
    _, index, handle, parent, _ = HEADER.unpack_from(body)
    found = attributes(body, HEADER.size, (_KIND, _OPTIONS))
    kind = text(found[_KIND])
    return Discipline(index, handle, parent, kind, found.get(_OPTIONS, memoryview(b"")))


def recognised(blank: Shaping, mtu: int, disciplines: Collection[Discipline]) -> Shaping:
    """What these disciplines, one of them at the root, do to the link of `blank`, which has this MTU."""
    try:
        return _recognised(blank, mtu, disciplines)
    except Strange:
        return replace(blank, foreign=next(each.kind for each in disciplines if each.is_root))


def _recognised(blank: Shaping, mtu: int, disciplines: Collection[Discipline]) -> Shaping:
    shaping, layers = blank, set()
    for each in disciplines:
        if each.kind not in _READERS:
            raise Strange
        shaping, limit = _READERS[each.kind](shaping, mtu, each.options)
        layers.add((each.handle, each.parent, each.kind, limit))
    if layers != set(_layers(shaping)):
        raise Strange
    return shaping


def _layers(shaping: Shaping) -> Iterator[tuple[int, int, str, int]]:
    """Handle, parent, kind and limit of each discipline, the root first."""
    if needs_netem(shaping):
        yield _OURS, ROOT, "netem", netem_limit(shaping)
        if shaping.rate:
            yield _BELOW, _LEAF, "tbf", tbf_limit(shaping)
    elif shaping.rate:
        yield _OURS, ROOT, "tbf", tbf_limit(shaping)


def _netem(shaping: Shaping) -> bytes:
    """Everything is said, also what is not wanted: on a change, netem keeps what it is not told."""
    gap = 1 if shaping.reorder else 0  # without it nothing overtakes
    return b"".join(
        (
            _NETEM.pack(
                0, netem_limit(shaping), _probability(shaping.loss), gap, _probability(shaping.duplicate), 0
            ),
            attribute(_NETEM_DELAY, _u64(shaping.delay)),
            attribute(_NETEM_JITTER, _u64(shaping.jitter)),
            attribute(_NETEM_REORDER, _SHARE.pack(_probability(shaping.reorder), 0)),
            attribute(_NETEM_CORRUPT, _SHARE.pack(_probability(shaping.corrupt), 0)),
        )
    )


def _of_netem(shaping: Shaping, _: int, options: memoryview) -> tuple[Shaping, int]:
    _, limit, loss, gap, duplicate, _ = _NETEM.unpack_from(options)
    found = attributes(options, _NETEM.size)
    reorder, corrupt = _share(found, _NETEM_REORDER), _share(found, _NETEM_CORRUPT)
    if gap != (1 if reorder else 0) or any(any(found.get(each, b"")) for each in _NETEM_UNUSED):
        raise Strange
    read = replace(
        shaping,
        delay=_time(found[_NETEM_DELAY]),
        jitter=_time(found[_NETEM_JITTER]),
        loss=_millionths(loss),
        duplicate=_millionths(duplicate),
        reorder=reorder,
        corrupt=corrupt,
    )
    return read, limit


def _time(found: memoryview) -> int:
    """Nanoseconds. What `tc` has set is microseconds, rounded down to ticks."""
    nanoseconds = int.from_bytes(found, sys.byteorder)
    microseconds = -(-nanoseconds // 1000)
    return microseconds * 1000 if microseconds * 1000 - nanoseconds < _TICK else nanoseconds


def _share(found: Attributes, kind: int) -> int:
    probability, correlation = _SHARE.unpack(found[kind])
    if correlation:
        raise Strange
    return _millionths(probability)


def _tbf(shaping: Shaping) -> bytes:
    speed = shaping.rate // 8
    rate = _RATE.pack(0, _ETHERNET, 0, 0, 0, min(speed, _SLOW - 1))
    options = attribute(_TBF_PARAMETERS, _TBF.pack(rate, _NO_RATE, tbf_limit(shaping), 0, 0))
    options += attribute(_TBF_BURST, _u32(shaping.burst))
    return options + attribute(_TBF_RATE64, _u64(speed)) if speed >= _SLOW else options


def _of_tbf(shaping: Shaping, mtu: int, options: memoryview) -> tuple[Shaping, int]:
    found = attributes(options, 0)
    rate, peak, limit, ticks, _ = _TBF.unpack(found[_TBF_PARAMETERS])
    _, _, overhead, _, least, speed = _RATE.unpack(rate)
    if overhead or least or any(peak):
        raise Strange
    speed = int.from_bytes(found[_TBF_RATE64], sys.byteorder) if _TBF_RATE64 in found else speed
    return replace(shaping, rate=speed * 8, burst=_burst(speed, ticks, mtu)), limit


def _burst(speed: int, ticks: int, mtu: int) -> int:
    """The kernel tells only how long a burst takes, roughly and modulo some minutes: if that fits what is
    usual at this speed (bytes a second) and MTU, it is that."""
    usual = burst(speed * 8, mtu)
    off = (usual * 10**9 // (speed * _TICK) - ticks) % _TICKS
    return usual if off in (0, 1, _TICKS - 1) else round(ticks * _TICK * speed / 10**9)


def _probability(millionths: int) -> int:
    return round(millionths * _ALL / _WHOLE)


def _millionths(probability: int) -> int:
    return round(probability * _WHOLE / _ALL)


_READERS = {"netem": _of_netem, "tbf": _of_tbf}
