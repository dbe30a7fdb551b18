"""Tells who asks: `echo.py serve tcp 80 7000-7002`, and asks: `echo.py ask tcp 10.0.0.2 80`.

The answer is the asker's address as the server sees it, and the port that was asked there.
"""

import select
import socket
import sys

KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
PATIENCE = 2.0


def serve(kind: str, *ports: str) -> None:
    numbers = [number for text in ports for number in _span(text)]
    opened = {_listening(kind, number): number for number in numbers}
    print("ready", flush=True)
    while True:
        for one in select.select(opened, [], [])[0]:
            _answer(kind, one, opened[one])


def ask(kind: str, address: str, port: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, KINDS[kind]) as asking:
        asking.settimeout(PATIENCE)
        asking.connect((address, int(port)))
        asking.send(b"?")
        print(asking.recv(100).decode())


def _listening(kind: str, port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET6, KINDS[kind])
    opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("::", port))
    if kind == "tcp":
        opened.listen()
    return opened


def _answer(kind: str, opened: socket.socket, port: int) -> None:
    if kind == "tcp":
        asker, (address, *_) = opened.accept()
        with asker:
            asker.recv(1)
            asker.send(f"{address.removeprefix('::ffff:')} {port}".encode())
    else:
        _, who = opened.recvfrom(100)
        opened.sendto(f"{who[0].removeprefix('::ffff:')} {port}".encode(), who)


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


if __name__ == "__main__":
    kind, *rest = sys.argv[2:]
    serve(kind, *rest) if sys.argv[1] == "serve" else ask(kind, *rest)
