"""The files that sandboxes see instead of the machine's, where `ip netns exec` looks for them.

    /etc/netns/.two-bridges/lan1/hosts      what all on lan1 alone see
    /etc/netns/two-bridges.app1             a link to .two-bridges/lan1

So a sandbox that comes or goes changes one file, however many others share its networks. Every file begins
with a line that holds the topology's mark; what lacks it is somebody else's and is left alone.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from engine import marks
from engine.backends.kernel import confinement, home
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient
from engine.names import namespace_name
from engine.plan import Action, Create, Delete, Update
from engine.resources import FABRIC, Etc, File, Namespace, Resource
from engine.scope import Scope

FOLDER = confinement.NETNS_FILES
NAMES = ("hosts", "resolv.conf")


def is_writable() -> bool:
    """Whether there can be any."""
    folder = FOLDER if FOLDER.is_dir() else FOLDER.parent
    return os.access(folder, os.W_OK, effective_ids=True)


def in_place(sight: Sight) -> Iterable[Etc]:
    shown = None if sight.place == FABRIC else _shown(sight.topology, sight.place)
    return () if shown is None else (Etc(sight.place, shown),)


def of_topology(topology: str, scope: Scope | None) -> Iterable[File | Etc]:
    for place in _forsaken(topology, scope):
        if (shown := _shown(topology, place)) is not None:
            yield Etc(place, shown)
    for path in _covered(topology, scope) if scope and FABRIC not in scope.places else _own_files(topology):
        text = _content(path)
        if _is_ours(topology, text):
            yield File(FABRIC, str(path.relative_to(_own(topology))), text)


def take_away(work: Work) -> None:
    """A fabric takes all with it, whatever was left of what; and so does one that has gone already."""
    going = {
        number: each for number, action in work.about(Namespace, Etc, File) if (each := _deleted(action))
    }
    if not going:
        return
    whole = [number for number, each in going.items() if isinstance(each, Namespace) and each.place == FABRIC]
    if not whole and home.inode(home.path(work.topology, FABRIC)) is None:
        whole = [number for number, each in going.items() if isinstance(each, File | Etc)]
    if whole:
        work.attempt(whole[0], partial(sweep, work.topology))
        return
    for number, action in work.about(Namespace, Etc, File):
        match action:
            case Delete(Namespace(place) | Etc(place)):
                work.attempt(number, partial(_unlink, work.topology, place))
            case Delete(File(_, name)):
                work.attempt(number, partial(_remove, work.topology, name))


def bring(work: Work) -> None:
    same: dict[str, str] = {}
    for number, action in work.about(File, Etc):
        match action:
            case Create(File(_, name, text)) | Update(_, File(_, name, text)):
                work.attempt(number, partial(_write, work.topology, name, text))
            case Create(Etc(place, folder)) | Update(_, Etc(place, folder)):
                work.attempt(number, partial(_link, work.topology, place, folder, same))


def seen_in(topology: str, place: str) -> Iterator[tuple[Path, str]]:
    """The files that a sandbox sees, each with the path of the machine's that it replaces."""
    if _shown(topology, place) is not None:
        for name in NAMES:
            path = _link_of(topology, place) / name
            if path.exists():
                yield path, f"/etc/{name}"


def inodes_in(topology: str, place: str) -> dict[str, int]:
    """By their names in /etc. What has a file mounted goes on seeing the one that it was then, even if
    another one takes its name."""
    found = {}
    for path, seen in seen_in(topology, place):
        with suppress(FileNotFoundError):
            found[seen.rpartition("/")[2]] = path.stat().st_ino
    return found


def clear() -> None:
    """Take away what a machine that stopped has left of topologies that are gone with it."""
    if not FOLDER.is_dir():
        return
    found = {entry.name.removeprefix(".").partition(".")[0] for entry in FOLDER.iterdir()}
    for topology in found - home.topologies():
        with suppress(FileNotFoundError, Transient):  # another engine takes its own away meanwhile
            sweep(topology)


def sweep(topology: str) -> None:
    """Take away all of a topology's files: links first, as by the files they are found again."""
    if not FOLDER.is_dir():
        return
    for place in _linked(topology):
        with suppress(FileNotFoundError):
            os.unlink(f"{FOLDER}/{namespace_name(topology, place)}")  # noqa: PTH108 (for every sandbox)
    left = _linked(topology)
    if left:
        raise Transient(f"{_link_of(topology, left[0])} cannot be taken away")
    for path in list(_own_files(topology)):
        if _is_ours(topology, _content(path)):
            _remove(topology, str(path.relative_to(_own(topology))))
    _remove_empty(_own(topology))


