"""What is captured is a file that other programs read."""

import subprocess
from pathlib import Path

from engine.packets import pcapng
from engine.packets.frame import Frame
from tests.engine import frames
from tests.engine.frames import mac
from tests.require import require

PING = frames.ping(mac(1), mac(2), "10.0.0.1", "10.0.0.2")
TIME = 1_795_815_522_404_553_865


def frame(data: bytes = PING, outgoing: bool = False, length: int | None = None) -> Frame:
    return Frame(TIME, "app1-eth0", outgoing, data, length or len(data))


def read(file: Path, content: bytes) -> str:
    """What tcpdump says of it."""
    file.write_bytes(content)
    command = [str(require("tcpdump")), "-n", "-e", "-tt", "--nano", "-r", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_tcpdump_reads_a_capture_of_two_points(tmp_path: Path) -> None:
    content = pcapng.header(["app1.eth0", "lan1"]) + pcapng.packet(0, frame()) + pcapng.packet(1, frame())
    said = read(tmp_path / "two.pcapng", content).splitlines()
    assert len(said) == 2
    assert said[0].startswith("1795815522.404553865")
    assert "10.0.0.1 > 10.0.0.2: ICMP echo request" in said[0]


def test_a_frame_that_was_cut_says_how_long_it_was(tmp_path: Path) -> None:
    content = pcapng.header(["lan1"]) + pcapng.packet(0, frame(PING[:40], length=9000))
    assert "length 9000" in read(tmp_path / "cut.pcapng", content)


def test_a_capture_without_a_frame_is_a_file_too(tmp_path: Path) -> None:
    assert read(tmp_path / "none.pcapng", pcapng.header(["lan1"])) == ""


def test_each_frame_says_which_way_it_went() -> None:
    received, sent = (pcapng.packet(0, frame(outgoing=way)) for way in (False, True))
    assert (received[-12:-8], sent[-12:-8]) == (b"\1\0\0\0", b"\2\0\0\0")
