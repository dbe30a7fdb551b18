"""Ways to break the network of `routed.py` by hand."""

from dataclasses import dataclass

from engine.reach.packet import PING, Flow
from engine.resources import FABRIC
from tests.kernel.routed import TO, TO6


@dataclass(frozen=True)
class Break:
    """What somebody does in a place, what takes it back beyond what Patchboard itself would, and the words
    that name it. `to` is the address that is not reached, `asks` what it is asked by."""

    does: str
    words: str
    place: str = FABRIC
    undo: str = ""
    to: str = TO
    is_forgotten: bool = False
    """Whether nobody remembers neighbours from before."""
    asks: Flow = PING
    together: str = ""
    """The words that name it if whatever it is about is broken, too; "": the same."""


def _rule(family: str, hook: str, rule: str, more: str = "") -> str:
    chain = f"add chain {family} t c {{ type filter hook {hook} {more} priority 0; }}"
    return f"nft 'add table {family} t; {chain}; add rule {family} t c {rule}'"


RULES = "nft flush ruleset"

BREAKS = {
    "cable pulled": Break("ip link set a-eth0 down", "the cable of a.eth0 is pulled"),
    "link down": Break("ip link set eth0 down", "a.eth0 is down", "a"),
    "target's link down": Break("ip link set eth0 down", "b.eth0 is down", "b"),
    "patch pulled": Break("ip link set p1-lan1 down", "the cable of patch p1 is pulled"),
    "cable between routers": Break("ip link set eth0 down", "r2.eth0 is down", "r2"),
    "unplugged": Break("ip link set b-eth0 nomaster", "b-eth0 of b.eth0 is not in its bridge lan2"),
    "in another bridge": Break("ip link set b-eth0 master core", "b-eth0 of b.eth0 is not in its bridge"),
    "bridge down": Break("ip link set lan2 down", "the bridge of lan2 is down"),
    "spanning tree": Break(
        "ip link set r1-eth0 down; ip link set r1-eth0 up",
        "the port r1-eth0 of r1.eth0 is listening, so that core passes nothing on there",
    ),
    "isolated": Break(
        "bridge link set dev b-eth0 isolated on; bridge link set dev r2-eth1 isolated on",
        "b.eth0 is an isolated port of lan2",
    ),
    "told to send elsewhere": Break(
        "bridge fdb replace MAC dev r2-eth1 master static",
        "the forwarding table of lan2 sends it to the port r2-eth1",
    ),
    "no broadcasts": Break(
        "bridge link set dev b-eth0 bcast_flood off",
        "the port of b.eth0 does not pass on broadcasts",
        undo="bridge link set dev b-eth0 bcast_flood on",
        is_forgotten=True,
    ),
    "link deleted": Break("ip link delete b-eth0", "b.eth0 has lost its interface"),
    "black hole": Break(
        "tc qdisc add dev eth0 root blackhole",
        "a.eth0 loses everything that it sends (a queue that is a black hole)",
        "a",
        "tc qdisc del dev eth0 root",
    ),
    "small bucket": Break(
        "tc qdisc replace dev b-eth0 root tbf rate 1mbit burst 60 limit 1000",
        "b.eth0 loses everything that it sends (a token bucket",
        undo="tc qdisc del dev b-eth0 root",
    ),
    "rule at the start": Break(
        _rule("inet", "output", "ip daddr 10.0.2.0/24 drop"), "table inet t drops it in a", "a", RULES
    ),
    "rule in a router": Break(
        _rule("ip", "forward", "icmp type echo-request counter drop"), "drops it in r1", "r1", RULES
    ),
    "rule at the end": Break(
        _rule("inet", "input", "ip saddr { 10.0.1.1, 10.0.1.9 } reject"), "drops it in b", "b", RULES
    ),
    "rule on the way back": Break(
        _rule("inet", "forward", "icmp type echo-reply ct state established drop"),
        "on the way back rule 2 of chain c in table inet t drops it in r2",
        "r2",
        RULES,
    ),
    "policy": Break(
        "nft 'add table inet t; add chain inet t c { type filter hook input priority 0; policy drop; }'",
        "the policy of chain c in table inet t drops it in b",
        "b",
        RULES,
    ),
    "rule at a link": Break(
        _rule("netdev", "ingress", "drop", "device eth0"), "table netdev t drops it in b", "b", RULES
    ),
    "rule in a bridge": Break(
        _rule("bridge", "forward", "ether type ip oifname b-eth0 drop"),
        "table bridge t drops it in the fabric",
        undo="nft delete table bridge t",
    ),
    "rule before a bridge": Break(
        _rule("bridge", "prerouting", "iifname a-eth0 ether type ip drop"),
        "rule 2 of chain c in table bridge t drops it in the fabric",
        undo="nft delete table bridge t",
    ),
    "rule behind a bridge": Break(
        _rule("bridge", "postrouting", "oifname b-eth0 ether type ip drop"),
        "rule 2 of chain c in table bridge t drops it in the fabric",
        undo="nft delete table bridge t",
    ),
    "rule at several links": Break(
        _rule("netdev", "ingress", "ip protocol icmp drop", "devices = { eth0, eth1 }"),
        "rule 2 of chain c in table netdev t drops it in r2",
        "r2",
        RULES,
    ),
    "rule of inet at a link": Break(
        _rule("inet", "ingress", "ip protocol icmp drop", "device eth0"),
        "table inet t drops it in b",
        "b",
        RULES,
    ),
    "rule of IP before a bridge": Break(
        _rule("inet", "prerouting", "iifname lan1 ip protocol icmp drop"),
        "rule 2 of chain c in table inet t drops it in the fabric",
        undo="nft delete table inet t",
    ),
    "rule of IP behind a bridge": Break(
        _rule("ip", "postrouting", "oifname lan2 icmp type echo-request drop"),
        "rule 2 of chain c in table ip t drops it in the fabric",
        undo="nft delete table ip t",
    ),
    "rule of IPv6 in a bridge": Break(
        "sysctl -qw net.bridge.bridge-nf-call-iptables=0;"
        + _rule("ip6", "forward", "iifname lan2 oifname lan2 icmpv6 type echo-reply drop"),
        "on the way back rule 2 of chain c in table ip6 t drops it in the fabric",
        undo="nft delete table ip6 t; sysctl -qw net.bridge.bridge-nf-call-iptables=1",
        to=TO6,
    ),
    "rule about neighbour discovery in a bridge": Break(
        _rule("ip6", "forward", "icmpv6 type nd-neighbor-solicit drop"),
        "rule 2 of chain c in table ip6 t drops it in the fabric",
        undo="nft delete table ip6 t",
        to=TO6,
        is_forgotten=True,
    ),
    "rule of IP that one bridge shows frames to": Break(
        "sysctl -qw net.bridge.bridge-nf-call-iptables=0; ip link set lan2 type bridge nf_call_iptables 1;"
        + _rule("ip", "forward", "ip protocol icmp drop"),
        "rule 2 of chain c in table ip t drops it in the fabric",
        undo="nft delete table ip t; ip link set lan2 type bridge nf_call_iptables 0;"
        " sysctl -qw net.bridge.bridge-nf-call-iptables=1",
    ),
    "rule about ARP": Break(
        _rule("arp", "input", "arp operation request drop"),
        "table arp t drops it in b",
        "b",
        RULES,
        is_forgotten=True,
    ),
    "route deleted": Break("ip route del default", "a has lost its route to 0.0.0.0/0 via 10.0.1.254", "a"),
    "route back deleted": Break("ip route del default", "on the way back b has lost its route", "b"),
    "route of IPv6 deleted": Break(
        "ip -6 route del fd00:2::/64", "r1 has lost its route to fd00:2::/64", "r1", to=TO6
    ),
    "black hole of a route": Break(
        "ip route add blackhole 10.0.2.1/32",
        "a blackhole route or rule of r1 refuses 10.0.2.1",
        "r1",
        "ip route del blackhole 10.0.2.1/32",
    ),
    "routing rule": Break(
        "ip rule add to 10.0.2.0/24 prohibit",
        "a prohibit route or rule of r1 refuses",
        "r1",
        "ip rule del to 10.0.2.0/24 prohibit",
    ),
    "IPsec blocks what is sent": Break(
        "ip xfrm policy add src 10.0.1.0/24 dst 10.0.2.0/24 dir out action block",
        "a policy of IPsec in a blocks it (src 10.0.1.0/24 dst 10.0.2.0/24 dir out)",
        "a",
        "ip xfrm policy flush",
    ),
    "IPsec blocks what is passed on": Break(
        "ip xfrm policy add src 10.0.1.0/24 dst 10.0.2.0/24 dir fwd priority 9 action block;"
        " ip xfrm policy add src 10.0.2.0/24 dst 10.0.1.0/24 proto icmp dir fwd action block;"
        " ip xfrm policy add src 10.0.1.1/32 dst 10.0.2.0/24 dir fwd action allow",
        "on the way back a policy of IPsec in r1 blocks it (src 10.0.2.0/24 dst 10.0.1.0/24 proto 1 dir fwd)",
        "r1",
        "ip xfrm policy flush",
    ),
    "IPsec of IPv6 blocks what comes in": Break(
        "ip xfrm policy add src fd00:1::/64 dst ::/0 dir in action block",
        "a policy of IPsec in b blocks it (src fd00:1::/64 dst ::/0 dir in)",
        "b",
        "ip xfrm policy flush",
        to=TO6,
    ),
    "route to nobody": Break(
        "ip route add 10.0.2.1/32 via 10.9.0.9",
        "nobody has the address 10.9.0.9, which r1 looks for at eth1",
        "r1",
        "ip route del 10.0.2.1/32",
    ),
    "in circles": Break(
        "ip route add 10.0.2.1/32 via 10.9.0.1",
        "in circles",
        "r2",
        "ip route del 10.0.2.1/32",
    ),
    "address deleted": Break(
        "ip address del 10.0.2.1/24 dev eth0", "b.eth0 does not have the address 10.0.2.1", "b"
    ),
    "address of the router deleted": Break(
        "ip address del 10.0.1.254/24 dev eth0",
        "r1.eth0 does not have the address 10.0.1.254",
        "r1",
        is_forgotten=True,
    ),
    "address of IPv6 deleted": Break(
        "ip address del fd00:2::1/64 dev eth0", "b.eth0 does not have the address fd00:2::1", "b", to=TO6
    ),
    "wrong neighbour": Break(
        "ip neigh replace 10.0.1.254 lladdr 02:99:00:00:00:01 dev eth0 nud permanent",
        "the neighbour table of a says for good that 10.0.1.254 is at 02:99:00:00:00:01",
        "a",
        "ip neigh del 10.0.1.254 dev eth0",
    ),
    "wrong neighbour of IPv6": Break(
        "ip neigh replace fd00:2::1 lladdr 02:99:00:00:00:01 dev eth1 nud permanent",
        "the neighbour table of r2 says for good that fd00:2::1 is at 02:99:00:00:00:01",
        "r2",
        "ip neigh del fd00:2::1 dev eth1",
        to=TO6,
    ),
    "no ARP": Break(
        "ip link set eth0 arp off", "b.eth0 does not resolve addresses", "b", "ip link set eth0 arp on"
    ),
    "ARP ignored": Break(
        "sysctl -qw net.ipv4.conf.eth0.arp_ignore=8",
        "b ignores ARP at eth0 (arp_ignore 8)",
        "b",
        "sysctl -qw net.ipv4.conf.eth0.arp_ignore=0",
        is_forgotten=True,
    ),
    "not routing": Break(
        "sysctl -qw net.ipv4.ip_forward=0", "r1 does not route between its interfaces", "r1"
    ),
    "not routing IPv6": Break(
        "sysctl -qw net.ipv6.conf.all.forwarding=0", "r2 does not route between its interfaces", "r2", to=TO6
    ),
    "not routing at one link": Break(
        "sysctl -qw net.ipv4.conf.eth0.forwarding=0",
        "r1 does not route between its interfaces",
        "r1",
        "sysctl -qw net.ipv4.conf.eth0.forwarding=1",
    ),
    "pings ignored": Break(
        "sysctl -qw net.ipv4.icmp_echo_ignore_all=1",
        "b is told to ignore pings",
        "b",
        "sysctl -qw net.ipv4.icmp_echo_ignore_all=0",
    ),
    "pings of IPv6 ignored": Break(
        "sysctl -qw net.ipv6.icmp.echo_ignore_all=1",
        "b is told to ignore pings",
        "b",
        "sysctl -qw net.ipv6.icmp.echo_ignore_all=0",
        to=TO6,
    ),
    "IPv6 off": Break(
        "sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1",
        "IPv6 is switched off at a.eth0",
        "a",
        "sysctl -qw net.ipv6.conf.eth0.disable_ipv6=0",
        to=TO6,
    ),
    "filter of the way back": Break(
        "sysctl -qw net.ipv4.conf.all.rp_filter=1; ip route add 10.0.1.0/25 dev lo",
        "the reverse path filter of r2 drops what comes in at eth0",
        "r2",
        "sysctl -qw net.ipv4.conf.all.rp_filter=0; ip route del 10.0.1.0/25 dev lo",
    ),
    "taken by another": Break(
        "sysctl -qw net.ipv4.conf.eth0.arp_notify=1; ip address add 10.0.1.254/24 dev eth0;"
        " ip link set eth0 address $(cat /sys/class/net/eth0/address)",
        "10.0.1.254 is an address of",
        "c",
        together="c has the address 10.0.1.254 and answers instead of r1",
    ),
}

HTTP = Flow("tcp", 80)
SERVICES = {
    "port closed at its sandbox": (
        Break(_rule("inet", "input", "tcp dport 80 drop"), "drops it in b", "b", RULES, asks=HTTP),
        "unanswered",
    ),
    "port closed in a router": (
        Break(
            _rule("inet", "forward", "tcp dport { 80, 443 } reject"), "drops it in r1", "r1", RULES, asks=HTTP
        ),
        "refused",
    ),
    "answers stopped": (
        Break(
            _rule("inet", "forward", "tcp sport 80 ct state established drop"),
            "on the way back rule 2 of chain c in table inet t drops it in r2",
            "r2",
            RULES,
            asks=HTTP,
        ),
        "unanswered",
    ),
    "nothing listens": (Break("true", "nothing listens on tcp 81 of b", asks=Flow("tcp", 81)), "refused"),
    "datagrams stopped": (
        Break(
            _rule("ip", "forward", "udp dport 80 drop"), "drops it in r2", "r2", RULES, asks=Flow("udp", 80)
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
