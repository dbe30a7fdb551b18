"""Names: the hosts and resolv.conf files that sandboxes see instead of the machine's.

All sandboxes on the same networks see the same file, with the names of all on these networks, so that a
sandbox that comes or goes changes one file and not that of every other. One with services has files of its
own: what runs has them mounted, and would never see those of other networks that its sandbox joins later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from engine.drivers import Owned
from engine.marks import mark
from engine.names import own_folder
from engine.resources import FABRIC, Etc, File
from topology.graph import segments
from topology.values import Design, Resolver, Sandbox

_LONGEST = 100
_LOCALHOST = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"

Segments = frozenset[str]
"""Broadcast domains: networks that are patched to each other are one, and have one name here."""


def names(design: Design) -> Iterator[Owned]:
    """What every sandbox sees, if it is on any network or runs anything."""
    joined = _joined(design)
    lines = _lines(design)
    begun: set[str] = set()
    for sandbox in design.sandboxes:
        on = joined[sandbox.name]
        if not on and not sandbox.services:
            continue
        owner = ("sandbox", sandbox.name)
        folder = own_folder(sandbox.name) if sandbox.services else folder_of(on, sandbox.resolver)
        if folder not in begun:  # the first one stands for all that share it
            begun.add(folder)
            for file in _files(design.name, folder, on, sandbox, lines):
                yield file, owner
        yield Etc(sandbox.name, folder), owner


def folder_of(on: Segments, resolver: Resolver | None) -> str:
    """The name of what sandboxes with these networks and this resolver share."""
    name = "+".join(sorted(on))
    if resolver is not None:
        name += f"~{_hash(resolver.model_dump_json())}"
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 11]}~{_hash(name)}"


def resolv_conf(topology: str, resolver: Resolver) -> str:
    text = [_header(topology)]
    text += [f"nameserver {server}\n" for server in resolver.servers]
    for word, values in (("search", resolver.search), ("options", resolver.options)):
        if values:
            text.append(f"{word} {' '.join(values)}\n")
    return "".join(text)


def _files(
    topology: str, folder: str, on: Segments, sandbox: Sandbox, lines: Mapping[str, list[str]]
) -> Iterator[File]:
    listed = dict.fromkeys(line for segment in sorted(on) for line in lines[segment])
    yield File(FABRIC, f"{folder}/hosts", "".join([_header(topology), _LOCALHOST, *listed]))
    if sandbox.resolver is not None:
        yield File(FABRIC, f"{folder}/resolv.conf", resolv_conf(topology, sandbox.resolver))


def _joined(design: Design) -> Mapping[str, Segments]:
    """By sandbox, where it is joined; a network of the driver null joins nobody."""
    segment = _segments(design)
    found: dict[str, set[str]] = defaultdict(set)
    for endpoint in design.endpoints:
        if endpoint.network in segment:
            found[endpoint.sandbox].add(segment[endpoint.network])
    return defaultdict(frozenset, {name: frozenset(on) for name, on in found.items()})


def _lines(design: Design) -> Mapping[str, list[str]]:
    """By segment, the lines of a hosts file."""
    segment = _segments(design)
    found: dict[str, list[str]] = defaultdict(list)
    for endpoint in design.endpoints:
        if endpoint.network in segment:
            found[segment[endpoint.network]] += _of(endpoint.sandbox, endpoint.addresses or ())
    return found


def _of(sandbox: str, addresses: Iterable[str]) -> Iterator[str]:
    return (f"{address.partition('/')[0]}\t{sandbox}\n" for address in addresses)


def _segments(design: Design) -> Mapping[str, str]:
    empty = {network.name for network in design.networks if network.driver == "null"}
    return {name: segment for name, segment in segments(design).items() if name not in empty}


def _header(topology: str) -> str:
    return f"# patchboard {mark(topology)}; changes of the design change this file\n"


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=5).hexdigest()
