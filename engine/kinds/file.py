"""Files that sandboxes see instead of the machine's."""

from collections.abc import Iterator

from engine.kinds.kind import Command
from engine.names import owner_of_folder
from engine.plan import Action, Create, Delete, Update
from engine.resources import File

FOLDER = "/etc/netns"


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
        case Update(_, File() as file):
            return f"the {describe(file)} was changed"
    raise TypeError(action)


def commands(topology: str, action: Action) -> Iterator[Command]:
    match action:
        case Create(File(_, name, text)) | Update(_, File(_, name, text)):
            path = f"{FOLDER}/.{topology}/{name}"
            yield ["mkdir", "-p", path.rpartition("/")[0]]
            yield ["sh", "-c", 'printf %s "$1" >"$2"', "sh", text, path]
        case Delete(File(_, name)):
            path = f"{FOLDER}/.{topology}/{name}"
            yield ["rm", "-f", path]
            yield ["rmdir", "--ignore-fail-on-non-empty", path.rpartition("/")[0]]
