"""One namespace of a world in memory."""

from collections.abc import Iterator

from engine.addressing import reaches, version
from engine.drivers.ends import holds_ipv6
from engine.errors import Permanent
from engine.resources import Address, Content, End, Key, Route, key


class Place:
    """All that lies in it, and the ends of links, each under the name that the design gives it."""

    def __init__(self) -> None:
        self.contents: dict[Key, Content] = {}
        self._links: dict[str, End] = {}

    def has(self, name: str) -> bool:
        return name in self._links

    def join(self, name: str, end: End) -> None:
        """A link comes, or changes; what the kernel would drop because of that is dropped."""
        self._links[name] = end
        self._settle()

    def leave(self, name: str) -> None:
        del self._links[name]
        self._settle()

    def put(self, content: Content) -> None:
        """Raises Permanent if the kernel would refuse it."""
        match content:
            case Route(_, _, via) if not self._reaches(via):
                raise Permanent("Network is unreachable")
        interface = getattr(content, "interface", None)
        if interface is not None and not self.has(interface):
            raise Permanent(f'Cannot find device "{interface}"')
        self.contents[key(content)] = content

    def remove(self, name: Key) -> None:
        self.contents.pop(name, None)
        self._settle()

    def _settle(self) -> None:
        for name, content in list(self.contents.items()):
            interface = getattr(content, "interface", None)
            lost = interface is not None and not self.has(interface)
            if lost or (isinstance(content, Address) and not self._holds(content)):
                del self.contents[name]
        for content in list(self.contents.values()):
            if isinstance(content, Route) and not self._reaches(content.via):
                del self.contents[key(content)]

    def _addresses(self) -> Iterator[Address]:
        return (content for content in self.contents.values() if isinstance(content, Address))

    def _holds(self, address: Address) -> bool:
        end = self._links.get(address.interface)
        return end is not None and (version(address.address) == 4 or holds_ipv6(end.up, end.mtu))

    def _reaches(self, via: str) -> bool:
        return any(
            reaches(address.address, via) and self._links[address.interface].up
            for address in self._addresses()
        )
