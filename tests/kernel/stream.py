"""A TCP stream of numbers that must arrive whole and in order: `python -I stream.py receive PORT`, which
prints how many came, and `python -I stream.py send HOST PORT`, until its standard input ends, likewise."""

import select
import socket
import struct
import sys

EVERY = 0.001
"""Seconds between two numbers."""
_NUMBER = struct.Struct("!Q")


def receive(port: str) -> None:
    with socket.create_server(("", int(port))) as server:
        print("ready", flush=True)
        accepted, _ = server.accept()
    with accepted, accepted.makefile("rb") as arriving:
        expected = 0
        while data := arriving.read(_NUMBER.size):
            (number,) = _NUMBER.unpack(data)
            if number != expected:
                raise SystemExit(f"{number} came instead of {expected}")
            expected += 1
    print(expected)


def send(host: str, port: str) -> None:
    number = 0
    with socket.create_connection((host, int(port))) as connected:
        while not select.select([sys.stdin], [], [], EVERY)[0]:
            connected.sendall(_NUMBER.pack(number))
            number += 1
    print(number)


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    if what == "receive":
        receive(*arguments)
    else:
        send(*arguments)
