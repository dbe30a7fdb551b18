"""The two ends of an uplink in the kernel: what there is of each, and how it becomes what it should be."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from engine import marks, nftables
from engine.backends.kernel import addressing, encode, links, netlink, nfnetlink, policies
from engine.backends.kernel.links import Link
from engine.backends.kernel.place import Place, go_to
from engine.errors import Permanent
from engine.resources import Address
from engine.uplinks import FORWARDING, Policy, Side, is_own, routing_table

Result = TypeVar("Result")
_SETTINGS = Path("/proc/sys/net")


@dataclass(frozen=True, slots=True)
class Ground:
    """A namespace that an uplink has an end in. `descriptor` is None for the engine's own, the machine's."""

    topology: str
    label: str
    descriptor: int | None
    route: netlink.RequestSocket
    netfilter: socket.socket

    @property
    def table(self) -> str:
        return marks.uplink_table(self.topology, self.label)

    def inside(self, errand: Callable[[], Result]) -> Result:
        """Do something as one who is in the namespace."""
        if self.descriptor is None:
            return errand()
        return go_to(self.descriptor, errand)

    def send(self, messages: Iterable[bytes]) -> None:
        """Raises OSError with the first refusal."""
        for _, code, said in netlink.carry_out(self.route, list(messages)):
            raise OSError(code, said or os.strerror(code))


@contextmanager
def machine_ground(topology: str, label: str) -> Iterator[Ground]:
    with netlink.open_socket() as route, nfnetlink.open_socket() as netfilter:
        yield Ground(topology, label, None, route, netfilter)


@contextmanager
def fabric_ground(topology: str, label: str, fabric: Place) -> Iterator[Ground]:
    with nfnetlink.open_socket(fabric.descriptor) as netfilter:
        yield Ground(topology, label, fabric.descriptor, fabric.socket, netfilter)


def find(ground: Ground, name: str) -> Link | None:
    """Our link of that name; one that somebody else made is none of ours."""
    (found, *_) = [*links.named(ground.route, ground.topology, "", [name]), None]
    if found is None or not is_ours(found, ground):
        return None
    return found


def is_ours(link: Link, ground: Ground) -> bool:
    """Half-made ones have only the group, and somebody may have changed that of others."""
    aliases = {marks.uplink_alias(ground.topology, ground.label, side) for side in ("host", "fabric")}
    return link.group == marks.uplink_group(ground.topology) or link.alias in aliases


def read(ground: Ground, wanted: Side) -> Side:
    """What there is of a side, as far as it is Patchboard's; of settings those that are wanted."""
    link = find(ground, wanted.link)
    return Side(
        link=wanted.link,
        alias=link.alias if link else None,
        up=link.up if link else False,
        addresses=frozenset(addresses(ground, link)) if link else frozenset(),
        policies=frozenset(_own_policies(ground)) if wanted.policies else frozenset(),
        routes=frozenset(policies.routes(ground.route, routing_table(ground.label)))
        if wanted.routes
        else frozenset(),
        settings=frozenset(_settings(ground, wanted.settings)),
        table=nfnetlink.read(ground.netfilter, ground.table),
    )


def _own_policies(ground: Ground) -> Iterator[Policy]:
    return (each for each in policies.policies(ground.route) if is_own(each, ground.label))


def settle(ground: Ground, wanted: Side) -> None:
    """Change what differs. The link is there. Rules come before any packet is forwarded.

    Raises OSError, `Transient` or `Permanent`.
    """
    found = netlink.whole(lambda: read(ground, wanted))
    if found.table != wanted.table:
        nfnetlink.run(nftables.replacing(ground.table, wanted.table), ground.descriptor)
    link = find(ground, wanted.link)
    if link is None:
        raise Permanent(f"there is a link {wanted.link} already that is not Patchboard's; rename it")
    ground.send(_dressing(link, found, wanted))
    ground.send(_routing(ground, link, found, wanted))
    ground.inside(lambda: _write(wanted.settings - found.settings))


def withdraw(ground: Ground) -> None:
    """Leave a fabric as it is without the uplink; it forwards as long as there is another one."""
    found = netlink.whole(lambda: policies.policies(ground.route))
    own = {each for each in found if is_own(each, ground.label)}
    idle = FORWARDING.keys() - {each.version for each in found - own}
    ground.inside(lambda: _write((FORWARDING[each], "0") for each in idle))
    ground.send(policies.remove(1, each) for each in own)


def delete(ground: Ground, link: Link) -> None:
    ground.send([encode.delete_link(1, link.index)])


def _dressing(link: Link, found: Side, wanted: Side) -> Iterator[bytes]:
    if (found.alias, found.up) != (wanted.alias, wanted.up):
        yield encode.no_link_local(1, link.index)
        yield encode.change(1, link.index, alias=wanted.alias, up=wanted.up)
    for address in found.addresses - wanted.addresses:
        yield encode.delete_address(1, Address("", link.name, address), link.index)
    for address in sorted(wanted.addresses - found.addresses):
        yield encode.create_address(1, Address("", link.name, address), link.index)


def _routing(ground: Ground, link: Link, found: Side, wanted: Side) -> Iterator[bytes]:
    table = routing_table(ground.label)
    for policy in found.policies - wanted.policies:
        yield policies.remove(1, policy)
    for policy in sorted(wanted.policies - found.policies, key=lambda policy: -policy.preference):
        yield policies.add(1, policy)
    for to, via in found.routes - wanted.routes:
        yield policies.remove_route(1, to, via, table)
    for to, via in wanted.routes - found.routes:
        yield policies.add_route(1, to, via, link.index, table)


def addresses(ground: Ground, link: Link) -> list[str]:
    """The link's, each with its prefix length."""
    found = netlink.whole(lambda: list(addressing.addresses_of(ground.route, link.index)))
    return [each[1] for each in found if each[0] == link.index]


def _settings(ground: Ground, wanted: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    forwarding = dict(addressing.forwarding(ground.route))
    for key, _ in wanted:
        if key in forwarding:
            yield key, forwarding[key]
        elif (file := _SETTINGS / key).exists():
            yield key, file.read_text().strip()


def _write(settings: Iterable[tuple[str, str]]) -> None:
    for key, value in settings:
        descriptor = os.open(_SETTINGS / key, os.O_WRONLY)
        try:
            os.write(descriptor, value.encode())
        finally:
            os.close(descriptor)
