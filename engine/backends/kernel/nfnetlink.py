"""nftables of one namespace: read from the kernel itself, written by `nft`.

Reading costs some ten microseconds, and so can be done at every look; a process of `nft` would take some
milliseconds.
"""

import errno
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import attribute
from engine.backends.kernel.place import go_to
from engine.errors import Permanent, Transient
from engine.nftables import Table

_NETFILTER = 12
_NFTABLES = 10 << 8
_GETTABLE, _GETCHAIN, _GETRULE = _NFTABLES | 1, _NFTABLES | 4, _NFTABLES | 7
_FAMILY_INET = 1
_HEADER = 4
_TABLE_NAME = 1
_CHAIN_TABLE, _CHAIN_NAME, _CHAIN_HOOK, _CHAIN_POLICY = 1, 3, 4, 5
_HOOK_NUMBER, _HOOK_PRIORITY = 1, 2
_RULE_TABLE, _RULE_CHAIN, _RULE_USERDATA = 1, 2, 7
_ADD_MEMBERSHIP, _CHANGES = 1, 7
_NAMES_CHAIN = {3: _CHAIN_NAME, 5: _CHAIN_NAME, 6: _RULE_CHAIN, 8: _RULE_CHAIN}
"""In which attribute messages name a chain: those that one is there or gone, and the same of a rule."""
_COMMENT = 0
_SIGNED = Struct(">i")

ABSENT = {errno.EPERM, errno.EOPNOTSUPP, errno.EPROTONOSUPPORT, errno.EINVAL, errno.ENOENT}
"""What a kernel without nftables says, and one that lets only root ask."""

_SEARCH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def open_socket(namespace: int | None = None) -> socket.socket:
    """A socket in the namespace of this descriptor, or in the one where the engine is."""
    if namespace is not None:
        return go_to(namespace, open_socket)
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, _NETFILTER)


def listen(opened: socket.socket) -> None:
    """Have the socket hear what changes. Without a number of its own it is passed over, as the kernel
    itself."""
    opened.bind((0, 0))
    opened.setsockopt(netlink.SOL_NETLINK, _ADD_MEMBERSHIP, _CHANGES)


def changed_chains(datagram: bytes) -> set[tuple[str, str]]:
    """The tables and chains that something changed in. A table alone has nothing in it, and tells of all
    its chains and rules when it goes."""
    return {
        (netlink.text(found[_CHAIN_TABLE]), netlink.text(found[name]))
        for kind, _, _, body in netlink.messages(datagram)
        if (name := _NAMES_CHAIN.get(kind & 0xFF))
        and name in (found := netlink.attributes(body, _HEADER, (_CHAIN_TABLE, name)))
    }


def tables() -> list[str]:
    """The names of the tables of the family inet where the engine is; none if it may not know."""
    try:
        with open_socket() as opened:
            found = netlink.whole(lambda: netlink.dump(opened, _request(_GETTABLE)))
    except OSError as error:
        if error.errno not in ABSENT:
            raise
        return []
    return [netlink.text(netlink.attributes(body, _HEADER)[_TABLE_NAME]) for body in found]


def table_of(body: memoryview) -> str:
    """The name of the table that a message of nftables is about; all have it in the same place."""
    found = netlink.attributes(body, _HEADER, (_TABLE_NAME,))
    return netlink.text(found[_TABLE_NAME]) if _TABLE_NAME in found else ""


def read(opened: socket.socket, name: str) -> Table:
    """What the table holds; an empty one if it is not there."""
    return netlink.whole(lambda: Table(frozenset(_chains(opened, name)), tuple(_rules(opened, name))))


def run(script: str, namespace: int | None = None) -> None:
    """Have `nft` carry the script out. Raises `Transient` with what it says, `Permanent` if it is missing."""
    _nft(script, namespace)


def ruleset(namespace: int) -> str:
    """All rules in the namespace of this descriptor, as `nft` writes them. Raises as `run` does."""
    return _nft("list ruleset", namespace)


def ruleset_as_json(namespace: int) -> str:
    """The same as JSON, libnftables-json(5)."""
    return _nft("", namespace, "-j", "list", "ruleset")


def _nft(script: str, namespace: int | None, *arguments: str) -> str:
    """Has it carry out the script, or what the arguments say."""
    command = shutil.which("nft", path=_SEARCH)
    if command is None:
        raise Permanent("the program nft is missing; as root: apt-get install nftables")
    said = partial(_said, [command, *(arguments or ("-f", "-"))], script)
    return go_to(namespace, said) if namespace is not None else said()


def _said(command: Sequence[str], script: str) -> str:
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Transient(f"nft refused: {' '.join(done.stderr.split()) or 'it says not why'}")
    return done.stdout


def _chains(opened: socket.socket, name: str) -> Iterator[tuple[str, int, int, int]]:
    """All chains of the family are listed, whatever is asked for."""
    for body in _dump(opened, _GETCHAIN):
        found = netlink.attributes(body, _HEADER)
        if netlink.text(found[_CHAIN_TABLE]) == name:
            hook = netlink.attributes(found[_CHAIN_HOOK], 0) if _CHAIN_HOOK in found else {}
            yield (
                netlink.text(found[_CHAIN_NAME]),
                _number(hook, _HOOK_NUMBER),
                _number(hook, _HOOK_PRIORITY),
                _number(found, _CHAIN_POLICY),
            )


def _rules(opened: socket.socket, name: str) -> Iterator[tuple[str, str]]:
    for body in _dump(opened, _GETRULE, attribute(_RULE_TABLE, name.encode() + b"\0")):
        found = netlink.attributes(body, _HEADER)
        if netlink.text(found[_RULE_TABLE]) == name:
            yield netlink.text(found[_RULE_CHAIN]), comment(bytes(found.get(_RULE_USERDATA, b"")))


def _dump(opened: socket.socket, kind: int, wanted: bytes = b"") -> list[memoryview]:
    try:
        return netlink.dump(opened, _request(kind, wanted))
    except OSError as error:
        if error.errno not in ABSENT:
            raise
        return []


def _request(kind: int, wanted: bytes = b"") -> bytes:
    family = _FAMILY_INET.to_bytes(_HEADER, "little")
    return netlink.listing(kind, family + wanted)


def comment(userdata: bytes) -> str:
    """Userdata are fields of one byte for the kind, one for the length, and the value."""
    while len(userdata) > 2:
        kind, length = userdata[0], userdata[1]
        if kind == _COMMENT:
            return userdata[2 : 2 + length].rstrip(b"\0").decode(errors="replace")
        userdata = userdata[2 + length :]
    return ""


def _number(found: netlink.Attributes, kind: int) -> int:
    """Netfilter's numbers are in network order."""
    return int(_SIGNED.unpack(found[kind])[0]) if kind in found else -1
