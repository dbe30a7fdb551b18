"""Fields that a value and its row have in common, under the same name."""

WIRE = ("up", "rate", "delay", "jitter", "loss")
OPTIONS = ("stp", "forward_delay", "mtu")
NETWORK = ("driver", "subnets", "gateway")
SANDBOX = ("forwarding", "routes", "services")
ENDPOINT = ("addresses", "mac", "mtu", "gateway_priority")
POSITION = ("x", "y")
