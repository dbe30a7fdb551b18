"""What somebody does to cables, bridges and their ports."""

from tests.kernel.breaks import Break
from tests.kernel.routed import TO6

LINKS = {
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
    "the same MAC address": Break(
        "ip link set eth1 address MAC", "r2.eth1 has the same MAC address as b.eth0", "r2", is_forgotten=True
    ),
    "neither learned nor flooded": Break(
        "bridge link set dev b-eth0 learning off flood off; ip link set lan2 type bridge fdb_flush",
        "the port of b.eth0 does not pass on what is sent to a MAC address that it does not know",
        undo="bridge link set dev b-eth0 learning on flood on",
    ),
    "an MTU that is too small for IPv6": Break(
        "ip link set eth0 mtu 1000", "b.eth0 has an MTU of 1000, and IPv6 needs 1280", "b", to=TO6
    ),
    "own MTU too small for IPv6": Break(
        "ip link set eth0 mtu 1000", "a.eth0 has an MTU of 1000, and IPv6 needs 1280", "a", to=TO6
    ),
    "no multicasts": Break(
        "bridge link set dev b-eth0 mcast_flood off",
        "the port of b.eth0 does not pass on multicasts",
        undo="bridge link set dev b-eth0 mcast_flood on",
        to=TO6,
        is_forgotten=True,
    ),
    "port locked": Break(
        "bridge link set dev a-eth0 locked on; ip link set lan1 type bridge fdb_flush",
        "the port a-eth0 of a.eth0 is locked",
        undo="bridge link set dev a-eth0 locked off",
    ),
}
