"""Ports of TCP and UDP: one, or a range of them."""

from collections.abc import Sequence

SMALLEST, LARGEST = 1, 65535


def parse_ports(text: str) -> range | None:
    """The ports that `8080` or `8000-8010` names; None if it names none."""
    first, dash, last = text.strip().partition("-")
    numbers = [first, last] if dash else [first]
    if not all(number.isascii() and number.isdecimal() and len(number) <= 5 for number in numbers):
        return None
    ports = range(int(numbers[0]), int(numbers[-1]) + 1)
    return ports if ports and ports[0] >= SMALLEST and ports[-1] <= LARGEST else None


def canonical(text: str) -> str:
    """One spelling for the same ports; what names none is left alone."""
    ports = parse_ports(text)
    return spelled(ports) if ports else text


def spelled(ports: Sequence[int]) -> str:
    return str(ports[0]) if len(ports) == 1 else f"{ports[0]}-{ports[-1]}"


def facing(ports: str, to: str | None) -> str | None:
    """The sandbox's ports behind these of the machine: the same, or as many from the first of `to` on.

    None if there are not as many.
    """
    outer, inner = parse_ports(ports), parse_ports(ports if to is None else to)
    if outer is None or inner is None or len(inner) not in (1, len(outer)):
        return None
    last = inner[0] + len(outer) - 1
    return spelled(range(inner[0], last + 1)) if last <= LARGEST else None
