"""Ways to break the network of `routed.py` by hand."""

from engine.reach.packet import Flow
from tests.kernel.breaks import UNRULED, Break, rule
from tests.kernel.breaks_of_links import LINKS
from tests.kernel.breaks_of_routing import ROUTING
from tests.kernel.breaks_of_rules import RULES

BREAKS = {**LINKS, **RULES, **ROUTING}

HTTP = Flow("tcp", 80)
SERVICES = {
    "port closed at its sandbox": (
        Break(rule("inet", "input", "tcp dport 80 drop"), "drops it in b", "b", UNRULED, asks=HTTP),
        "unanswered",
    ),
    "port closed in a router": (
        Break(
            rule("inet", "forward", "tcp dport { 80, 443 } reject"),
            "drops it in r1",
            "r1",
            UNRULED,
            asks=HTTP,
        ),
        "refused",
    ),
    "answers stopped": (
        Break(
            rule("inet", "forward", "tcp sport 80 ct state established drop"),
            "on the way back rule 2 of chain c in table inet t drops it in r2",
            "r2",
            UNRULED,
            asks=HTTP,
        ),
        "unanswered",
    ),
    "nothing listens": (Break("true", "nothing listens on tcp 81 of b", asks=Flow("tcp", 81)), "refused"),
    "datagrams stopped": (
        Break(
            rule("ip", "forward", "udp dport 80 drop"), "drops it in r2", "r2", UNRULED, asks=Flow("udp", 80)
        ),
        "unanswered",
    ),
}
"""What a ping does not notice, and what trying it shows."""

PAIRS = (
    ("rule at the start", "not routing"),
    ("route deleted", "pings ignored"),
    ("cable pulled", "address deleted"),
    ("rule in a router", "unplugged"),
    ("not routing", "rule on the way back"),
    ("black hole of a route", "route back deleted"),
    ("wrong neighbour", "bridge down"),
    ("pings ignored", "route back deleted"),
    ("taken by another", "address of the router deleted"),
)
"""Each with the one first that a packet meets first."""
