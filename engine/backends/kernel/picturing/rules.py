"""All that nftables holds in a place."""

import json
import socket
from collections.abc import Iterator

from engine.backends.kernel import netlink, nfnetlink
from engine.backends.kernel.place import Place
from engine.errors import Permanent
from engine.reach import ruleset
from engine.reach.ruleset import Devices, Ruleset

_GET_TABLES, _GET_CHAINS = 10 << 8 | 1, 10 << 8 | 4
_FAMILIES = {"netdev": b"\x05\0\0\0", "inet": b"\x01\0\0\0"}
"""Those whose chains can be at links, and how a request asks for them."""
_CHAIN_TABLE, _CHAIN_NAME, _CHAIN_HOOK, _HOOK_DEVICE, _HOOK_DEVICES = 1, 3, 4, 3, 4


def read(visited: Place) -> Ruleset | None:
    """None where there is nothing, or no `nft`; it is only started where there is. Raises OSError, and
    `Transient`."""
    with nfnetlink.open_socket(visited.descriptor) as opened:
        if not _listed(opened, _GET_TABLES, bytes(4)):
            return None
        devices = _devices(opened)
    try:
        said = nfnetlink.ruleset_as_json(visited.descriptor)
    except Permanent:
        return None
    return ruleset.read(json.loads(said)["nftables"], devices)


def _devices(opened: socket.socket) -> Devices:
    return {
        (family, *names): devices
        for family, header in _FAMILIES.items()
        for names, devices in _at_links(_listed(opened, _GET_CHAINS, header))
    }


def _at_links(chains: list[memoryview]) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    for body in chains:
        fields = netlink.attributes(body, 4)
        hook = netlink.attributes(fields[_CHAIN_HOOK], 0) if _CHAIN_HOOK in fields else {}
        several = netlink.members(hook[_HOOK_DEVICES]) if _HOOK_DEVICES in hook else ()
        devices = [hook[_HOOK_DEVICE]] if _HOOK_DEVICE in hook else [*several]
        if devices:
            names = netlink.text(fields[_CHAIN_TABLE]), netlink.text(fields[_CHAIN_NAME])
            yield names, tuple(map(netlink.text, devices))


def _listed(opened: socket.socket, kind: int, header: bytes) -> list[memoryview]:
    request = netlink.listing(kind, header)
    try:
        return netlink.whole(lambda: netlink.dump(opened, request))
    except OSError as error:
        if error.errno in nfnetlink.ABSENT:
            return []
        raise
