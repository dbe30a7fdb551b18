"""What of a program's output reaches a browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.console.terminals.escapes import Filter

HARMLESS = {
    "colours": b"\x1b[1;31mred\x1b[0m",
    "colours of 24 bits, with colons": b"\x1b[38:2::255:0:0mred",
    "the cursor": b"\x1b[10;20H\x1b[2A\x1b7\x1b8",
    "clearing": b"\x1b[2J\x1b[K\x1b[3J",
    "the alternate screen": b"\x1b[?1049h\x1b[?1049l",
    "several modes at once": b"\x1b[?1000;1006h",
    "scrolling": b"\x1b[2;20r\x1bM\x1b[3L",
    "drawing lines": b"\x1b(0lqqk\x1b(B",
    "the shape of the cursor": b"\x1b[5 q",
    "starting anew": b"\x1bc\x1b[!p",
    "controls": b"a\tb\r\nc\x08\x07\x0e\x0f",
    "any script": "Größe, 日本, 🐍, עברית".encode(),
}

HARMFUL = {
    "setting the clipboard": b"\x1b]52;c;cm0gLXJm\x07",
    "the same, ended as a string is": b"\x1b]52;c;cm0gLXJm\x1b\\",
    "the title": b"\x1b]0;root@bank\x07",
    "a link that says something else": b"\x1b]8;;https://evil\x1b\\bank\x1b]8;;\x1b\\",
    "asking for a colour": b"\x1b]11;?\x07",
    "asking for the title": b"\x1b[21t",
    "moving the window": b"\x1b[3;0;0t",
    "asking for the state": b"\x1b[5n",
    "asking for the cursor's place": b"\x1b[6n\x1b[?6n",
    "asking what the terminal is": b"\x1b[c\x1b[>c\x1b[=c\x1b[>0q\x1bZ",
    "asking for a mode": b"\x1b[?2004$p\x1b[4$p",
    "asking for its settings": b"\x1b[1x",
    "asking for a setting": b"\x1bP$qm\x1b\\",
    "what capability it has": b"\x1bP+q544e\x1b\\",
    "an application's own": b"\x1b_Gi=1;AAAA\x1b\\",
    "a private message": b"\x1b^secret\x1b\\",
    "a string": b"\x1bXsecret\x1b\\",
    "a name for the window": b"\x1bkname\x1b\\",
    "the answer-back": b"\x05",
    "printing": b"\x1b[5i",
    "how keys are reported": b"\x1b[>4;2m\x1b[>1u\x1b[=5u",
    "focus reported": b"\x1b[?1004h",
    "saving and restoring modes": b"\x1b[?1049s\x1b[?1049r",
    "132 columns": b"\x1b[?3h",
    "one mode out of several": b"\x1b[?25;1004h",
    "controls of 8 bits, in UTF-8": "\x9b6n\x9d52;c;eA\x9c\x90q\x9c".encode(),
}
TEXT_LEFT = {"a link that says something else": b"bank", "controls of 8 bits, in UTF-8": b"6n"}
"""What is no longer part of a sequence."""


def through(*pieces: bytes) -> bytes:
    one = Filter()
    return b"".join(map(one.feed, pieces))


@pytest.mark.parametrize("what", HARMLESS)
def test_this_passes_as_it_is(what: str) -> None:
    assert through(HARMLESS[what]) == HARMLESS[what]


@pytest.mark.parametrize("what", HARMFUL)
def test_this_does_not_pass(what: str) -> None:
    assert through(b"before" + HARMFUL[what] + b"after") == b"before" + TEXT_LEFT.get(what, b"") + b"after"


@pytest.mark.parametrize("what", HARMLESS | HARMFUL)
def test_it_is_the_same_wherever_it_is_cut(what: str) -> None:
    data = b"before" + (HARMLESS | HARMFUL)[what] + b"after"
    whole = through(data)
    assert all(through(data[:at], data[at:]) == whole for at in range(len(data)))
    assert through(*(data[at : at + 1] for at in range(len(data)))) == whole


PIECES = [
    *(b"\x1b", b"[", b"]", b"P", b"?", b"6", b";", b" ", b"$", b"n", b"m", b"\\", b"\x07", b"\n", b"\x18"),
    *(b"\xc2", b"\x9b", b"\x9d", b"\xe2\x82", b"0" * 199),
]


@given(st.lists(st.sampled_from(PIECES)))
def test_whatever_comes_it_is_the_same_in_pieces_and_holds_nothing_that_asks(pieces: list[bytes]) -> None:
    whole = through(b"".join(pieces))
    assert through(*pieces) == whole
    assert through(whole) == whole
    for asks in (b"\x1b[6n", b"\x1b]", b"\x1bP", "\x9b".encode(), "\x9d".encode(), b"\xff"):
        assert asks not in whole


def test_a_string_that_is_never_ended_hides_no_more_than_its_line() -> None:
    assert through(b"\x1b]0;never", b" ended\r\nnext") == b"\r\nnext"


def test_a_sequence_that_is_broken_off_is_left_out() -> None:
    assert through(b"a\x1b[31\nb") == b"a\nb"


def test_what_is_no_utf8_is_marked_as_such() -> None:
    assert through(b"a\xff\x9bb") == "a\ufffd\ufffdb".encode()


def test_a_sequence_of_any_length_is_not_waited_for() -> None:
    assert through(b"\x1b[" + b"1" * 1000, b"m!").endswith(b"1m!")
