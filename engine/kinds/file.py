"""Files that sandboxes see instead of the machine's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from engine.kinds.kind import Command
from engine.names import owner_of_folder
from engine.plan import Action, Create, Delete, Update
from engine.resources import File

FOLDER = "/etc/netns"
MOST = 5
"""Of what comes and of what goes, so many are named; more are counted."""


def describe(resource: File) -> str:
    folder, _, name = resource.name.partition("/")
    if sandbox := owner_of_folder(folder):
        return f"{name} file of sandbox {sandbox}"
    return f"{name} file of the sandboxes on {' and '.join(folder.partition('~')[0].split('+'))}"


def deviation(action: Action) -> str:
    match action:
        case Create(File() as file):
            return f"the {describe(file)} is missing"
        case Delete(File() as file):
            return f"the {describe(file)} is not in the design"
        case Update(File() as before, File() as after):
            return f"the {describe(after)} {_joined('lacks', 'has', before, after) or 'was changed'}"
    raise TypeError(action)


def changes(before: File, after: File) -> str:
    """What comes into it and what goes: `add app3 at 10.0.0.4, remove app2 at 10.0.0.3`."""
    return _joined("add", "remove", before, after) or "write it anew"


def commands(topology: str, action: Action) -> Iterator[Command]:
    """Written in place, because what runs has it mounted."""
    match action:
        case Update(File(_, name, before), File(_, _, after)) if before and after.startswith(before):
            path = f"{FOLDER}/.{topology}/{name}"
            yield ["sh", "-c", 'printf %s "$1" >>"$2"', "sh", after.removeprefix(before), path]
        case Create(File(_, name, text)) | Update(_, File(_, name, text)):
            path = f"{FOLDER}/.{topology}/{name}"
            yield ["mkdir", "-p", path.rpartition("/")[0]]
            yield ["sh", "-c", 'printf %s "$1" >"$2"', "sh", text, path]
        case Delete(File(_, name)):
            path = f"{FOLDER}/.{topology}/{name}"
            yield ["rm", "-f", path]
            yield ["rmdir", "--ignore-fail-on-non-empty", path.rpartition("/")[0]]


def _joined(comes: str, goes: str, before: File, after: File) -> str:
    old, new = _lines(before), _lines(after)
    verbs = ((comes, new.keys() - old.keys(), new), (goes, old.keys() - new.keys(), old))
    return ", ".join(
        f"{verb} {_told(filter(which.__contains__, lines))}" for verb, which, lines in verbs if which
    )


def _lines(file: File) -> dict[str, None]:
    """In their order, without remarks."""
    return dict.fromkeys(line for line in file.text.splitlines() if line and not line.startswith("#"))


def _told(lines: Iterable[str]) -> str:
    """By name, with all its addresses; a line that is none of a hosts file's as it is."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        address, _, name = line.partition("\t")
        found[name or line] += [address] if name else []
    told = [f"{name} at {' and '.join(at)}" if at else name for name, at in found.items()]
    more = [f"{len(told) - MOST} more"] if len(told) > MOST else []
    return ", ".join(told[:MOST] + more)
