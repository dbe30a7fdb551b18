"""Measuring what a link does to frames, from inside two sandboxes, by programs that know of nothing else."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kernel.world import World

FRAME, PAYLOAD = 1514, 1448
"""Bytes of a full TCP segment on the wire, and of the data in it."""

_UDP_SINK = """
import json, socket
force = 33
sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sink.setsockopt(socket.SOL_SOCKET, force, 1 << 23)
sink.settimeout(30)
sink.bind(("0.0.0.0", 5001))
print("ready", flush=True)
seen = []
while (text := sink.recv(2048)) != b"end":
    whole = text[:8].isdigit() and text[8:] == b"." * 92
    seen.append(int(text[:8]) if whole else -1)
print(json.dumps(seen))
"""

_UDP_SOURCE = """
import socket, sys, time
address, count, no_check = sys.argv[1], int(sys.argv[2]), 11
source = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
source.setsockopt(socket.SOL_SOCKET, no_check, 1)
for number in range(count):
    source.sendto(b"%08d" % number + b"." * 92, (address, 5001))
time.sleep(1)  # or the end would overtake what is delayed
while True:  # until it is heard
    source.sendto(b"end", (address, 5001))
    time.sleep(0.01)
"""

_TCP_SINK = """
import socket, time
sink = socket.create_server(("0.0.0.0", 5002))
sink.settimeout(30)
print("ready", flush=True)
stream, _ = sink.accept()
stream.settimeout(30)
got, started = len(stream.recv(1 << 16)), time.monotonic()
while data := stream.recv(1 << 16):
    got += len(data)
print(got * 8 / (time.monotonic() - started))
"""

_TCP_SOURCE = """
import socket, sys, time
stream = socket.create_connection((sys.argv[1], 5002), timeout=30)
until = time.monotonic() + float(sys.argv[2])
while time.monotonic() < until:
    stream.sendall(bytes(1 << 14))
stream.shutdown(socket.SHUT_WR)
stream.recv(1)
"""


def arrivals(world: World, source: str, sink: str, address: str, count: int) -> list[int]:
    """The numbers of those datagrams that arrive, in their order; -1 for one that was harmed."""
    _introduce(world, source, sink, address)
    with _running(world, sink, _UDP_SINK) as receiver:
        assert receiver.stdout and receiver.stdout.readline() == "ready\n"
        with _running(world, source, _UDP_SOURCE, address, str(count)) as sender:
            said = receiver.stdout.read()
            sender.terminate()
    return list(json.loads(said))


def loss(world: World, source: str, sink: str, address: str, count: int = 4000) -> float:
    """The share of datagrams that do not arrive."""
    return 1 - len(arrivals(world, source, sink, address, count)) / count


def not_taken_up() -> int:
    """How many frames the machine has dropped on their way in, since its processors were too slow."""
    lines = Path("/proc/net/softnet_stat").read_text().splitlines()
    return sum(int(line.split()[1], 16) for line in lines)


def speed(world: World, source: str, sink: str, address: str, seconds: float = 2) -> float:
    """Bits a second on the wire, as TCP fills it."""
    with _running(world, sink, _TCP_SINK) as receiver:
        assert receiver.stdout and receiver.stdout.readline() == "ready\n"
        with _running(world, source, _TCP_SOURCE, address, str(seconds)):
            said = receiver.stdout.read()
    return float(said) * FRAME / PAYLOAD


def round_trips(world: World, source: str, address: str, count: int = 5) -> list[float]:
    """Milliseconds, of pings one after the other."""
    said = world.do(source, f"ping -n -c {count} -i 0.2 -W 10 {address}")
    return [float(line.rpartition("time=")[2].split()[0]) for line in said.splitlines() if "time=" in line]


def _introduce(world: World, source: str, sink: str, address: str) -> None:
    """Tell the source the sink's MAC address: what waits for an answer to ARP may get lost for that."""
    (link,) = (
        each
        for each in world.ip(sink, "address", "show")
        if any(address == own["local"] for own in each["addr_info"])
    )
    (route,) = world.ip(source, "route", "get", address)
    neighbour = f"{address} lladdr {link['address']} nud permanent dev {route['dev']}"
    world.do(source, f"ip neigh replace {neighbour}")


@contextmanager
def _running(world: World, place: str, program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = ["ip", "netns", "exec", world.netns(place), sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
