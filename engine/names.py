"""What namespaces, and links in the fabric, are called.

The kernel takes 15 bytes for a link's name; a longer one is cut and hashed.

A cut name holds a `~`, which no name in a design does, so it never equals one that was not cut.
The names depend on nothing but the object itself: another object that comes or goes renames nothing.
"""

from base64 import b32encode
from hashlib import blake2b

from topology.names import RESERVED

LONGEST = 15
_HASH = 6
_OWN = "~own"


def namespace_name(topology: str, place: str) -> str:
    """What `ip netns` calls a place: the topology's name for the fabric, `<topology>.<sandbox>` else."""
    return f"{topology}.{place}" if place else topology


def bridge_name(network: str) -> str:
    """The bridge of a network: the network's name."""
    return _fit(network, network)


def port_name(sandbox: str, interface: str) -> str:
    """The fabric's end of an endpoint: `<sandbox>-<interface>`."""
    return _fit(f"{sandbox}-{interface}", f"{sandbox} {interface}")


def lower_port_name(network: str) -> str:
    """The far end of the link below a macvlan or ipvlan, which has the network's name: `<network>-port`."""
    return _fit(f"{network}-port", f"{network} port")


def patch_port_name(patch: str, network: str) -> str:
    """The end of a patch at one of its two networks: `<patch>-<network>`."""
    return _fit(f"{patch}-{network}", f"{patch} {network}")


def uplink_name(network: str) -> str:
    """The fabric's end of an uplink: `uplink~<hash>`."""
    return f"uplink~{_hash(network)}"


def host_link_name(topology: str, network: str) -> str:
    """The machine's end of an uplink: `pb-<hash>`, of topology and network."""
    return f"pb-{_hash(f'{topology} {network}', 8)}"


def own_folder(sandbox: str) -> str:
    """The folder of the files that only this sandbox sees."""
    return f"{sandbox}{_OWN}"


def owner_of_folder(folder: str) -> str:
    """The other way round; "" for a folder that sandboxes share."""
    return folder.removesuffix(_OWN) if folder.endswith(_OWN) else ""


def _fit(name: str, identity: str) -> str:
    raw = name.encode()
    if len(raw) <= LONGEST and name not in RESERVED:
        return name
    start = raw[: LONGEST - _HASH - 1].decode(errors="ignore")
    return f"{start}~{_hash(identity)}"


def _hash(text: str, length: int = _HASH) -> str:
    digest = blake2b(text.encode(), digest_size=5).digest()
    return b32encode(digest).decode().lower()[:length]
