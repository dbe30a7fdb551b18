"""Rules at links, in the kernel: one table of Patchboard's own in a place.

Only the fabric, a sandbox at the end of a cable (`engine.drivers.impairments`) and one with a link on top of
another (`engine.pausing`) are ever given one, so only these are asked.
A rule in the table that is not as Patchboard writes it is shown by its handle.
"""

import errno
import socket
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from engine import marks
from engine.backends.kernel import links, netlink, nfnetlink
from engine.backends.kernel.place import Missing, Place
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.work import Consequence, Work
from engine.errors import Permanent, Transient
from engine.plan import Action, Create, Delete
from engine.resources import FABRIC, Rule
from engine.rule_tables import chain_called, link_of, whole
from engine.scope import Scope

_GET_RULES = 10 << 8 | 7
_FAMILY_NETDEV = b"\x05\0\0\0"
_RULE_TABLE, _RULE_CHAIN, _RULE_HANDLE, _RULE_USERDATA = 1, 2, 3, 7
_NO_NFTABLES = {errno.EPROTONOSUPPORT, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOENT}

Numbered = tuple[int, Action]


def in_place(sight: Sight) -> Iterable[Rule]:
    return read(sight.topology, sight.place, sight.visited) if _can_have_any(sight) else ()


def of_topology(topology: str, scope: Scope | None) -> Iterable[Rule]:
    return ()


def take_away(work: Work) -> None:
    """Later: a table is written as a whole."""


def bring(work: Work) -> None:
    places: dict[str, list[Numbered]] = defaultdict(list)
    for number, action in work.about(Rule):
        if isinstance(action, Create | Delete) and isinstance(action.resource, Rule):
            places[action.resource.place].append((number, action))
    for place, actions in places.items():
        try:
            with work.places.visit(work.topology, place) as visited:
                _write(work, place, visited, actions)
        except (Missing, OSError, Transient, Permanent) as error:
            for number, _ in actions:
                work.fail(number, error)


def read(topology: str, place: str, visited: Place) -> list[Rule]:
    """The rules in the topology's table there."""
    table = netlink.attribute(_RULE_TABLE, marks.table(topology).encode() + b"\0")
    request = netlink.listing(_GET_RULES, _FAMILY_NETDEV + table)
    try:
        with _opened(place, visited) as opened:
            return [_decode(place, body) for body in netlink.dump(opened, request)]
    except OSError as error:
        if error.errno in _NO_NFTABLES:
            return []
        raise


@contextmanager
def _opened(place: str, visited: Place) -> Iterator[socket.socket]:
    """A socket for nftables there. The fabric's, which is asked at every look, is kept."""
    opened = visited.netfilter or nfnetlink.open_socket(visited.descriptor)
    if place == FABRIC:
        visited.netfilter = opened
        yield opened
    else:
        with opened:
            yield opened


def _can_have_any(sight: Sight) -> bool:
    """An end of a cable carries the label of its network, that of an endpoint its own."""
    return sight.place == FABRIC or any(
        each.label is not None and ("." not in each.label or each.below is not None)
        for each in sight.links.values()
    )


def _decode(place: str, body: memoryview) -> Rule:
    found = netlink.attributes(body, len(_FAMILY_NETDEV))
    chain = netlink.text(found[_RULE_CHAIN])
    text = nfnetlink.comment(bytes(found.get(_RULE_USERDATA, b"")))
    handle = int.from_bytes(found[_RULE_HANDLE], "big")
    return Rule(place, chain_called(chain), text or f"handle {handle}")


def _write(work: Work, place: str, visited: Place, actions: Iterable[Numbered]) -> None:
    """Raises `Transient` with what `nft` says."""
    rules = set(netlink.whole(lambda: read(work.topology, place, visited)))
    there = {link.name for link in netlink.whole(lambda: links.dump(visited.socket, work.topology, place))}
    for number, action in actions:
        match action:
            case Delete(Rule() as rule):
                rules.discard(rule)
            case Create(Rule() as rule) if link_of(rule) in there:
                rules.add(rule)
            case Create(Rule() as rule):
                work.fail(number, Consequence(f"the interface {link_of(rule)} is not there"))
    kept = [rule for rule in rules if link_of(rule) in there and not rule.text.startswith("handle ")]
    nfnetlink.run(whole(marks.table(work.topology), kept), visited.descriptor)
