"""What the kernel tells of links' counters, taken apart."""

import struct
from collections.abc import Callable
from socket import socket

import pytest

from engine.backends.kernel import netlink
from engine.backends.kernel.counters import counted, counted_beyond

Says = Callable[..., socket]


def link(index: int, *statistics: int, kind: int = 1) -> memoryview:
    """The body of a message: of the statistics the first eight, received and sent by turns."""
    return memoryview(struct.pack("=BxxxiIHH25Q", 0, index, 1, 204, kind, *statistics, *[0] * 17))


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Has the kernel answer with these messages; gives a socket to ask it with."""

    def says(*bodies: memoryview) -> socket:
        monkeypatch.setattr(netlink, "dump", lambda *_: list(bodies))
        return socket()

    return says


PACKETS, BYTES, ERRORS, DROPS = (1, 2), (300, 400), (5, 6), (7, 8)


def test_each_link_counts_what_it_sees_itself(kernel: Says) -> None:
    first, second = link(1, *[0] * 8), link(12, *PACKETS, *BYTES, *ERRORS, *DROPS)
    with kernel(first, second) as opened:
        assert counted(opened) == {1: (0, 0, 0, 0, 0, 0), 12: (300, 400, 1, 2, 7, 8)}


def test_what_one_end_receives_the_other_has_sent(kernel: Says) -> None:
    with kernel(link(12, *PACKETS, *BYTES, *ERRORS, *DROPS)) as opened:
        assert counted_beyond(opened) == {12: (400, 300, 2, 1, 8, 7)}


def test_a_counter_may_be_as_large_as_the_kernels(kernel: Says) -> None:
    with kernel(link(1, *[2**64 - 1] * 8)) as opened:
        assert counted(opened) == {1: (2**64 - 1,) * 6}


def test_messages_that_are_laid_out_in_another_way_are_not_believed(kernel: Says) -> None:
    usual = link(1, *[0] * 8)
    for other in (link(2, *[0] * 8, kind=2), memoryview(bytes(usual) + bytes(8))):
        with kernel(usual, other) as opened, pytest.raises(OSError, match="lays out"):
            counted(opened)


def test_a_namespace_that_is_being_taken_apart_has_counted_nothing(kernel: Says) -> None:
    with kernel() as opened:
        assert counted(opened) == {}
