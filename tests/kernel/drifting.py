"""Something of every kind that can drift, and how somebody has it drift by hand."""

from dataclasses import dataclass

from topology.values import (
    Design,
    Endpoint,
    FdbEntry,
    Network,
    NetworkOptions,
    Patch,
    Route,
    Sandbox,
    Service,
)


def everything() -> Design:
    """Something of every kind that can drift."""
    service = Service(name="sleeper", command=("sleep", "1000"), restart="always")
    return Design(
        name="lab",
        networks=(
            Network(
                name="lan1",
                subnets=("10.0.0.0/24", "fd00:10::/64"),
                fdb=(FdbEntry(mac="02:00:00:00:00:99", to="app1.eth0"),),
                options=NetworkOptions(ageing=60),
            ),
            Network(name="lan2", subnets=("10.0.1.0/24",)),
            Network(name="wire", driver="cable", subnets=("10.0.2.0/24",)),
        ),
        sandboxes=(
            Sandbox(
                name="app1",
                routes=(Route(to="10.9.0.0/16", via="10.0.0.3"),),
                sysctls={"net.ipv4.tcp_syncookies": "0"},
                services=(service,),
            ),
            Sandbox(name="app2"),
        ),
        endpoints=(
            Endpoint(sandbox="app1", network="lan1", rate="10mbit"),
            Endpoint(sandbox="app2", network="lan1", isolated=True),
            Endpoint(sandbox="app1", network="wire", interface="wire0", loss="1%"),
            Endpoint(sandbox="app2", network="wire", interface="wire0"),
        ),
        patches=(Patch(name="p1", networks=("lan1", "lan2"), loss="1%"),),
    )


@dataclass(frozen=True)
class Kind:
    """What somebody does by hand, where, what is told of it, and what shows that it is put back."""

    place: str
    hand: str
    told: str
    shown: str


FABRIC = ""

LINKS = "ip -o link show | grep -E 'lan|app|p1|eth0' | sed 's/^[0-9]*: //; s/@.*mtu/ mtu/' | sort"

KINDS = {
    "link gone": Kind(FABRIC, "ip link del app1-eth0", "link is missing", LINKS),
    "link renamed": Kind("app1", "ip link set eth0 name wan0", "eth0 is called wan0", LINKS),
    "port renamed": Kind(FABRIC, "ip link set app1-eth0 name x", "app1-eth0 is called x", LINKS),
    "link down": Kind("app1", "ip link set eth0 down", "eth0 is down", LINKS),
    "pulled cable": Kind(FABRIC, "ip link set app1-eth0 down", "app1-eth0 is down", LINKS),
    "in another bridge": Kind(
        FABRIC, "ip link set app1-eth0 master lan2", "app1-eth0 is not a port of lan1", LINKS
    ),
    "in no bridge": Kind(FABRIC, "ip link set p1-lan2 nomaster", "p1-lan2 is not a port of lan2", LINKS),
    "MAC changed": Kind(
        "app1", "ip link set eth0 address 02:00:00:00:77:77", "mac of eth0", "cat /sys/class/net/eth0/address"
    ),
    "MTU changed": Kind(
        FABRIC, "ip link set app1-eth0 mtu 1300", "mtu of app1-eth0 is 1300, not 1500", LINKS
    ),
    "bridge option": Kind(
        FABRIC,
        "ip link set lan1 type bridge ageing_time 1000",
        "ageing of lan1 is 10, not 60",
        "ip -d link show lan1 | grep -o 'ageing_time [0-9]*'",
    ),
    "isolation taken off": Kind(
        FABRIC,
        "bridge link set dev app2-eth0 isolated off",
        "isolated",
        "bridge -d link show dev app2-eth0 | grep -o 'isolated o[nf]*'",
    ),
    "bridge gone": Kind(FABRIC, "ip link del lan2", "its bridge is missing", LINKS),
    "address added": Kind(
        "app1",
        "ip address add 10.0.0.77/24 dev eth0",
        "address 10.0.0.77/24 is not in the design",
        "ip -o -4 address",
    ),
    "prefix length changed": Kind(
        "app1",
        "ip address add 10.0.0.2/16 dev eth0; ip address del 10.0.0.2/24 dev eth0",
        "address 10.0.0.2/16 is not in the design",
        "ip -o -4 address",
    ),
    "address removed": Kind(
        "app1",
        "ip address del fd00:10::2/64 dev eth0",
        "address fd00:10::2/64 is missing",
        "ip -o -6 address show scope global | grep -o 'fd[^ ]*' || true",
    ),
    "gateway removed": Kind(
        FABRIC, "ip address del 10.0.0.1/24 dev lan1", "address 10.0.0.1/24 is missing", "ip -o -4 address"
    ),
    "route added": Kind(
        "app2", "ip route add 10.8.0.0/16 via 10.0.0.2 proto 157", "route to 10.8.0.0/16", "ip route | sort"
    ),
    "route removed": Kind("app1", "ip route del 10.9.0.0/16", "route to 10.9.0.0/16", "ip route | sort"),
    "route changed": Kind(
        "app1",
        "ip route replace 10.9.0.0/16 via 10.0.0.1 proto 157",
        "route to 10.9.0.0/16",
        "ip route | sort",
    ),
    "forwarding": Kind(
        "app1", "sysctl -qw net.ipv4.ip_forward=1", "ip_forward is 1, not 0", "sysctl net.ipv4.ip_forward"
    ),
    "IPv6 forwarding": Kind(
        "app1",
        "sysctl -qw net.ipv6.conf.all.forwarding=1",
        "forwarding is 1, not 0",
        "sysctl net.ipv6.conf.all.forwarding",
    ),
    "qdisc changed": Kind(
        "app1",
        "tc qdisc change dev eth0 root tbf rate 1mbit burst 10k limit 100k",
        "rate 10mbit",
        "tc qdisc show dev eth0",
    ),
    "qdisc gone": Kind(FABRIC, "tc qdisc del dev app1-eth0 root", "app1-eth0", "tc qdisc show dev app1-eth0"),
    "table entry gone": Kind(
        FABRIC,
        "bridge fdb del 02:00:00:00:00:99 dev app1-eth0 master static",
        "02:00:00:00:00:99",
        "bridge fdb show dev app1-eth0 | grep static",
    ),
    "loopback down": Kind("app2", "ip link set lo down", "lo is down", "ip -o link show lo"),
}

