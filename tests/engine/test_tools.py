"""Tools know what their programs say, and what they are pointed at."""

from contextlib import closing
from typing import Any

import pytest

from engine.backends.kernel.places import Places
from engine.console.line import Refusal
from engine.console.machine import Machine
from engine.console.tools import commands, everybody
from engine.console.tools.commands import TOOLS
from engine.console.tools.everybody import EverybodyRequest, differs, read
from engine.console.tools.target import resolved
from tests.engine.builders import bridge, lab
from tests.kernel.told import Told
from topology.values import Design, Endpoint, Sandbox


@pytest.mark.parametrize(
    ("tool", "line", "message"),
    [
        (
            "ping",
            "64 bytes from 10.0.0.3: icmp_seq=4 ttl=64 time=0.046 ms",
            {"type": "reply", "from": "10.0.0.3", "number": 4, "ms": 0.046},
        ),
        (
            "ping",
            "64 bytes from fd00::3: icmp_seq=1 ttl=64 time=1.20 ms",
            {"type": "reply", "from": "fd00::3", "number": 1, "ms": 1.2},
        ),
        ("ping", "no answer yet for icmp_seq=2", {"type": "lost", "number": 2, "reason": "no answer"}),
        (
            "ping",
            "From 10.0.0.2 icmp_seq=1 Destination Host Unreachable",
            {"type": "lost", "number": 1, "reason": "10.0.0.2 says: Destination Host Unreachable"},
        ),
        (
            "ping",
            "10 packets transmitted, 9 received, 10% packet loss, time 4623ms",
            {"type": "packets", "sent": 10, "received": 9},
        ),
        (
            "ping",
            "rtt min/avg/max/mdev = 0.028/0.039/0.056/0.009 ms",
            {"type": "times", "least": 0.028, "mean": 0.039, "most": 0.056},
        ),
        ("ping", "PING 10.0.0.3 (10.0.0.3) 56(84) bytes of data.", None),
        (
            "traceroute",
            " 2  10.0.1.3  0.052 ms",
            {"type": "hop", "number": 2, "address": "10.0.1.3", "ms": 0.052},
        ),
        ("traceroute", " 3  *", {"type": "hop", "number": 3, "address": None, "ms": None}),
        ("traceroute", "traceroute to 10.0.0.3 (10.0.0.3), 20 hops max, 60 byte packets", None),
        ("mtu", " 1?: [LOCALHOST]                      pmtu 1400", {"type": "mtu", "bytes": 1400}),
        (
            "iperf3",
            "[  5]   1.00-2.00   sec  3.01 GBytes  25898 Mbits/sec    0   1.75 MBytes       ",
            {"type": "rate", "second": 2.0, "mbits": 25898.0, "counted": ""},
        ),
        (
            "iperf3",
            "[  5]   0.00-10.01  sec  29.1 GBytes  24968 Mbits/sec                  receiver",
            {"type": "rate", "second": 10.01, "mbits": 24968.0, "counted": "receiver"},
        ),
        ("dns", "a.example.\t60\tIN\tA\t10.0.0.3", {"type": "record", "kind": "A", "value": "10.0.0.3"}),
        ("dns", ";a.example.\t\tIN\tA", None),
        ("http", "HTTP/1.0 404 File not found", {"type": "status", "code": 404}),
    ],
)
def test_a_line_means_what_it_says(tool: str, line: str, message: dict[str, Any] | None) -> None:
    assert TOOLS[tool].read(line) == message


def test_a_page_is_asked_for_by_a_url_or_by_an_address() -> None:
    asked = [commands.url(each) for each in ("http://a/b", "10.0.0.3", "10.0.0.3:8080", "fd00::3")]
    assert asked == ["http://a/b", "http://10.0.0.3/", "http://10.0.0.3:8080/", "http://[fd00::3]/"]


def test_answers_that_did_not_come_are_left_out() -> None:
    said = ["", "10.0.0.2 : 0.05 - 0.04", "fd00::3  : - - -", "ICMP Host Unreachable from 10.0.0.1"]
    assert dict(read(said)) == {"10.0.0.2": (0.05, 0.04), "fd00::3": ()}


@pytest.mark.parametrize(
    ("predicted", "loss", "received", "is_other"),
    [
        (True, 0.0, 3, False),
        (True, 0.0, 2, True),
        (True, 0.0, 0, True),
        (False, 0.0, 0, False),
        (False, 0.0, 1, True),
        (True, 0.75, 0, False),
        (True, 0.75, 2, False),
        (True, 0.02, 0, False),
        (True, 0.002, 2, False),
        (True, 0.002, 0, True),
        (None, 0.0, 3, False),
        (None, 0.0, 0, False),
    ],
)
def test_what_did_not_come_is_a_difference_unless_the_design_loses_so_much(
    predicted: bool | None, loss: float, received: int, is_other: bool
) -> None:
    assert differs(predicted, loss, received) == is_other


@pytest.fixture
def drawn() -> Design:
    """`a` on lan1, `b` on both, `c` on lan2 without an address."""
    return lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[Sandbox(name=name) for name in ("a", "b", "c")],
        endpoints=[
            Endpoint(sandbox="a", network="lan1"),
            Endpoint(sandbox="b", network="lan2", addresses=("10.0.1.3/24",)),
            Endpoint(sandbox="b", network="lan1", addresses=("10.0.0.3/24",)),
            Endpoint(sandbox="c", network="lan2", addresses=()),
        ],
    )


def test_a_sandbox_is_asked_at_its_address_on_the_network_of_both(drawn: Design) -> None:
    assert (resolved(drawn, "a", "b"), resolved(drawn, "c", "b")) == ("10.0.0.3", "10.0.1.3")


def test_a_name_that_is_to_be_looked_up_stays_a_name(drawn: Design) -> None:
    assert resolved(drawn, "a", "b", by_name=True) == "b"


@pytest.mark.parametrize("target", ["-f", "--help", "", "a b", "$(id)", "c"])
def test_a_target_is_never_an_option_nor_a_command(drawn: Design, target: str) -> None:
    with pytest.raises(Refusal):
        resolved(drawn, "a", target)


def test_a_tool_needs_a_sandbox_to_be_run_in(drawn: Design) -> None:
    with pytest.raises(Refusal, match="there is no sandbox d deployed; press Deploy first"):
        resolved(drawn, "d", "a")


async def test_where_too_many_would_ping_each_other_it_says_what_to_do_instead() -> None:
    star = Design(name="star", sandboxes=tuple(Sandbox(name=f"host{each}") for each in range(61)))
    with (
        closing(Places(1)) as places,
        pytest.raises(Refusal, match="run Ping between two of them"),
    ):
        await everybody.run(Told(star), EverybodyRequest(), Machine("root", places))
