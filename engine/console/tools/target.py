"""What a tool is pointed at: a sandbox by its name, or whatever the person typed."""

import re
from ipaddress import ip_interface

from engine.console.line import Refusal
from topology.values import Design, Endpoint

TYPED = re.compile(r"[A-Za-z0-9\[][\w.:/\[\]?=&%~@+,-]{0,511}")
"""Never an option: it begins with a letter, a digit, or the bracket of an IPv6 address."""


def resolved(design: Design, sandbox: str, target: str, by_name: bool = False) -> str:
    """The address to use from the sandbox, or the target itself if it names none, or is asked for `by_name`.
    Raises `Refusal`."""
    if sandbox not in {each.name for each in design.sandboxes}:
        raise Refusal(f"there is no sandbox {sandbox} deployed; press Deploy first")
    if not by_name and target in {each.name for each in design.sandboxes}:
        return address_of(design, sandbox, target)
    if not TYPED.fullmatch(target):
        raise Refusal(f"{target or 'nothing'} is neither a sandbox nor an address or name to ask for")
    return target


def address_of(design: Design, sandbox: str, target: str) -> str:
    """One of its addresses: on a network of both if there is one, and rather IPv4. Raises `Refusal`."""
    near = {each.network for each in design.endpoints if each.sandbox == sandbox}
    found = [
        (endpoint.network not in near, ip_interface(address).version, str(ip_interface(address).ip))
        for endpoint in design.endpoints
        if endpoint.sandbox == target
        for address in _addresses(endpoint)
    ]
    if not found:
        raise Refusal(f"{target} has no address; give one of its endpoints an address, and deploy")
    return min(found)[2]


def _addresses(endpoint: Endpoint) -> tuple[str, ...]:
    return tuple(endpoint.addresses or ())
