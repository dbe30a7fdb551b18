"""What is vendored is what was locked."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from webapp.pages.vendoring import lock, wanted
from webapp.pages.vendoring.lock import LOCK, ROOT, check
from webapp.pages.vendoring.packages import MissingPackage, installed


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The vendored files and what pins them, in a folder to spoil."""
    for tree in lock.TREES:
        shutil.copytree(ROOT / tree, tmp_path / tree)
    for name in ("package.json", wanted.ICON_SPRITE):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_vendored_files_are_as_locked() -> None:
    out = StringIO()
    call_command("vendor", "--check", stdout=out)
    assert "as locked" in out.getvalue()


def test_everything_bears_its_licence() -> None:
    folders = {
        path.parent for tree in lock.TREES for path in (ROOT / tree).rglob("*") if path.suffix != ".json"
    }
    vendored = [folder for folder in folders if "@" in folder.name]
    taken = {each.package for each in (*wanted.COPIES, *wanted.FONTS)} | {wanted.ICON_PACKAGE}
    assert len(vendored) == len(taken | {bundle.modules[0] for bundle in wanted.BUNDLES})
    assert [folder for folder in vendored if not list(folder.glob("LICEN*"))] == []


def test_a_file_that_was_changed_is_found(copy: Path) -> None:
    (copy / "static" / lock.vendored_path("d3-zoom", "d3-zoom.js")).write_text("evil()")
    assert any("d3-zoom.js differs" in fault for fault in check(copy))


def test_a_file_that_is_gone_and_one_too_many_are_found(copy: Path) -> None:
    (copy / wanted.ICON_SPRITE).unlink()
    (copy / wanted.VENDOR / "more.js").write_text("")
    assert list(check(copy)) == ["static/icons.svg is missing", "static/vendor/more.js is not in the lock"]


def test_a_version_that_was_raised_but_not_vendored_is_found(copy: Path) -> None:
    document = json.loads((copy / "package.json").read_text())
    document["dependencies"]["d3-zoom"] = "4.0.0"
    (copy / "package.json").write_text(json.dumps(document))
    assert any("d3-zoom 4.0.0" in fault for fault in check(copy))


def test_writing_puts_everything_in_place_and_removes_what_is_old(copy: Path) -> None:
    (copy / wanted.VENDOR / "old@1").mkdir()
    (copy / wanted.VENDOR / "old@1" / "old.js").write_text("")
    names = json.loads((copy / LOCK).read_text())["files"]
    lock.write(copy, {name: (copy / name).read_bytes() for name in names})
    assert not (copy / wanted.VENDOR / "old@1").exists()
    assert list(check(copy)) == []


def test_a_package_that_is_not_installed_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(MissingPackage, match="run `npm ci"):
        installed(tmp_path, "d3-zoom")


def test_a_fault_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "check", lambda root: iter(["x is missing"]))
    with pytest.raises(CommandError, match="x is missing"):
        call_command("vendor", "--check")
