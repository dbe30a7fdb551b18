"""A place is read whole, however fast it changes."""

import errno
import struct
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.backends.kernel import home, links, netlink
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.netlink import NLM_F_DUMP_INTR, NLM_F_MULTI, message
from engine.backends.kernel.places import Places
from engine.errors import Transient
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World

_DONE = 3
REQUEST = message(18, 0, 1, bytes(16))
LINK = message(16, NLM_F_MULTI, 1, bytes(16))
DONE = message(_DONE, NLM_F_MULTI, 1, bytes(4))


@contextmanager
def churn(world: World) -> Iterator[None]:
    """Links come and go in the fabric, all the time."""
    loop = "while :; do ip link add c1 type veth peer name c2; ip link delete c1; done"
    command = ["ip", "netns", "exec", world.name, "sh", "-c", loop]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.kill()


def test_nothing_is_missed_while_links_come_and_go(world: World) -> None:
    world.build(labs.one_bridge(60))
    with churn(world):
        for _ in range(150):
            assert world.plan() == ()


class Answers:
    """A socket that has the kernel's answers ready."""

    def __init__(self, *answers: bytes) -> None:
        self._answers = list(answers)
        self.answered: dict[bytes, tuple[list[bytes], Any]] = {}

    def send(self, request: bytes) -> int:
        return len(request)

    def recv(self, room: int, flags: int) -> bytes:
        return self._answers.pop(0)


def test_a_dump_that_was_interrupted_is_not_believed() -> None:
    link = message(16, NLM_F_DUMP_INTR, 1, bytes(16))
    done = message(_DONE, 0, 1, bytes(4))
    with pytest.raises(netlink.Interrupted):
        netlink.dump(Answers(link, done), message(18, 0, 1, bytes(16)))  # type: ignore[arg-type]


def test_a_place_that_never_comes_to_rest_is_tried_again_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.build(labs.one_bridge())

    def interrupted(*_: object) -> list[memoryview]:
        raise netlink.Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(netlink, "meaning", interrupted)
        with pytest.raises(Transient):
            world.observe()


def test_answers_to_an_earlier_request_are_passed_over() -> None:
    stale = message(16, 0, 7, bytes(16)) + message(_DONE, 0, 7, bytes(4))
    wanted = message(16, 0, 1, struct.pack("16s", b"wanted")) + message(_DONE, 0, 1, bytes(4))
    (body,) = netlink.dump(Answers(stale, wanted), message(18, 0, 1, bytes(16)))  # type: ignore[arg-type]
    assert bytes(body).startswith(b"wanted")


def test_the_same_answer_is_not_decoded_twice() -> None:
    answers = Answers(LINK, DONE, LINK, DONE, LINK, LINK, DONE)
    decoded: list[int] = []
    for _ in range(3):
        netlink.meaning(answers, REQUEST, lambda bodies: decoded.append(len(bodies)))  # type: ignore[arg-type]
    assert decoded == [1, 2]


def test_an_answer_that_only_ends_like_the_last_one_is_not_the_same() -> None:
    answers = Answers(LINK, DONE, DONE)
    assert netlink.meaning(answers, REQUEST, len) == 1  # type: ignore[arg-type]
    assert netlink.meaning(answers, REQUEST, len) == 0  # type: ignore[arg-type]


def test_a_dump_that_fails_at_its_end_is_not_believed() -> None:
    failed = message(_DONE, NLM_F_MULTI, 1, struct.pack("i", -errno.EBUSY))
    with pytest.raises(OSError, match="refused"):
        netlink.dump(Answers(LINK, failed), REQUEST)  # type: ignore[arg-type]


def test_more_places_than_may_be_open_are_built_and_observed_all_the_same(backend: KernelBackend) -> None:
    few = KernelBackend("root", Places(3), lambda: None)
    world = World(few)
    try:
        assert world.build(labs.one_bridge(30)) == ()
        assert world.observe() == world.desired.state
        assert world.pings("app1", "10.0.0.31")
    finally:
        world.destroy()
        few.close()


def test_links_of_which_only_the_counters_changed_are_the_same(world: World) -> None:
    world.build(labs.one_bridge())
    until(world.has_settled)
    with closing(Places(2)) as places, places.visit(world.name, "app1") as visited:

        def are_the_same_after(commands: str) -> bool:
            before = links.dump(visited.socket, world.name, "app1")
            world.do("app1", commands)
            return links.dump(visited.socket, world.name, "app1") is before

        until(lambda: are_the_same_after("ping -c 1 -W 1 10.0.0.3"))
        assert not are_the_same_after("ip link set eth0 mtu 1400")


def test_a_namespace_that_is_taken_away_is_let_go_of(world: World) -> None:
    world.build(labs.one_bridge())
    inodes = {home.inode(home.path(world.name, place)) for place in (FABRIC, "app1")}
    with closing(Places(8)) as places:
        places.prepare(world.name, [FABRIC, "app1"])
        assert held() >= {f"net:[{inode}]" for inode in inodes}
        places.sweep()
        places.sweep()
        world.destroy()
        places.sweep()
        assert held().isdisjoint(f"net:[{inode}]" for inode in inodes)


def held() -> set[str]:
    """What this process has open."""
    return {str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()}
