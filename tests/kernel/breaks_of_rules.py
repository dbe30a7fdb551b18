"""What somebody has nftables and IPsec do."""

from tests.kernel.breaks import UNRULED, Break, rule
from tests.kernel.routed import TO6

RULES = {
    "rule at the start": Break(
        rule("inet", "output", "ip daddr 10.0.2.0/24 drop"), "table inet t drops it in a", "a", UNRULED
    ),
    "rule in a router": Break(
        rule("ip", "forward", "icmp type echo-request counter drop"), "drops it in r1", "r1", UNRULED
    ),
    "rule at the end": Break(
        rule("inet", "input", "ip saddr { 10.0.1.1, 10.0.1.9 } reject"), "drops it in b", "b", UNRULED
    ),
    "rule on the way back": Break(
        rule("inet", "forward", "icmp type echo-reply ct state established drop"),
        "on the way back rule 2 of chain c in table inet t drops it in r2",
        "r2",
        UNRULED,
    ),
    "policy": Break(
        "nft 'add table inet t; add chain inet t c { type filter hook input priority 0; policy drop; }'",
        "the policy of chain c in table inet t drops it in b",
        "b",
        UNRULED,
    ),
    "rule at a link": Break(
        rule("netdev", "ingress", "drop", "device eth0"), "table netdev t drops it in b", "b", UNRULED
    ),
    "rule in a bridge": Break(
        rule("bridge", "forward", "ether type ip oifname b-eth0 drop"),
        "table bridge t drops it in the fabric",
        undo="nft delete table bridge t",
    ),
    "rule before a bridge": Break(
        rule("bridge", "prerouting", "iifname a-eth0 ether type ip drop"),
        "rule 2 of chain c in table bridge t drops it in the fabric",
        undo="nft delete table bridge t",
    ),
    "rule behind a bridge": Break(
        rule("bridge", "postrouting", "oifname b-eth0 ether type ip drop"),
        "rule 2 of chain c in table bridge t drops it in the fabric",
        undo="nft delete table bridge t",
    ),
    "rule at several links": Break(
        rule("netdev", "ingress", "ip protocol icmp drop", "devices = { eth0, eth1 }"),
        "rule 2 of chain c in table netdev t drops it in r2",
        "r2",
        UNRULED,
    ),
    "rule of inet at a link": Break(
        rule("inet", "ingress", "ip protocol icmp drop", "device eth0"),
        "table inet t drops it in b",
        "b",
        UNRULED,
    ),
    "rule of IP before a bridge": Break(
        rule("inet", "prerouting", "iifname lan1 ip protocol icmp drop"),
        "rule 2 of chain c in table inet t drops it in the fabric",
        undo="nft delete table inet t",
    ),
    "rule of IP behind a bridge": Break(
        rule("ip", "postrouting", "oifname lan2 icmp type echo-request drop"),
        "rule 2 of chain c in table ip t drops it in the fabric",
        undo="nft delete table ip t",
    ),
    "rule of IPv6 in a bridge": Break(
        "sysctl -qw net.bridge.bridge-nf-call-iptables=0;"
        + rule("ip6", "forward", "iifname lan2 oifname lan2 icmpv6 type echo-reply drop"),
        "on the way back rule 2 of chain c in table ip6 t drops it in the fabric",
        undo="nft delete table ip6 t; sysctl -qw net.bridge.bridge-nf-call-iptables=1",
        to=TO6,
    ),
    "rule about neighbour discovery in a bridge": Break(
        rule("ip6", "forward", "icmpv6 type nd-neighbor-solicit drop"),
        "rule 2 of chain c in table ip6 t drops it in the fabric",
        undo="nft delete table ip6 t",
        to=TO6,
        is_forgotten=True,
    ),
    "rule of IP that one bridge shows frames to": Break(
        "sysctl -qw net.bridge.bridge-nf-call-iptables=0; ip link set lan2 type bridge nf_call_iptables 1;"
        + rule("ip", "forward", "ip protocol icmp drop"),
        "rule 2 of chain c in table ip t drops it in the fabric",
        undo="nft delete table ip t; ip link set lan2 type bridge nf_call_iptables 0;"
        " sysctl -qw net.bridge.bridge-nf-call-iptables=1",
    ),
    "rule about ARP": Break(
        rule("arp", "input", "arp operation request drop"),
        "table arp t drops it in b",
        "b",
        UNRULED,
        is_forgotten=True,
    ),
    "connections not followed": Break(
        "nft 'add table ip t; add chain ip t p { type filter hook prerouting priority -300; };"
        " add rule ip t p notrack; add chain ip t c { type filter hook input priority 0; policy drop; };"
        " add rule ip t c ct state new,established accept'",
        "the policy of chain c in table ip t drops it in b",
        "b",
        UNRULED,
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
    "sent elsewhere at a link": Break(
        rule("netdev", "ingress", "ip protocol icmp fwd to lo", "device eth0"),
        "table netdev t drops it in r1",
        "r1",
        UNRULED,
    ),
}
