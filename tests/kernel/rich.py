"""A topology of any size in which every kind of link, address, route, setting, file and process occurs that
this project's test machines can have; and an edit of it all."""

from typing import TypeVar

from topology.ipam import complete
from topology.value import Value
from topology.values import (
    Design,
    Endpoint,
    FdbEntry,
    File,
    Network,
    NetworkOptions,
    Patch,
    Resolver,
    Route,
    Sandbox,
    Service,
)

SMALLEST = 5
GONE = "app2"
TOLD = NetworkOptions(
    priority=4096, forward_delay=4, ageing=77, multicast_snooping=False, group_fwd_mask=0x4008
)

Drawn = TypeVar("Drawn", bound=Value)


def rich(name: str, sandboxes: int) -> Design:
    """A router between two switches with IPv4 and IPv6, a switch patched to one of them, sandboxes on both
    in turn, and a cable between the last two. The router and its cables are told all that they can be, two
    sandboxes run something, and two are on top of a switch."""
    apps = [f"app{number}" for number in range(1, max(SMALLEST, sandboxes))]
    return complete(
        Design(
            name=name,
            networks=(
                Network(
                    name="lan1",
                    subnets=("10.0.0.0/24", "fd00:10::/64"),
                    options=TOLD,
                    fdb=(_entry("01", "router.eth0"), _entry("02", "app1.eth0")),
                ),
                Network(name="lan2", subnets=("10.0.1.0/24",), gateway=()),
                Network(name="lan3", subnets=(), gateway=(), options=NetworkOptions(stp=True)),
                Network(name="wire", driver="cable", subnets=("10.0.2.0/24",)),
                Network(name="top", driver="macvlan", options=NetworkOptions(parent="lan2")),
            ),
            sandboxes=(_router(), *(Sandbox(name=app, services=_services(app)) for app in apps)),
            endpoints=(
                Endpoint(
                    sandbox="router",
                    network="lan1",
                    addresses=("10.0.0.254/24", "fd00:10::fe/64"),
                    rate="50mbit",
                    loss="1%",
                    sysctls={"net.ipv4.conf.IFNAME.rp_filter": "2"},
                ),
                Endpoint(
                    sandbox="router",
                    network="lan2",
                    addresses=("10.0.1.254/24",),
                    rate="100mbit",
                    direction="out",
                    isolated=True,
                    sysctls={"net.ipv4.conf.IFNAME.proxy_arp": "1"},
                ),
                *(Endpoint(sandbox=app, network=f"lan{1 + at % 2}") for at, app in enumerate(apps)),
                *(Endpoint(sandbox=app, network="top") for app in ("app1", "app3")),
                *(Endpoint(sandbox=app, network="wire", loss="10%") for app in apps[-2:]),
            ),
            patches=(Patch(name="p1", networks=("lan2", "lan3"), rate="1gbit"),),
        )
    )


def _entry(end: str, to: str) -> FdbEntry:
    return FdbEntry(mac=f"02:00:00:00:aa:{end}", to=to)


def _router() -> Sandbox:
    return Sandbox(
        name="router",
        forwarding=True,
        routes=(Route(to="10.9.0.0/16", via="10.0.1.2"),),
        sysctls={"net.ipv4.tcp_syncookies": "0", "net.ipv4.ip_local_port_range": "1024 65535"},
        resolver=Resolver(servers=("10.0.0.1",), search=("lab",)),
    )


def _services(app: str) -> tuple[Service, ...]:
    """app1's is changed by the edit, and app3's ends with it."""
    return (_service("web", "1000"),) if app in ("app1", "app3") else ()


def _service(name: str, seconds: str) -> Service:
    files = (File(path="/etc/patience.conf", text=f"{seconds}\n"),)
    return Service(name=name, command=("sleep", seconds), files=files)


def _edited_services() -> tuple[Service, ...]:
    return _service("web", "1001"), _service("more", "1002")


def edited(design: Design) -> Design:
    """One sandbox less and another one more, a patch pulled and one put in; and of all that is set on a
    running network something changed, something taken away and something new."""
    (cabled, *_) = (each.name for each in design.endpoints if each.network == "wire")
    changes: dict[str, dict[str, object]] = {
        "lan1": {
            "options": NetworkOptions(priority=8192, ageing=0),
            "fdb": (_entry("01", "app1.eth0"), _entry("03", "router.eth0")),
        },
        "lan2": {"options": NetworkOptions(stp=True)},
        "top": {"options": NetworkOptions(parent="lan2", mode="private")},
        "router": {
            "forwarding": False,
            "routes": (Route(to="10.8.0.0/16", via="10.0.1.2"),),
            "sysctls": {"net.ipv4.tcp_syncookies": "2", "net.ipv4.tcp_sack": "0"},
            "resolver": None,
        },
        "router.eth0": {
            "mtu": 1400,
            "addresses": ("10.0.0.253/24", "fd00:10::fd/64"),
            "rate": "20mbit",
            "loss": None,
            "sysctls": {"net.ipv4.conf.IFNAME.rp_filter": "1"},
        },
        "router.eth1": {"up": False, "rate": None, "loss": "2%", "isolated": False, "sysctls": {}},
        "app1": {
            "services": _edited_services(),
            "resolver": Resolver(servers=("10.0.0.1",)),
        },
        "app1.eth0": {
            "rate": "30mbit",
            "direction": "in",
            "isolated": True,
            "sysctls": {"net.ipv4.conf.IFNAME.arp_ignore": "1"},
        },
        "app3": {"services": ()},
        cabled: {"loss": "5%"},
        "p1": {"up": False, "rate": None},
    }

    def changed(each: Drawn) -> Drawn:
        return each.model_copy(update=changes.get(getattr(each, "name", ""), {}))

    newcomer = (
        Endpoint(sandbox="newcomer", network="lan3", addresses=("10.0.3.1/24",)),
        Endpoint(sandbox="newcomer", network="top"),
    )
    stays = [each for each in design.endpoints if each.sandbox != GONE and each.name != "app1.eth1"]
    fields = {
        "networks": tuple(map(changed, design.networks)),
        "sandboxes": (
            *(changed(each) for each in design.sandboxes if each.name != GONE),
            Sandbox(name="newcomer"),
        ),
        "endpoints": (*map(changed, stays), *newcomer),
        "patches": (*map(changed, design.patches), Patch(name="p2", networks=("lan1", "lan3"))),
    }
    return complete(design.model_copy(update=fields))


def idle(design: Design) -> Design:
    """The same in which nothing runs."""
    return _running(design, {})


def busy(design: Design) -> Design:
    """The same in which all that the edit changes of what runs is changed."""
    return _running(design, {"app1": _edited_services()})


def _running(design: Design, services: dict[str, tuple[Service, ...]]) -> Design:
    return design.model_copy(
        update={
            "sandboxes": tuple(
                each.model_copy(update={"services": services.get(each.name, ())}) for each in design.sandboxes
            )
        }
    )
