"""A namespace of a topology, opened: a descriptor and a request socket in it.

A thread that enters a namespace cannot always come back (an ordinary user may not re-enter the machine's
own), so sockets are opened on threads that go there and end.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket as Socket
from typing import TypeVar

from engine import marks
from engine.backends.kernel import home, links, netlink
from engine.backends.kernel.netlink import RequestSocket
from engine.backends.kernel.reading import Reading
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns
from engine.errors import Permanent

Result = TypeVar("Result")


@dataclass(slots=True)
class Place:
    """An open namespace, and what it held when it was last read. Made from a descriptor and a socket that
    belong to it from then on, as does the one for nftables that whoever needs it first opens."""

    descriptor: int
    socket: RequestSocket
    inode: int = field(init=False)
    reading: Reading | None = field(init=False, default=None)
    netfilter: Socket | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.inode = os.fstat(self.descriptor).st_ino

    def close(self) -> None:
        os.close(self.descriptor)
        self.socket.close()
        if self.netfilter:
            self.netfilter.close()


class Missing(Exception):
    """No namespace of the topology's stands under that name."""

    def __init__(self, at: Path) -> None:
        super().__init__(f"there is no namespace {at}")


class Foreign(Missing, Permanent):
    """A namespace stands under that name, but it carries no mark of the topology's."""

    def __init__(self, at: Path) -> None:
        Permanent.__init__(
            self, f"{at} is not Patchboard's; take it away (ip netns delete {at.name}), or rename this"
        )


def go(errand: Callable[[], Result]) -> Result:
    """Run `errand` on a thread of its own, which is free to change its namespace, and wait for it."""
    with ThreadPoolExecutor(1) as away:
        return away.submit(errand).result()


def go_to(namespace: int, errand: Callable[[], Result]) -> Result:
    """The same in the network namespace of this descriptor."""

    def there() -> Result:
        setns(namespace, CLONE_NEWNET)
        return errand()

    return go(there)


def open_place(topology: str, place: str) -> Place:
    """Enter the namespace, to stay; only on a thread made by `go`."""
    at = home.path(topology, place)
    if home.inode(at) is None:
        raise Missing(at)
    descriptor = os.open(at, os.O_RDONLY | os.O_CLOEXEC)
    try:
        setns(descriptor, CLONE_NEWNET)
        opened = Place(descriptor, netlink.open_socket())
    except OSError:
        os.close(descriptor)
        raise
    if links.loopback_alias(opened.socket) != marks.namespace_alias(topology):
        opened.close()
        raise Foreign(at)
    return opened
