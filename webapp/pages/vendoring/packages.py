"""npm packages as they lie under node_modules/, and the names of their vendored directories."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LICENCES = ("LICENSE*", "LICENCE*", "COPYING*")


class MissingPackage(Exception):
    """A package is not under node_modules/ in the version that package.json names."""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package."""

    name: str
    version: str
    path: Path

    @property
    def directory(self) -> str:
        """`NAME@VERSION`, the name without its scope."""
        return f"{self.name.rpartition('/')[2]}@{self.version}"

    def licences(self) -> Iterator[Path]:
        for pattern in LICENCES:
            yield from sorted(self.path.glob(pattern))


def installed(root: Path, name: str) -> Package:
    """The package `name` under `root`/node_modules; MissingPackage says how to get it."""
    path = root / "node_modules" / name
    try:
        version = json.loads((path / "package.json").read_text())["version"]
    except FileNotFoundError:
        raise MissingPackage(f"{name} is not under node_modules/; run `npm ci --ignore-scripts`") from None
    pinned = pins(root).get(name, version)
    if pinned != version:
        raise MissingPackage(f"{name} {version} is installed, package.json names {pinned}; run `npm ci`")
    return Package(name, version, path)


def pins(root: Path) -> dict[str, str]:
    """Exact versions by package, as package.json names them."""
    document = json.loads((root / "package.json").read_text())
    return {**document["dependencies"], **document["devDependencies"]}