TABLE = "table=netdev\\ $(nft list tables | grep -o 'patchboard-.*')"

RULES = {
    "rule gone in the fabric": Kind(
        FABRIC,
        f"{TABLE}; nft flush chain $table egress/p1-lan2",
        "the rule at egress p1-lan2 is missing",
        "nft list ruleset",
    ),
    "rule added in the fabric": Kind(
        FABRIC,
        f"{TABLE}; nft add rule $table egress/p1-lan2 drop",
        "a rule at egress p1-lan2 is not in the design",
        "nft list ruleset",
    ),
    "table gone in the fabric": Kind(
        FABRIC,
        f"{TABLE}; nft delete table $table",
        "the rule at egress p1-lan1 is missing",
        "nft list ruleset",
    ),
    "table gone in a sandbox": Kind(
        "app1",
        f"{TABLE}; nft delete table $table",
        "the rule at ingress wire0 is missing",
        "nft list ruleset",
    ),
}

FOUND = {
    "sysctl": Kind(
        "app1",
        "sysctl -qw net.ipv4.tcp_syncookies=1",
        "tcp_syncookies is 1, not 0",
        "sysctl net.ipv4.tcp_syncookies",
    ),
}

STACKED = {
    "netem changed": Kind(
        "a", "tc qdisc change dev eth0 root netem delay 50ms", "5ms", "tc qdisc show dev eth0"
    ),
    "tagged interface gone": Kind(
        "r", "ip link del eth1", "its link is missing", "ip -br link show eth1 | grep -o 'eth1@eth0'"
    ),
    "mode of ipvlan": Kind(
        "b",
        "ip link set eth1 type ipvlan mode l3",
        "mode of eth1 is l3, not l2",
        "ip -d link show eth1 | grep -o 'ipvlan *mode [a-z0-9]*'",
    ),
    "port in another VLAN": Kind(
        FABRIC,
        "bridge vlan add dev b-eth0 vid 30 pvid untagged",
        "vlans of b-eth0",
        "bridge vlan show dev b-eth0",
    ),
}
"""Of `tests.kernel.stacks.mixed`, on Debian's own kernel."""
