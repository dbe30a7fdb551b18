"""Setting up the ports of a new fabric, all of them by one message.

A pair has a carrier when both its ends are up. The kernel looks at the new links whenever one gets its
carrier, and what it finds up without one it takes out of service; for that it waits until every processor
knows, with all of networking locked meanwhile. So pairs that come up one by one have it wait for each other:
of 500, for more than 400. Ports that go up by one message are all up before it looks.
"""

from collections.abc import Collection, Sequence

from engine import marks
from engine.backends.kernel import encode
from engine.backends.kernel.work import Work
from engine.plan import Create
from engine.resources import FABRIC, Bridge, Veth


def is_possible(work: Work, missing: Collection[str]) -> bool:
    """Whether the fabric is new, so that all links in it are the plan's, and all of them are to be up."""
    return FABRIC in missing and all(
        _is_up(action.resource) for _, action in work.about(Bridge, Veth) if isinstance(action, Create)
    )


def raise_all(work: Work, ports: Sequence[tuple[int, int]]) -> None:
    """Set up all links of the fabric; `ports` are those that are down, by their actions' numbers and their
    indexes. If the kernel refuses it for all together, each goes up by itself, or fails."""
    made = {number: index for number, index in ports if not work.has_failed(number)}
    if made and work.deliver(FABRIC, [encode.group_up(min(made), marks.group(work.topology))]):
        work.send(FABRIC, [encode.change(number, index, up=True) for number, index in made.items()])


def _is_up(resource: object) -> bool:
    match resource:
        case Bridge(up=up):
            return up
        case Veth(ends=ends):
            return all(end.up for end in ends if end.place == FABRIC)
    return True
