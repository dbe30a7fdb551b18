"""What a program in a terminal may say to somebody's browser.

Text, colours, the cursor, the alternate screen, the mouse and pasting in brackets pass. What would make the
terminal answer (as if its person typed), set the clipboard or the title, or name another address does not:
OSC, DCS, APC, PM and SOS strings, requests for status, attributes, modes and window. What is not known to be
harmless is left out, the whole sequence at once. Sequences: ECMA-48, and xterm's ctlseqs.
"""

import codecs
import re

_PLAIN = r"\d{0,5}(?:[;:]\d{0,5}){0,31}"
_ENDS = "@ABCDEFGHIJKLMPSTXZ`abdefghlmrsu"
"""The last characters of the sequences with plain parameters that pass."""

_PASSES = re.compile(rf"(?:[^\x00-\x06\x10-\x1f\x7f-\x9f]++|\x1b\[{_PLAIN}[{_ENDS}])*+")
"""What most of all is; the rest is looked at one by one."""

_CUT = re.compile(
    r"\x1b[\]PX^_k]|\x9d|\x90|\x98|\x9e|\x9f"  # a string begins
    r"|\x1b\[([0-?]{0,200})([ -/]{0,4})([@-~])"
    r"|\x1b([ -/]{0,4})([0-Z\\-~])"
    r"|\x1b(?:\[[0-?]{0,200})?[ -/]{0,4}"  # broken off, or too long
    r"|[\x00-\x06\x10-\x1a\x1c-\x1f\x7f-\x9f]"
)
_BEGUN = re.compile(r"\x1b(?:\[[0-?]{0,200})?[ -/]{0,4}\Z")
_STRING_ENDS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_STRINGS = frozenset(["\x1b]", "\x1bP", "\x1bX", "\x1b^", "\x1b_", "\x1bk", *"\x90\x98\x9d\x9e\x9f"])

_MODES = frozenset([1, 5, 6, 7, 9, 12, 25, 45, 47, 66, 1000, 1002, 1003, 1006, 1015, 1047, 1048, 1049])
_MODES_TOO = frozenset([2004, 2026])  # pasting in brackets, output shown at once

_ESCAPES = {
    "": frozenset("78DEHMNOc=>no|}~"),
    "#": frozenset("34568"),
    **{designated: frozenset("0456789ABCEHKQRYZ<>=`") for designated in "()*+"},
}


class Filter:
    """One terminal's. Fed the same bytes in whatever pieces, it lets the same through: always valid UTF-8,
    and no sequence is ever broken by the end of a line."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""
        self._in_string = False

    def feed(self, data: bytes) -> bytes:
        text = self._begun + self._decoder.decode(data)
        self._begun = ""
        passed: list[str] = []
        at = 0
        while at < len(text):
            at = self._skip_string(text, at) if self._in_string else self._take(text, at, passed)
        return "".join(passed).encode()

    def _take(self, text: str, at: int, passed: list[str]) -> int:
        """Up to the next that has to be looked at, and over it; where to go on."""
        plain = _PASSES.match(text, at)
        if plain:
            passed.append(plain[0])
            at = plain.end()
        found = _CUT.match(text, at)
        if found is None:
            return len(text)
        if _BEGUN.match(text, found.start()):
            self._begun = text[found.start() :]
            return len(text)
        if found[0] in _STRINGS:
            self._in_string = True
        elif _is_harmless(found):
            passed.append(found[0])
        return found.end()

    def _skip_string(self, text: str, at: int) -> int:
        """To its end, which every control character is: one that is never ended must not hide all that
        comes after it."""
        found = _STRING_ENDS.search(text, at)
        if found is None:
            return len(text)
        self._in_string = False
        if text.startswith("\x1b\\", found.start()):
            return found.end() + 1
        return found.end() if found[0] == "\x07" else found.start()


def _is_harmless(found: re.Match[str]) -> bool:
    parameters, intermediate, last, escape, final = found.groups()
    if last is not None:
        return _is_harmless_control(parameters, intermediate, last)
    return final is not None and final in _ESCAPES.get(escape, ())


def _is_harmless_control(parameters: str, intermediate: str, last: str) -> bool:
    if parameters.startswith("?"):
        return not intermediate and _is_harmless_private(parameters[1:], last)
    if (parameters, intermediate, last) == ("", "!", "p"):  # back to how it began, but for what is shown
        return True
    return (intermediate, last) == (" ", "q") and len(parameters) < 2  # the shape of the cursor


def _is_harmless_private(parameters: str, last: str) -> bool:
    numbers = parameters.split(";")
    if not all(len(each) <= 5 and each.isdecimal() for each in numbers):
        return last in "JK" and not parameters
    if last in "JK":
        return True
    return last in "hl" and all(int(each) in _MODES | _MODES_TOO for each in numbers)
