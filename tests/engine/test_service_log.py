"""What a service says is kept within a bound, the newest of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.kernel.supervising.log import LONGEST_LINE, Log


def kept(path: Path) -> bytes:
    before = path.with_name(f"{path.name}.1")
    return b"".join(each.read_bytes() for each in (before, path) if each.exists())


def test_what_fits_is_kept_whole(tmp_path: Path) -> None:
    log = Log(tmp_path / "logs" / "web.log", 1)
    log.write(b"one\n")
    log.write(b"two\n")
    log.close()
    assert kept(tmp_path / "logs" / "web.log") == b"one\ntwo\n"


@given(st.lists(st.binary(max_size=3000), max_size=20))
def test_the_newest_is_kept_within_the_bound(
    tmp_path_factory: pytest.TempPathFactory, said: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("log") / "web.log"
    log = Log(path, 4)
    for words in said:
        log.write(words)
    log.close()
    whole = b"".join(said)
    assert whole.endswith(kept(path))
    assert min(2048, len(whole)) <= len(kept(path)) <= 4096


def test_a_log_goes_on_where_it_was(tmp_path: Path) -> None:
    for words in (b"a" * 600, b"b" * 600):
        log = Log(tmp_path / "web.log", 1)
        log.write(words)
        log.close()
    assert len(kept(tmp_path / "web.log")) <= 1024
    assert kept(tmp_path / "web.log").endswith(b"b" * 600)


def test_the_last_line_is_one_that_says_something(tmp_path: Path) -> None:
    log = Log(tmp_path / "web.log", 1)
    log.write(b"first\ncannot \x1b[31mopen\x1b[0m it\n\n  \n")
    assert log.last_line == "cannot [31mopen[0m it"
    log.write(b"x" * 5000)
    assert len(log.last_line) == LONGEST_LINE
    log.close()


def test_a_log_that_is_removed_leaves_nothing(tmp_path: Path) -> None:
    log = Log(tmp_path / "web.log", 1)
    log.write(b"x" * 5000)
    log.close()
    log.remove()
    assert list(tmp_path.iterdir()) == []
