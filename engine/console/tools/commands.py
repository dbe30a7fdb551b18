"""The commands behind the tools, and what their lines mean. Pure.

Each reader turns one line into a message with a `type` of its own, or None where it has nothing to say beyond
the line itself.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Message = dict[str, Any]
Read = Callable[[str], Message | None]

PORT = 5201
"""iperf3's own."""

REPLY = re.compile(r"from ([0-9a-f.:]+): icmp_seq=(\d+).*time=([\d.]+) ms")
SILENCE = re.compile(r"no answer yet for icmp_seq=(\d+)")
REFUSAL = re.compile(r"From ([0-9a-f.:]+)\S* icmp_seq=(\d+) (.+)")
PACKETS = re.compile(r"(\d+) packets transmitted, (\d+) received")
TIMES = re.compile(r"= ([\d.]+)/([\d.]+)/([\d.]+)/")
HOP = re.compile(r"\s*(\d+)\s+(?:([0-9a-f.:]+)\s+([\d.]+) ms|\*)")
PATH_MTU = re.compile(r"pmtu (\d+)")
RATE = re.compile(r"\s([\d.]+)-([\d.]+)\s+sec\s.*\s([\d.]+) Mbits/sec(.*)")
STATUS = re.compile(r"HTTP/[\d.]+ (\d+)")


@dataclass(frozen=True, slots=True)
class Tool:
    """`command(target)` runs in the one sandbox, and meanwhile `server` in the other one, which serves once
    it has said `serving`. `package` is Debian's; `by_name`: it asks for the target by its name."""

    command: Callable[[str], Sequence[str]]
    read: Read
    package: str
    server: Sequence[str] = ()
    serving: str = ""
    by_name: bool = False


def ping(line: str) -> Message | None:
    if found := REPLY.search(line):
        return {"type": "reply", "from": found[1], "number": int(found[2]), "ms": float(found[3])}
    if found := SILENCE.search(line):
        return {"type": "lost", "number": int(found[1]), "reason": "no answer"}
    if found := REFUSAL.search(line):
        return {"type": "lost", "number": int(found[2]), "reason": f"{found[1]} says: {found[3]}"}
    if found := PACKETS.search(line):
        return {"type": "packets", "sent": int(found[1]), "received": int(found[2])}
    if found := TIMES.search(line):
        least, mean, most = map(float, found.groups())
        return {"type": "times", "least": least, "mean": mean, "most": most}
    return None


def traceroute(line: str) -> Message | None:
    """Hops are told once the answer is there, so that a line is whole."""
    found = HOP.match(line)
    if not found:
        return None
    address, ms = found[2], found[3]
    return {"type": "hop", "number": int(found[1]), "address": address, "ms": float(ms) if ms else None}


def mtu(line: str) -> Message | None:
    found = PATH_MTU.search(line)
    return {"type": "mtu", "bytes": int(found[1])} if found else None


def iperf3(line: str) -> Message | None:
    """Each second's rate; the two sums at the end name who counted."""
    found = RATE.search(line)
    if not found:
        return None
    counted = next((who for who in ("sender", "receiver") if who in found[4]), "")
    return {"type": "rate", "second": float(found[2]), "mbits": float(found[3]), "counted": counted}


def http(line: str) -> Message | None:
    found = STATUS.match(line)
    return {"type": "status", "code": int(found[1])} if found else None


def dns(line: str) -> Message | None:
    """A record: name, seconds that it holds, class, type, value."""
    words = line.split()
    is_record = len(words) >= 5 and words[1].isdecimal() and words[2] == "IN" and not line.startswith(";")
    return {"type": "record", "kind": words[3], "value": " ".join(words[4:])} if is_record else None


TOOLS: Mapping[str, Tool] = {
    "ping": Tool(
        lambda target: ["ping", "-n", "-O", "-c", "10", "-i", "0.5", "-W", "2", target], ping, "iputils-ping"
    ),
    "traceroute": Tool(
        lambda target: ["traceroute", "-n", "-q", "1", "-w", "2", "-m", "20", target],
        traceroute,
        "traceroute",
    ),
    "mtu": Tool(lambda target: ["tracepath", "-n", "-m", "20", target], mtu, "iputils-tracepath"),
    "iperf3": Tool(
        lambda target: ["iperf3", "--forceflush", "-f", "m", "-t", "10", "-p", str(PORT), "-c", target],
        iperf3,
        "iperf3",
        server=["iperf3", "--forceflush", "-1", "-s", "-p", str(PORT)],
        serving="Server listening",
    ),
    "dns": Tool(lambda target: ["dig", "+time=2", "+tries=1", target], dns, "bind9-dnsutils", by_name=True),
    "http": Tool(
        lambda target: ["curl", "-sS", "-i", "--max-time", "10", "--max-redirs", "0", url(target)],
        http,
        "curl",
    ),
}


def url(target: str) -> str:
    """Of a target that may be an address already."""
    if "://" in target:
        return target
    return f"http://[{target}]/" if target.count(":") > 1 and "[" not in target else f"http://{target}/"
