"""Configurations of BIRD: what is read out of them, and what is not."""


def ospf(interfaces: str, more: str = "") -> str:
    """Of a router in area 0 that gives the kernel what it learns."""
    return (
        "protocol device { scan time 2; } protocol kernel { ipv4 { export all; }; }"
        f" {more} protocol ospf v2 {{ area 0 {{ {interfaces} }}; }}"
    )


READABLE = [
    ospf('interface "eth0" { hello 1; dead 4; }; interface "eth1", "eth2" { type ptp; hello 1; dead 4; };'),
    ospf(
        'interface "eth*" { type bcast; cost 65535; wait 4; retransmit 2; stub no; };',
        "# said\n/* and\n so */",
    ),
    ospf(
        'interface "*";',
        "log stderr all; debug protocols all; router id 9.9.9.9; ; protocol direct { ipv4; };",
    ),
    'protocol device dev1 { description "the kernel\'s"; debug all; }'
    " protocol ospf backbone { ipv4 { import all; export none; };"
    ' area 0 { interface "eth0" { dead 9; }; }; area 0.0.0.7 { interface -"eth9", "eth*" { stub; }; }; }',
    "protocol device { } protocol kernel k4 { persist; scan time 10; ipv4 { import none; export all; }; }"
    " protocol kernel k6 { ipv6 { export all; }; }"
    " protocol static s4 { ipv4 { }; route 0.0.0.0/0 via 10.0.0.1; }"
    " protocol static s6 { ipv6; route fd00:9::/64 via fd00:1::1; }",
    'protocol device { } protocol direct { disabled yes; ipv4; ipv6; interface "eth0", "eth1"; }',
]
"""All of this BIRD takes."""

UNREADABLE = [
    "",
    ospf('interface "eth0";').replace("protocol device { scan time 2; }", ""),
    ospf('interface "eth0" { authentication simple; password "x"; };'),
    ospf('interface "eth0" { check link no; };'),
    ospf('interface "eth0" { type nbma; };'),
    ospf('interface "eth0" 10.0.0.0/8;'),
    ospf('stubnet 10.0.0.0/8; interface "eth0";'),
    ospf('stub; interface "eth0";'),
    ospf('interface "eth0";', "protocol rip { ipv4; }"),
    ospf('interface "eth0";', "protocol bgp { local as 1; neighbor 10.0.0.1 as 2; }"),
    ospf('interface "eth0";', 'include "/etc/more.conf";'),
    ospf('interface "eth0";', "filter f { accept; }"),
    ospf('interface "eth0";', "protocol static { ipv4; route 10.0.0.0/8 blackhole; }"),
    ospf('interface "eth0";').replace("export all", "export where source = RTS_OSPF"),
    ospf('interface "eth0";').replace("export all", "table other"),
    ospf('interface "eth0";').replace("area 0", "ipv4 { export all; }; area 0"),
    ospf('interface "eth0";').replace("area 0", "ipv4 { import none; }; area 0"),
    ospf('interface "eth0";').replace("area 0", "ecmp no; area 0"),
    ospf('interface "eth0";').replace("ospf v2", "ospf v3"),
    ospf('interface "eth0";').replace("ipv4 {", "learn; ipv4 {"),
    ospf('interface "eth0";', 'log "/var/log/bird.log" all;'),
    ospf('interface "eth0";', "protocol direct { ipv4 { import none; }; }"),
]
"""What this means is not known here."""

REFUSED = [
    ospf('interface "eth0"'),
    ospf('interface "eth0" { cost 0; };'),
    ospf('interface "eth0" { dead 1; };'),
    ospf('interface "eth0" { priority 256; };'),
    ospf('interface "eth0" { cost 1; ; };'),
    ospf("interface eth0;"),
    ospf('interface "eth0";') + "}",
    ospf('interface "eth0";')[:-1],
    ospf('interface "eth0";', "protocol kernel { ipv4; }"),
    ospf('interface "eth0";', "protocol device { }"),
    ospf('interface "eth0";', "protocol direct twice { ipv4; } protocol static twice { ipv4; }"),
    ospf('interface "eth0";', "protocol static { route 10.9.0.0/16 via 10.0.0.1; }"),
    ospf('interface "eth0";', "protocol static { ipv4; route 10.9.0.1/16 via 10.0.0.1; }"),
    ospf('interface "eth0";', "protocol static { ipv4; route fd00::/64 via fd00::1; }"),
    "router id 1.1.1.1; protocol device { } protocol ospf v2 { }",
    "protocol device { } protocol kernel { }",
    'protocol device { } protocol ospf area { area 0 { interface "eth0"; }; }',
]
"""BIRD takes none of this."""

UNREADABLE += REFUSED