def _forsaken(topology: str, scope: Scope | None) -> Iterable[str]:
    """Places that are gone, which may have a link left: `ip netns delete` does not take it along."""
    if scope:
        return [each for each in scope.places - {FABRIC} if home.inode(home.path(topology, each)) is None]
    return sorted(set(_named(topology)).difference(home.places(topology)))


def _linked(topology: str) -> list[str]:
    """The places that a link of ours is there for."""
    return [place for place in _named(topology) if _shown(topology, place) is not None]


def _named(topology: str) -> list[str]:
    """The places that there is anything for, ours or not."""
    start = f"{topology}."
    with suppress(FileNotFoundError), os.scandir(FOLDER) as entries:
        return [entry.name.removeprefix(start) for entry in entries if entry.name.startswith(start)]
    return []


def _deleted(action: Action) -> Resource | None:
    return action.resource if isinstance(action, Delete) else None


def _own(topology: str) -> Path:
    return FOLDER / f".{topology}"


def _link_of(topology: str, place: str) -> Path:
    return FOLDER / namespace_name(topology, place)


def _own_files(topology: str) -> Iterator[Path]:
    own = _own(topology)
    if own.is_dir():
        for folder in own.iterdir():
            yield from _files_in(folder)


def _covered(topology: str, scope: Scope) -> Iterator[Path]:
    """Those of the folders in which the scope has any: a large topology has hundreds."""
    for name in {name[2].partition("/")[0] for name in scope.keys if name[0] == "file"}:
        folder = _own(topology) / name
        if folder.is_dir():
            yield from _files_in(folder)


def _files_in(folder: Path) -> list[Path]:
    """A folder without any, or a link that was to take another's place, is left by somebody who was killed
    over it: it is seen as the file that it is there for."""
    return [folder / name for name in NAMES if (folder / name).is_file()] or [folder / NAMES[0]]


def _content(path: Path) -> str:
    """Empty if it is gone: an engine that starts sweeps what has no namespace any more."""
    try:
        found = path.stat()
        return _read(path, found.st_ino, found.st_mtime_ns, found.st_size)
    except FileNotFoundError:
        return ""


@lru_cache(maxsize=1024)
def _read(path: Path, inode: int, written: int, size: int) -> str:
    return path.read_text(errors="replace")


def _is_ours(topology: str, text: str) -> bool:
    """One in which nothing stands yet is, too."""
    return not text or marks.mark(topology) in text.partition("\n")[0]


def _shown(topology: str, place: str) -> str | None:
    """The folder that a sandbox's link leads to; None if there is none, or somebody else's."""
    try:
        target = os.readlink(f"{FOLDER}/{namespace_name(topology, place)}")  # noqa: PTH115 (for every sandbox)
    except OSError:
        return None
    start = f".{topology}/"
    return target.removeprefix(start) if target.startswith(start) else None


def _write(topology: str, name: str, text: str) -> None:
    """In place, because services that run have it mounted."""
    path = _own(topology) / name
    _open_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        before = os.read(descriptor, 4096).decode(errors="replace")
        if not _is_ours(topology, before):
            raise Permanent(f"{path} is not Patchboard's; move it out of the way")
        os.fchmod(descriptor, 0o644)
        data = text.encode()
        os.pwrite(descriptor, data, 0)
        os.ftruncate(descriptor, len(data))
    finally:
        os.close(descriptor)


def _open_folder(folder: Path) -> None:
    """Make it for everybody to read, as sandboxes are everybody."""
    for each in (FOLDER, folder.parent, folder):
        if not each.is_dir():
            each.mkdir(exist_ok=True)
            each.chmod(0o755)


def _link(topology: str, place: str, folder: str, same: dict[str, str]) -> None:
    """`same` are links that lead to a folder already. All that do are one file under many names: on ext4 a
    file of its own costs up to 1 ms, another name 10 µs."""
    link = f"{FOLDER}/{namespace_name(topology, place)}"
    try:
        if folder in same:
            os.link(same[folder], link, follow_symlinks=False)
        else:
            _open_folder(FOLDER)
            os.symlink(f".{topology}/{folder}", link)  # noqa: PTH211 (for every sandbox)
            same[folder] = link
    except FileExistsError:
        if _shown(topology, place) is None:
            raise Permanent(f"{link} is not Patchboard's; move it out of the way") from None
        fresh = FOLDER / f".{topology}/~{place}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(f".{topology}/{folder}")
        fresh.replace(link)


def _unlink(topology: str, place: str) -> None:
    if _shown(topology, place) is not None:
        _link_of(topology, place).unlink(missing_ok=True)


def _remove(topology: str, name: str) -> None:
    """One file, and the folders that are empty without it."""
    path = _own(topology) / name
    if path.parent.is_symlink():
        path.parent.unlink(missing_ok=True)
    else:
        path.unlink(missing_ok=True)
        _remove_empty(path.parent)
    _remove_empty(_own(topology))


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.ENOENT):
            raise
