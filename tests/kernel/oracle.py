"""Whether a topology is in the kernel as it is drawn: found out with the system's own programs and /proc.

`tests.kernel.drawn` says what should be, `tests.kernel.seen` what is; nothing here asks the engine.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from tests.kernel import running, seen
from tests.kernel.drawn import Drawing, Facts
from tests.kernel.running import Process
from tests.kernel.seen import FILES, RUN_NETNS
from topology.values import Design

SERVICES = Path("/run/patchboard")
_KEEPING = ("lock", "wanted", "state")


def wrong(design: Design) -> list[str]:
    """What of the topology is not as drawn; nothing if all is. The design is complete."""
    expected, there = _expected(design.model_dump_json()), _namespaces(design.name)
    said = [f"there is no namespace {name}" for name in expected.keys() - there]
    said += [f"there is a namespace {name} too many" for name in names(design.name) - expected.keys()]
    common, processes = sorted(expected.keys() & there), running.everybody()
    found = {name: seen.look(name, name == design.name, expected[name]["settings"]) for name in common}
    kept = _kept(design, expected)
    for name in common:
        found[name] |= _of_services(name, expected[name], processes) | {"files": seen.files(name)}
        wanted = expected[name] | {"links": _with_numbers(expected[name]["links"], found)}
        said += [f"{name}: {words}" for words in _differences(wanted, found[name])]
    return [*said, *_differences(kept, _keeping(design.name, processes))]


def left_over(topology: str) -> list[str]:
    """All that is still there of a topology that was destroyed."""
    said = [f"the name {name}" for name in names(topology)]
    mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    said += [f"the mount {line}" for line in mounts if _belongs(Path(line.split()[4]).name, topology)]
    said += [f"the folder {folder}" for folder in _folders(topology)]
    keeping = _keeping(topology, running.everybody())
    return said + [f"{kind}: {name}" for kind, each in keeping.items() for name in each.elements()]


def _differences(expected: Facts, found: Facts) -> Iterator[str]:
    for what, wanted in expected.items():
        if wanted == found[what]:
            continue
        for key in sorted(wanted.keys() | found[what].keys(), key=str):
            if wanted.get(key) != found[what].get(key):
                yield f"{what} {key}: {found[what].get(key)} instead of {wanted.get(key)}"


@lru_cache(maxsize=4)
def _expected(design: str) -> dict[str, Facts]:
    """Of the same design it is asked hundreds of times; as JSON, because a design has no hash."""
    return Drawing(Design.model_validate_json(design)).namespaces()


def _with_numbers(links: Facts, found: dict[str, Facts]) -> Facts:
    """A link says of the one on its other side only what number that has in its namespace."""
    return {name: link | {"peer": _number(link["peer"], found)} for name, link in links.items()}


def _number(peer: tuple[str, str] | None, found: dict[str, Facts]) -> int | str | None:
    if peer is None:
        return None
    place, name = peer
    number: int | None = found.get(place, {}).get("numbers", {}).get(name)
    return f"{name} of {place}" if number is None else number


def _of_services(name: str, expected: Facts, processes: Iterable[Process]) -> Facts:
    """What runs in a sandbox, and what it finds in its files."""
    inode = (RUN_NETNS / name).stat().st_ino
    services = [each for each in processes if each.namespace == inode and not each.is_confining]
    inside = {str(each): each for each in services}
    return {
        "processes": Counter(map(str, services)),
        "files of services": {
            (command, path): seen.lines(inside[command].root(path))
            for command, path in expected["files of services"]
            if command in inside
        },
    }


def _kept(design: Design, expected: dict[str, Facts]) -> Facts:
    """What lies on the machine for a topology that is as drawn."""
    services = [(each.name, service.name) for each in design.sandboxes for service in each.services]
    logs = {"supervisor.log", *(f"{sandbox}.{service}.log" for sandbox, service in services)}
    return {
        "supervisors": Counter([design.name] if services else []),
        "files of the supervisor": Counter(_KEEPING if services else []),
        "logs": Counter(logs if services else []),
        "links to files": Counter(name for name, each in expected.items() if each["files"]),
        "folders that nobody sees": Counter(),
    }


def _keeping(topology: str, processes: Iterable[Process]) -> dict[str, Counter[str]]:
    """What lies on the machine for a topology, outside its namespaces."""
    links = [entry for entry in _entries(FILES) if _belongs(entry.name, topology)]
    own = _entries(FILES / f".{topology}")
    shown = {link.readlink().name for link in links}
    kept = [entry for entry in _entries(SERVICES) if entry.name.rpartition(".")[0] == topology]
    return {
        "supervisors": Counter(topology for each in processes if running.supervises(each, topology)),
        "files of the supervisor": Counter(entry.suffix[1:] for entry in kept),
        "logs": Counter(entry.name for entry in _entries(SERVICES / "logs" / topology)),
        "links to files": Counter(link.name for link in links),
        "folders that nobody sees": Counter(entry.name for entry in own if entry.name not in shown),
    }


def _folders(topology: str) -> Iterator[Path]:
    return (folder for folder in (FILES / f".{topology}", SERVICES / "logs" / topology) if folder.exists())


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _namespaces(topology: str) -> set[str]:
    """The names behind which namespaces stand; another file under such a name is a name too many."""
    device = Path("/proc/self/ns/net").stat().st_dev
    return {name for name in names(topology) if (RUN_NETNS / name).stat().st_dev == device}


def names(topology: str) -> set[str]:
    return {entry.name for entry in RUN_NETNS.iterdir() if _belongs(entry.name, topology)}


def inodes(topology: str) -> set[int]:
    return {(RUN_NETNS / name).stat().st_ino for name in names(topology)}


def _belongs(name: str, topology: str) -> bool:
    return name == topology or name.startswith(f"{topology}.")
