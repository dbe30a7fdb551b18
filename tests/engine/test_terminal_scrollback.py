"""What is kept of what a terminal has shown."""

from engine.console.terminals.scrollback import Scrollback


def test_all_is_kept_until_it_is_too_much() -> None:
    kept = Scrollback(100)
    kept.add(b"one\n")
    kept.add(b"two\n")
    assert kept.since(kept.start, 100) == b"one\ntwo\n"
    assert kept.since(4, 2) == b"tw"


def test_no_more_than_so_much_is_kept_and_it_begins_with_a_line() -> None:
    kept = Scrollback(100)
    for number in range(1000):
        kept.add(b"line %d\n" % number)
        assert kept.end - kept.start <= 100
    assert kept.since(kept.start, 100).startswith(b"line 9")
    assert kept.since(kept.start, 100).endswith(b"line 999\n")


def test_places_stay_what_they_are() -> None:
    kept = Scrollback(100)
    for _ in range(50):
        kept.add(b"0123456789\n")
    assert kept.end == 550
    assert kept.since(kept.end - 3, 10) == b"89\n"


def test_a_line_longer_than_all_that_is_kept_is_cut() -> None:
    kept = Scrollback(100)
    kept.add(b"x" * 1000)
    assert 0 < kept.end - kept.start <= 100


def test_it_says_which_modes_were_on_where_it_begins() -> None:
    kept = Scrollback(100)
    kept.add(b"\x1b[?1049h\x1b[?2004h\x1b[?2004l\n")
    assert kept.modes() == b""
    kept.add(b"x" * 90 + b"\n")
    assert kept.modes() == b"\x1b[?1049h\x1b[?2004l"


def test_modes_are_forgotten_with_a_reset() -> None:
    kept = Scrollback(100)
    kept.add(b"\x1b[?1049h\x1bc\n" + b"x" * 95 + b"\n")
    assert kept.modes() == b""
