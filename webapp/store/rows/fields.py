"""Fields that a value and its row have in common, under the same name."""

WIRE = (
    *("up", "flap", "rate", "delay", "jitter", "loss"),
    *("duplicate", "corrupt", "reorder", "direction"),
)
OPTIONS = (
    *("stp", "priority", "forward_delay", "ageing", "multicast_snooping", "group_fwd_mask"),
    *("mtu", "internal", "parent", "mode", "vlan"),
)
NETWORK = ("driver", "subnets", "gateway", "fdb", "publish", "icon")
SANDBOX = ("forwarding", "routes", "sysctls", "resolver", "services", "paused", "icon")
ENDPOINT = ("addresses", "mac", "mtu", "gateway_priority", "isolated", "sysctls")
POSITION = ("x", "y")
