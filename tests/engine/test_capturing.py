"""A capture holds no more than it may, at however many points it watches."""

import os
from base64 import b64decode

import pytest

from engine.backends.kernel.places import Places
from engine.console.machine import Machine
from engine.console.packets import capture
from engine.console.packets.capture import MOST_BYTES, CaptureRequest
from engine.packets.frame import Frame
from tests.engine.builders import lab
from tests.kernel.told import Told
from topology.ipam import complete
from topology.values import Endpoint, Network, Sandbox

NAMES = [f"app{number}" for number in range(4)]
LARGE = 16 << 10
AT_ONCE = 256
"""Frames of each point that are taken together."""


class Flood:
    """Stands in for the kernel's: at each look, each point has had as many as are taken together."""

    def __init__(self, points: int, size: int) -> None:
        self._points = points
        self._frame = Frame(0, "eth0", True, bytes(size), size)
        self._always, self._writing = os.pipe()
        os.write(self._writing, b"x")

    def fileno(self) -> int:
        return self._always

    def take(self) -> list[tuple[int, Frame]]:
        return [(number, self._frame) for _ in range(AT_ONCE) for number in range(self._points)]

    def missed(self) -> int:
        return 0

    def is_whole(self) -> bool:
        return True

    def close(self) -> None:
        os.close(self._always)
        os.close(self._writing)


@pytest.fixture
def told() -> Told:
    drawn = lab(
        networks=[Network(name="lan")],
        sandboxes=[Sandbox(name=name) for name in NAMES],
        endpoints=[Endpoint(sandbox=name, network="lan") for name in NAMES],
    )
    return Told(complete(drawn))


async def flooded(monkeypatch: pytest.MonkeyPatch, told: Told, points: int, size: int) -> list[int]:
    """The sizes of the frames that a capture told of until it ended by itself."""
    monkeypatch.setattr(capture, "begin", lambda *_: Flood(points, size))
    request = CaptureRequest(points=NAMES[:points])
    await capture.run(told, request, Machine("root", Places(1)))
    return [len(b64decode(frame["data"])) for message in told.of("frames") for frame in message["frames"]]


@pytest.mark.parametrize("points", [1, 4])
async def test_large_frames_end_it_with_no_more_than_one_too_much(
    monkeypatch: pytest.MonkeyPatch, told: Told, points: int
) -> None:
    held = sum(await flooded(monkeypatch, told, points, LARGE - 1))
    assert MOST_BYTES <= held < MOST_BYTES + LARGE
    assert told.of("ended")[0]["reason"].startswith("it holds 8 MiB")


async def test_small_frames_end_it_with_as_many_as_were_asked_for(
    monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    assert len(await flooded(monkeypatch, told, 4, 60)) == 1000
    assert told.of("ended")[0]["reason"].startswith("it holds 1000 frames")
