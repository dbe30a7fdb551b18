"""Which files a sandbox sees over those of the machine's /etc."""

from collections.abc import Iterator

from engine.kinds.file import FOLDER
from engine.kinds.kind import Command
from engine.names import namespace_name
from engine.plan import Action, Create, Delete, Update
from engine.resources import Etc


def describe(resource: Etc) -> str:
    return f"link to the hosts file of sandbox {resource.place}"


def deviation(action: Action) -> str:
    match action:
        case Create():
            return "its hosts file is missing"
        case Delete():
            return "its hosts file is not in the design"
        case Update():
            return "its hosts file is that of other networks"


def commands(topology: str, action: Action) -> Iterator[Command]:
    match action:
        case Create(Etc(place, folder)) | Update(_, Etc(place, folder)):
            yield ["ln", "-sfn", f".{topology}/{folder}", _link(topology, place)]
        case Delete(Etc(place)):
            yield ["rm", "-f", _link(topology, place)]


def _link(topology: str, place: str) -> str:
    return f"{FOLDER}/{namespace_name(topology, place)}"
