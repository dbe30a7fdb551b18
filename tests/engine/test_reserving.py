"""Uplinks that are made at the same time find nothing free that another one is about to have."""

import pytest

from engine import uplinks
from engine.backends.kernel import machine, nfnetlink, reserving, uplink_ends
from engine.backends.kernel.reserving import reserved
from engine.backends.kernel.uplink_ends import Ground
from engine.errors import Transient
from engine.nftables import Table
from engine.resources import Uplink
from engine.uplinks import Line

WEB = Uplink("out", ("10.0.0.0/24", "fd00:10::/64"), (("tcp", "8080-8082", "10.0.0.2", "80-82"),))


@pytest.fixture(autouse=True)
def _an_empty_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is seen there of what is being made; and all uplinks would like the same addresses best."""
    monkeypatch.setattr(machine, "is_free", lambda opened, line: True)
    monkeypatch.setattr(machine, "listening", lambda protocol: ())
    monkeypatch.setattr(nfnetlink, "tables", lambda: [])
    monkeypatch.setattr(nfnetlink, "read", lambda opened, name: Table())
    monkeypatch.setattr(uplink_ends, "find", lambda ground, name: None)
    monkeypatch.setattr(reserving, "candidates", _same_for_all)


def _same_for_all(topology: str, label: str, of_version: int) -> list[Line]:
    return list(uplinks.candidates("lab", "out", of_version))


def ground(topology: str) -> Ground:
    with nfnetlink.open_socket() as opened:  # nobody asks it anything
        return Ground(topology, "out", None, opened, opened)  # type: ignore[arg-type]


def test_uplinks_that_are_made_at_the_same_time_have_different_addresses() -> None:
    bare = Uplink("out", WEB.subnets)
    with reserved(ground("one"), bare) as first, reserved(ground("two"), bare) as second:
        assert [line.version for line in first] == [line.version for line in second] == [4, 6]
        assert not set(first) & set(second)


def test_what_was_made_is_not_held_any_more() -> None:
    with reserved(ground("one"), WEB) as first:
        pass
    with reserved(ground("two"), WEB) as second:
        assert second == first  # what is there by then is seen in the kernel


def test_what_could_not_be_made_is_not_held_any_more() -> None:
    with pytest.raises(OSError), reserved(ground("one"), WEB):
        raise OSError
    with reserved(ground("two"), WEB):
        pass


def test_a_port_of_an_uplink_that_is_being_made_is_nobody_elses() -> None:
    other = Uplink("out", WEB.subnets, (("tcp", "8082", "10.0.0.2", "80"),))
    words = "tcp port 8082 of this machine is published already by network out of topology one"
    with (
        reserved(ground("one"), WEB),
        pytest.raises(Transient, match=words),
        reserved(ground("two"), other),
    ):
        pass


def test_the_same_port_of_the_other_protocol_is_free_meanwhile() -> None:
    other = Uplink("out", WEB.subnets, (("udp", "8082", "10.0.0.2", "80"),))
    with reserved(ground("one"), WEB), reserved(ground("two"), other):
        pass
