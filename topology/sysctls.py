"""Kernel settings that a design may make: which there are, and what values they take.

All of them belong to one network namespace, do no harm outside it, and are shown by the kernel as they were
written. What the design has a field of its own for is not among them.

A sandbox's are written as `sysctl` knows them. An endpoint's have `IFNAME` in the place of the interface's
name, so that they stay the same when it is renamed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

IFNAME = "IFNAME"


@dataclass(frozen=True, slots=True)
class Numbers:
    """So many whole numbers, each in this range; of several none is smaller than the one before."""

    least: int
    most: int
    count: int = 1

    def takes(self, value: str) -> bool:
        words = value.split()
        if len(words) != self.count or not all(_NUMBER.fullmatch(word) for word in words):
            return False
        numbers = [int(word) for word in words]
        return numbers == sorted(numbers) and self.least <= numbers[0] and numbers[-1] <= self.most

    def __str__(self) -> str:
        if (self.least, self.most) == (0, 1):
            return "0 or 1"
        amount = f"{self.count} rising numbers from" if self.count > 1 else ""
        return f"{amount} {self.least} to {self.most}".strip()


@dataclass(frozen=True, slots=True)
class Word:
    """A name that the kernel knows, such as that of an algorithm."""

    example: str

    def takes(self, value: str) -> bool:
        return _WORD.fullmatch(value) is not None

    def __str__(self) -> str:
        return f"a name such as {self.example}"


Form = Numbers | Word


def canonical(value: str) -> str:
    """With single spaces; the kernel shows tabs between numbers."""
    return " ".join(value.split())


def path(setting: str, interface: str = "") -> str:
    """Where it lies under /proc/sys/net: `ipv4/conf/eth0/rp_filter`."""
    parts = setting.removeprefix("net.").split(".")
    return "/".join(interface if part == IFNAME else part for part in parts)


def instead(setting: str) -> str | None:
    """What to use instead of a setting that the design has a field for."""
    return next((remedy for pattern, remedy in _FIELDS if pattern.fullmatch(setting)), None)


def nearest(setting: str, allowed: Mapping[str, Form]) -> str | None:
    """The one of those allowed that was perhaps meant."""
    return next(iter(get_close_matches(setting, allowed, 1)), None)


def _spread(names: Mapping[str, Mapping[Form, str]], where: str = "") -> Iterator[tuple[str, Form]]:
    for start, forms in names.items():
        for form, those in forms.items():
            for name in those.split():
                yield f"{start.replace('*', where)}.{name}", form


_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,9}")
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,15}")

_SWITCH, _UP_TO_2, _UP_TO_3 = Numbers(0, 1), Numbers(0, 2), Numbers(0, 3)
_TIMES, _BYTES = Numbers(0, 255), Numbers(0, 1 << 30)
_MOST = (1 << 31) - 1

_PLAIN: Mapping[str, Mapping[Form, str]] = {
    "net.ipv4": {
        _SWITCH: """icmp_echo_ignore_all icmp_echo_ignore_broadcasts icmp_errors_use_inbound_ifaddr
            icmp_ignore_bogus_error_responses igmp_link_local_mcast_reports ip_early_demux
            ip_forward_update_priority ip_forward_use_pmtu ip_nonlocal_bind fib_multipath_use_neigh
            fwmark_reflect tcp_abort_on_overflow tcp_autocorking tcp_dsack tcp_early_demux
            tcp_moderate_rcvbuf tcp_no_metrics_save tcp_rfc1337 tcp_sack tcp_slow_start_after_idle
            tcp_thin_linear_timeouts tcp_window_scaling udp_early_demux""",
        _UP_TO_2: "tcp_ecn tcp_frto tcp_mtu_probing tcp_syncookies tcp_timestamps tcp_tw_reuse",
        _UP_TO_3: "fib_multipath_hash_policy ip_no_pmtu_disc",
        _TIMES: "tcp_orphan_retries tcp_retries1 tcp_retries2 tcp_synack_retries",
        Numbers(1, 127): "tcp_keepalive_probes tcp_syn_retries",
        Numbers(1, 255): "ip_default_ttl",
        Numbers(1, 32767): "tcp_fin_timeout tcp_keepalive_intvl tcp_keepalive_time",
        Numbers(1, 10_000): "igmp_max_memberships igmp_max_msf tcp_max_reordering tcp_reordering",
        Numbers(1, 1 << 20): "tcp_max_syn_backlog",
        Numbers(0, 1027): "tcp_fastopen",
        Numbers(0, 1024): "ip_unprivileged_port_start",
        Numbers(1024, 65535, 2): "ip_local_port_range",
        Numbers(4096, 1 << 30, 3): "tcp_rmem tcp_wmem",
        _BYTES: "tcp_limit_output_bytes tcp_notsent_lowat",
        Word("cubic"): "tcp_congestion_control",
    },
    "net.ipv6": {
        _SWITCH: "bindv6only flowlabel_consistency fwmark_reflect ip_nonlocal_bind",
        _UP_TO_3: "auto_flowlabels fib_multipath_hash_policy",
        Numbers(0, 7): "flowlabel_reflect",
    },
    "net.ipv6.icmp": {_SWITCH: "echo_ignore_all echo_ignore_anycast echo_ignore_multicast"},
}

_CONF: Mapping[str, Mapping[Form, str]] = {
    "net.ipv4.conf.*": {
        _SWITCH: """accept_local accept_redirects accept_source_route arp_filter arp_notify bc_forwarding
            drop_gratuitous_arp drop_unicast_in_l2_multicast ignore_routes_with_linkdown log_martians
            promote_secondaries proxy_arp proxy_arp_pvlan route_localnet secure_redirects send_redirects
            shared_media src_valid_mark""",
        _UP_TO_2: "arp_announce rp_filter",
        _UP_TO_3: "force_igmp_version",
        Numbers(0, 8): "arp_ignore",
    },
    "net.ipv6.conf.*": {
        _SWITCH: """accept_redirects drop_unicast_in_l2_multicast drop_unsolicited_na force_tllao
            ignore_routes_with_linkdown ndisc_notify proxy_ndp seg6_enabled
            suppress_frag_ndisc use_oif_addrs_only""",
        _UP_TO_2: "accept_dad",
        Numbers(-1, 1): "accept_source_route",
        Numbers(0, 10): "dad_transmits",
        Numbers(1, 255): "hop_limit",
    },
}

_SOLICITING: Mapping[Form, str] = {_TIMES: "app_solicit mcast_resolicit mcast_solicit ucast_solicit"}
_NEIGH = {"net.ipv4.neigh.*": _SOLICITING, "net.ipv6.neigh.*": _SOLICITING}

_ADVERTISED: Mapping[str, Mapping[Form, str]] = {
    "net.ipv6.conf.*": {
        _SWITCH: "accept_ra_defrtr accept_ra_pinfo accept_ra_rtr_pref autoconf",
        _UP_TO_2: "accept_ra",
        Numbers(-1, 2): "use_tempaddr",
    }
}
"""What routers' advertisements may do: nothing, unless an endpoint says otherwise."""

