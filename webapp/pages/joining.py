"""The browser's modules as one file. A page of the designer has more than two hundred, and asking for each of
them takes longer than all else before its first picture.

Each stands in a function of its own after those that it imports, and hands out what it exports. So a module
may not import in circles, nor change what it exports; that is an error here.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

Address = Callable[[str], str]
"""Where browsers find a module that is named by its path in static/."""

_IMPORT = re.compile(r"^(import|export) (?:\{([^}]*)\}|\* as (\w+)) from '([^']+)';", re.M)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.M)
_LATE = re.compile(r"\bimport\('(\.[^']+)'\)")
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)


class Joining:
    """Of the modules in `root`, of which the page begins with `first`. What is imported later on is a file of
    its own, with what it needs beyond those of `first`. `late` and `plain` say the addresses of such files,
    and of modules by themselves. Those that the page has `beside` this one, and what they import, stay by
    themselves: a module must not be there twice."""

    def __init__(
        self, root: Path, first: str, late: Address, plain: Address, beside: Collection[str] = ()
    ) -> None:
        self.root, self.first, self.late, self.plain = root, first, late, plain
        self.apart: Collection[str] = ()
        self.apart = {each for name in beside for each in self._order(name)}
        self.text = cache(self._text)
        self.at_once = cache(lambda: self._order(first))

    def files(self) -> set[str]:
        """All that can be asked for."""
        found, due = {self.first}, [self.first]
        while due:
            later = {each for name in self._order(due.pop()) for each in self._imported_late(name)} - found
            found |= later
            due += later
        return found

    def _imported_late(self, name: str) -> Iterable[str]:
        code = _COMMENT.sub("", (self.root / name).read_text())
        return (_beside(name, each) for each in _LATE.findall(code))

    def _text(self, name: str) -> str:
        is_first = name == self.first
        names = [each for each in self._order(name) if is_first or each not in self.at_once()]
        outside: dict[str, str] = {}
        parts = [self._module(each, outside) for each in names]
        shared = "export const $ = {};" if is_first else f"import {{ $ }} from '{self.late(self.first)}';"
        others = [f"import * as {known} from '{package}';" for package, known in outside.items()]
        exported = ", ".join(_exports((self.root / name).read_text()))
        return "\n".join([shared, *others, *parts, f"export const {{ {exported} }} = $['{name}'];", ""])

    def _order(self, name: str) -> list[str]:
        """It, after all that it imports."""
        done: dict[str, None] = {}

        def visit(each: str, within: tuple[str, ...]) -> None:
            if each in within:
                raise ValueError(f"modules import each other: {' '.join((*within, each))}")
            if each in done or each in self.apart:
                return
            for *_, path in _IMPORT.findall((self.root / each).read_text()):
                if path.startswith("."):
                    visit(_beside(each, path), (*within, each))
            done[each] = None

        visit(name, ())
        return list(done)

    def _module(self, name: str, outside: dict[str, str]) -> str:
        text = (self.root / name).read_text()

        def imported(found: re.Match[str]) -> str:
            _, names, whole, path = found.groups()
            module = _beside(name, path) if path.startswith(".") else None
            if module and module not in self.apart:
                source = f"$['{module}']"
            else:
                address = self.plain(module) if module else path
                source = outside.setdefault(address, f"$outside{len(outside)}")
            return f"const {whole or '{' + names.replace(' as ', ': ') + '}'} = {source};"

        body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(imported, text))
        if left := _LEFT.search(body):
            raise ValueError(f"{name} cannot stand in one file with others: {left.group()}")
        body = _LATE.sub(lambda found: f"import('{self.late(_beside(name, found[1]))}')", body)
        body = body.replace("import.meta.url", f"new URL('{self.plain(name)}', location.href)")
        return f"$['{name}'] ??= (() => {{\n{body}return {{ {', '.join(_exports(text))} }};\n}})();"


def _exports(text: str) -> list[str]:
    passed_on = [
        each for what, names, *_ in _IMPORT.findall(text) if what == "export" for each in names.split(",")
    ]
    return [name for _, name in _EXPORT.findall(text)] + [
        each.split()[-1] for each in passed_on if each.strip()
    ]


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
