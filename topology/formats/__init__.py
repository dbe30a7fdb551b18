"""The file formats that a design is read from and written to: one module and one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from topology.formats import native
from topology.values import Design


@dataclass(frozen=True, slots=True)
class Format:
    """`load` raises `InvalidDesign`; a way that is None does not exist for this format."""

    suffixes: tuple[str, ...]
    load: Callable[[str], Design] | None
    dump: Callable[[Design], str] | None


FORMATS = {
    "yaml": Format((".yaml", ".yml"), native.load, native.dump_yaml),
    "json": Format((".json",), native.load, native.dump_json),
}
