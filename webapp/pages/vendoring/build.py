"""Makes the vendored files: a table from path (relative to the project's root) to content."""

import json
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from . import wanted
from .packages import Package, installed

SVG = "http://www.w3.org/2000/svg"
FACE = re.compile(r"/\* (?P<label>\S+) \*/\s*(?P<rule>@font-face \{.*?\})", re.DOTALL)
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
WOFF2 = re.compile(r"url\(\./files/(?P<file>[^)]+\.woff2)\) format\('woff2[^']*'\)")

Files = Iterator[tuple[str, bytes]]


def build(root: Path) -> dict[str, bytes]:
    """Everything that `wanted` lists, from the packages under `root`/node_modules."""
    files: dict[str, bytes] = {}
    for copy in wanted.COPIES:
        files.update(_copy(root, copy))
    for font in wanted.FONTS:
        files.update(_font(root, font))
    for bundle in wanted.BUNDLES:
        files.update(_bundle(root, bundle))
    files.update(_icons(root))
    return files


def _copy(root: Path, copy: wanted.Copy) -> Files:
    package = installed(root, copy.package)
    target = f"{copy.into}/{package.directory}"
    for name in copy.files:
        yield f"{target}/{PurePosixPath(name).name}", (package.path / name).read_bytes()
    yield from _licences(package, target)


def _licences(package: Package, target: str, suffix: str = "") -> Files:
    for licence in package.licences():
        yield f"{target}/{licence.name}{suffix}", licence.read_bytes()


def _font(root: Path, font: wanted.Font) -> Files:
    """The woff2 files and one `faces.css` that names them, for a browser to load by `unicode-range`."""
    package = installed(root, font.package)
    target = f"{wanted.VENDOR}/{package.directory}"
    rules = [rule for sheet in font.sheets for rule in _faces(package, sheet, font.subsets)]
    for file, _ in rules:
        yield f"{target}/{file}", (package.path / "files" / file).read_bytes()
    yield f"{target}/faces.css", ("\n".join(rule for _, rule in rules) + "\n").encode()
    yield from _licences(package, target)


def _faces(package: Package, sheet: str, subsets: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(woff2 file, rule) of each face in the subsets; the old woff format is left out."""
    family = package.name.rpartition("/")[2]
    for face in FACE.finditer((package.path / sheet).read_text()):
        subset = re.sub(r"-(\d+|wght)-normal$", "", face["label"].removeprefix(f"{family}-"))
        source = WOFF2.search(face["rule"])
        if subset in subsets and source:
            src = f"src: url({source['file']}) format('woff2');"
            yield source["file"], re.sub(r"src: [^;]+;", src, face["rule"])


def _bundle(root: Path, bundle: wanted.Bundle) -> Files:
    """One module by esbuild, with the licence of every package that went into it."""
    package = installed(root, bundle.modules[0])
    target = f"{wanted.VENDOR}/{package.directory}"
    with tempfile.TemporaryDirectory() as directory:
        output, meta = Path(directory, "bundle.js"), Path(directory, "meta.json")
        _esbuild(root, _exports(bundle), output, meta)
        yield f"{target}/{bundle.file}", output.read_bytes()
        inputs = json.loads(meta.read_text())["inputs"]
    for name in sorted({match[1] for path in inputs if (match := PACKAGE.match(path))}):
        yield from _licences(installed(root, name), target, f".{name.replace('/', '-')}")


def _exports(bundle: wanted.Bundle) -> str:
    first = f'export {{ default }} from "{bundle.modules[0]}";' if bundle.has_default else ""
    return first + "".join(f'export * from "{name}";' for name in bundle.modules)


def _esbuild(root: Path, source: str, output: Path, meta: Path) -> None:
    program = str(root / "node_modules/.bin/esbuild")
    options = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=warning"]
    outputs = [f"--outfile={output}", f"--metafile={meta}"]
    subprocess.run([program, *options, *outputs], input=source.encode(), cwd=root, check=True)


def _icons(root: Path) -> Files:
    """One sprite, a symbol an icon under our own word, so that a page loads one small file."""
    package = installed(root, wanted.ICON_PACKAGE)
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    for word, name in sorted(wanted.ICONS.items()):
        sprite.append(_symbol(word, package.path / "icons/outline" / f"{name}.svg"))
    ET.indent(sprite)
    note = f"<!-- {package.name} {package.version}, MIT; made by manage.py vendor -->\n"
    yield wanted.ICON_SPRITE, note.encode() + ET.tostring(sprite) + b"\n"
    yield from _licences(package, f"{wanted.VENDOR}/{package.directory}")


def _symbol(word: str, path: Path) -> ET.Element:
    drawing = ET.fromstring(path.read_text())
    keep = ("viewBox", "fill", "stroke", "stroke-linecap", "stroke-linejoin")
    symbol = ET.Element(f"{{{SVG}}}symbol", {"id": word, **{key: drawing.attrib[key] for key in keep}})
    symbol.extend(part for part in drawing if part.get("stroke") != "none")
    return symbol
