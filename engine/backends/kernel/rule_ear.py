"""Hearing what changes of a topology's nftables: one socket in the fabric hears all its sandboxes too, once
they have numbers there (`events.Ear`)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from engine import marks
from engine.backends.kernel import netlink, nfnetlink, sightings
from engine.backends.kernel.place import Place
from engine.names import uplink_name
from engine.resources import FABRIC
from engine.rule_tables import link_at
from engine.scope import Touched

_ROOM = 1 << 16
"""Bytes; a datagram holds many messages, one for each thing that a transaction changed."""


class RuleEar:
    """An event socket. `places` are the sandboxes by their numbers in the fabric, also those to come.

    Raises OSError, also where the kernel has no nftables.
    """

    def __init__(self, topology: str, fabric: Place, places: Mapping[int, str]) -> None:
        self._topology = topology
        self._places = places
        self.socket = nfnetlink.open_socket(fabric.descriptor)
        try:
            self.socket.setsockopt(netlink.SOL_NETLINK, netlink.LISTEN_ALL_NSID, 1)
            nfnetlink.listen(self.socket)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        self.socket.close()

    def take_in(self) -> set[Touched] | None:
        """Empty the socket, and say what was touched; None: that is not known. OSError: events were lost."""
        found: set[Touched | None] = set()
        with suppress(BlockingIOError):
            for _ in range(sightings.DATAGRAMS):
                datagram, ancillary = sightings.receive(self.socket, _ROOM)
                place = sightings.place_of(ancillary, self._places)
                if place is not None and len(found) <= sightings.MOST:
                    found.update(self._touched(datagram, place))
        return None if None in found else {each for each in found if each}

    def _touched(self, datagram: bytes, place: str) -> Iterator[Touched | None]:
        """Tables of others are nobody's business; a chain of others in Patchboard's may be about anything."""
        for table, chain in nfnetlink.changed_chains(datagram):
            uplink = marks.parse_uplink_table(table)
            if uplink and place == FABRIC:
                yield FABRIC, uplink_name(uplink[1])
            elif table == marks.table(self._topology) and place != FABRIC:
                yield place, ""
            elif table == marks.table(self._topology):
                link = link_at(chain)
                yield (FABRIC, link) if link else None