OF_SANDBOX: Mapping[str, Form] = dict(
    [
        *_spread(_PLAIN),
        *_spread(_CONF, "all"),
        *_spread(_CONF, "default"),
    ]
)
"""What a sandbox may set, by name."""

OF_ENDPOINT: Mapping[str, Form] = dict(
    [*_spread(_CONF, IFNAME), *_spread(_NEIGH, IFNAME), *_spread(_ADVERTISED, IFNAME)]
)
"""What an endpoint may set, by name."""

ACCEPT_RA = "net.ipv6.conf.IFNAME.accept_ra"
"""Whether an interface takes addresses and routes from routers' advertisements; 0 unless it is set."""

_FIELDS = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"net\.ipv4\.ip_forward", "set the sandbox's forwarding"),
        (r"net\.ipv[46]\.conf\.[^.]+\.(force_|mc_)?forwarding", "set the sandbox's forwarding"),
        (r"net\.ipv6\.conf\.[^.]+\.mtu", "set the endpoint's mtu"),
        (r"net\.ipv6\.conf\.[^.]+\.disable_ipv6", "leave its IPv6 addresses out"),
        (r"net\.ipv6\.conf\.(all|default)\.(accept_ra.*|autoconf|use_tempaddr)", "set it of each endpoint"),
    )
)
