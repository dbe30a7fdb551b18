"""static/vendor/lock.json: the versions vendored and the sha256 of every file."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from . import wanted
from .packages import pins

LOCK = f"{wanted.VENDOR}/lock.json"
ROOT = Path(__file__).resolve().parents[3]
TREES = (wanted.VENDOR, wanted.FOR_TESTS)


@cache
def vendored_path(package: str, file: str) -> str:
    """The path below static/ of a vendored file of `package`, in the version that is locked."""
    versions = json.loads((ROOT / LOCK).read_text())["versions"]
    return f"vendor/{package.rpartition('/')[2]}@{versions[package]}/{file}"


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Puts the files in place, removes what is vendored no more, and writes the lock."""
    for path in set(_present(root)) - files.keys():
        (root / path).unlink()
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (root / LOCK).write_text(_document(root, files))
    _prune(root)


def check(root: Path) -> Iterator[str]:
    """One sentence for each file that is missing, differs or should not be there."""
    lock = json.loads((root / LOCK).read_text())
    for name in sorted(lock["files"]):
        yield from _check_file(root / name, name, lock["files"][name])
    for name in sorted(set(_present(root)) - lock["files"].keys()):
        yield f"{name} is not in the lock"
    for name, version in _versions(root).items():
        if lock["versions"].get(name) != version:
            yield f"package.json names {name} {version}, vendored is {lock['versions'].get(name, 'none')}"


def _check_file(path: Path, name: str, expected: str) -> Iterator[str]:
    if not path.exists():
        yield f"{name} is missing"
    elif sha256(path.read_bytes()).hexdigest() != expected:
        yield f"{name} differs from the lock"


def _document(root: Path, files: Mapping[str, bytes]) -> str:
    sums = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    return json.dumps({"versions": _versions(root), "files": sums}, indent=1) + "\n"


def _versions(root: Path) -> dict[str, str]:
    """The pinned versions of the packages that are vendored, by package."""
    names = {copy.package for copy in wanted.COPIES} | {font.package for font in wanted.FONTS}
    names |= {module for bundle in wanted.BUNDLES for module in bundle.modules} | {wanted.ICON_PACKAGE}
    return {name: version for name, version in sorted(pins(root).items()) if name in names}


def _present(root: Path) -> Iterator[str]:
    for tree in TREES:
        for path in (root / tree).rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name != LOCK:
                yield name


def _prune(root: Path) -> None:
    """Removes the directories that became empty."""
    for tree in TREES:
        for path in sorted((root / tree).rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
