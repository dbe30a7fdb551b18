"""The browser's modules as one file."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from webapp.pages.joining import Joining


def joining(root: Path, beside: Sequence[str] = (), **modules: str) -> Joining:
    """Of modules that import each other as `./name.js`; `first` is the first."""
    for name, text in modules.items():
        (root / f"{name}.js").write_text(text + "\n")
    return Joining(
        root,
        "first.js",
        late=lambda name: f"/late/{name}",
        plain=lambda name: f"/plain/{name}",
        beside=beside,
    )


def test_each_stands_once_after_those_that_it_imports(tmp_path: Path) -> None:
    made = joining(
        tmp_path,
        first="import { b } from './b.js';\nimport { a } from './a.js';\nb(a);",
        b="import { a as one } from './a.js';\nexport function b() {}",
        a="export const a = 1;",
    )
    text = made.text("first.js")
    a, b, first = (text.index(f"$['{name}.js'] ??=") for name in ("a", "b", "first"))
    assert a < b < first
    assert text.count("$['a.js'] ??=") == 1
    assert "const { a: one } = $['a.js'];" in text
    assert "function b() {}\nreturn { b };" in text


def test_packages_are_still_imported(tmp_path: Path) -> None:
    text = joining(tmp_path, first="import { zoom } from 'd3-zoom';").text("first.js")
    assert "\nimport * as $outside0 from 'd3-zoom';\n" in text
    assert "const { zoom } = $outside0;" in text


def test_what_is_imported_later_has_what_it_needs_beyond_the_first(tmp_path: Path) -> None:
    made = joining(
        tmp_path,
        first="import { a } from './a.js';\nconst open = () => import('./panel.js');",
        panel="import { a } from './a.js';\nimport { cell } from './cell.js';\nexport class Panel {}",
        cell="export const cell = 1;",
        a="export const a = 1;",
    )
    assert made.files() == {"first.js", "panel.js"}
    assert "import('/late/panel.js')" in made.text("first.js")
    panel = made.text("panel.js")
    assert panel.startswith("import { $ } from '/late/first.js';")
    assert "$['cell.js'] ??=" in panel
    assert "$['a.js'] ??=" not in panel
    assert panel.endswith("export const { Panel } = $['panel.js'];\n")


def test_what_is_exported_of_another_module_is_passed_on(tmp_path: Path) -> None:
    made = joining(tmp_path, first="export { a as b } from './a.js';", a="export const a = 1;")
    assert made.text("first.js").endswith("export const { b } = $['first.js'];\n")


def test_what_the_page_has_beside_it_is_not_there_twice(tmp_path: Path) -> None:
    modules = {
        "first": "import { theme } from './theme.js';\nimport { dom } from './dom.js';",
        "theme": "import { dom } from './dom.js';\nexport const theme = 1;",
        "dom": "export const dom = 1;",
    }
    text = joining(tmp_path, beside=["theme.js"], **modules).text("first.js")
    assert "import * as $outside0 from '/plain/theme.js';" in text
    assert "const { dom } = $outside1;" in text
    assert "$['theme.js']" not in text and "$['dom.js']" not in text


def test_a_module_still_knows_its_own_address(tmp_path: Path) -> None:
    text = joining(tmp_path, first="const at = import.meta.url;").text("first.js")
    assert "new URL('/plain/first.js', location.href)" in text


@pytest.mark.parametrize("written", ["export let a = 1;", "export default 1;", "import './a.js';"])
def test_what_would_mean_something_else_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in one file"):
        joining(tmp_path, first=written).text("first.js")


def test_circles_are_refused(tmp_path: Path) -> None:
    made = joining(tmp_path, first="import { a } from './a.js';", a="import { b } from './first.js';")
    with pytest.raises(ValueError, match=r"import each other: first\.js a\.js first\.js"):
        made.text("first.js")
