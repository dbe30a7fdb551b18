"""What somebody does to addresses, routes, neighbours and settings."""

from tests.kernel.breaks import Break
from tests.kernel.routed import TO6

ROUTING = {
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
    "thrown": Break(
        "ip route add throw 10.0.2.0/24",
        "a throw route or rule of a refuses 10.0.2.1",
        "a",
        "ip route del throw 10.0.2.0/24",
    ),
    "rule for the main table deleted": Break(
        "ip rule del pref 32766",
        "r1 has a route to 10.0.2.1 in its table main, but no routing rule that leads there",
        "r1",
        "ip rule add pref 32766 lookup main",
    ),
    "default routes passed over": Break(
        "ip rule del pref 32766; ip rule add pref 32766 lookup main suppress_prefixlength 0",
        "no routing rule that leads there",
        "a",
        "ip rule del pref 32766; ip rule add pref 32766 lookup main",
    ),
    "rule about a place's own packets": Break(
        "ip rule add iif lo to 10.0.2.0/24 prohibit",
        "a prohibit route or rule of a refuses",
        "a",
        "ip rule del iif lo to 10.0.2.0/24 prohibit",
    ),
    "short life": Break(
        "sysctl -qw net.ipv4.ip_default_ttl=2",
        "on the way back b sends with a TTL (IPv6: hop limit) of 2, which r1 uses up",
        "b",
        "sysctl -qw net.ipv4.ip_default_ttl=64",
    ),
    "short life of IPv6": Break(
        "sysctl -qw net.ipv6.conf.eth0.hop_limit=1",
        "a sends with a TTL (IPv6: hop limit) of 1, which r1 uses up",
        "a",
        "sysctl -qw net.ipv6.conf.eth0.hop_limit=64",
        to=TO6,
    ),
    "prefix too short": Break(
        "ip address add 10.0.2.1/16 dev eth0; ip address del 10.0.2.1/24 dev eth0",
        "on the way back b.eth0 has 10.0.2.1/16 instead of 10.0.2.1/24",
        "b",
        "ip address del 10.0.2.1/16 dev eth0",
    ),
    "prefix too long": Break(
        "ip address del 10.0.1.1/24 dev eth0; ip address add 10.0.1.1/25 dev eth0",
        "a.eth0 has 10.0.1.1/25 instead of 10.0.1.1/24, so that it takes 10.0.1.254 to be elsewhere",
        "a",
        "ip address del 10.0.1.1/25 dev eth0",
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
    "IPv6 off at the target": Break(
        "sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1",
        "IPv6 is switched off at b.eth0",
        "b",
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
