"""Who of a bridge's ports wants a multicast group, in one line as `bridge mdb` says it."""

from collections.abc import Mapping
from socket import AF_INET, AF_INET6, ntohs
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.showing import words

_HEADER = 8
_MDBA_MDB, _MDBA_ROUTER, _FIRST = 1, 2, 1
_ENTRY = Struct("=IBBH16sH")
"""Port, whether it is permanent, flags, VLAN, the group and of which protocol it is."""
_FAMILIES = {0x0800: AF_INET, 0x86DD: AF_INET6}
_MAC = 6


def line(body: memoryview, names: Mapping[int, str]) -> str:
    def name(index: int) -> str:
        return names.get(index, f"if{index}")

    bridge = name(netlink.number(body[4:_HEADER]))
    found = netlink.attributes(body, _HEADER)
    if _MDBA_ROUTER in found:
        port = netlink.attributes(found[_MDBA_ROUTER], 0).get(_FIRST)
        return f"router port dev {bridge} port {name(netlink.number(port[:4]))}" if port else ""
    for nested in (_MDBA_MDB, _FIRST):
        found = netlink.attributes(found.get(nested, memoryview(b"")), 0)
    if _FIRST not in found:
        return ""
    index, is_permanent, _, vlan, group, protocol = _ENTRY.unpack_from(found[_FIRST])
    lasting, tagged = "permanent" if is_permanent else "temp", f" vid {vlan}" if vlan else ""
    return f"dev {bridge} port {name(index)} grp {_group(group, ntohs(protocol))} {lasting}{tagged}"


def _group(group: bytes, protocol: int) -> str:
    family = _FAMILIES.get(protocol)
    return words.address(family, group[: words.LENGTHS[family]]) if family else group[:_MAC].hex(":")
