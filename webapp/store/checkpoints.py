"""Names for revisions, so that a state of a design can be found again."""

from django.contrib.auth.models import User

from webapp.store import deployed, log
from webapp.store.access import EDITING, require
from webapp.store.errors import Refused
from webapp.store.models import Change, Checkpoint, Topology
from webapp.store.models.history import Kind


def mark(topology_name: str, name: str, author: User | None) -> Change:
    """Call the revision that is stored now so. Raises Refused if another is called so already."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        known = topology.checkpoints.filter(name=name).first()
        if known is not None and known.revision == topology.revision:
            return log.last(topology)
        if known is not None:
            raise Refused(f"revision {known.revision} is called so already; choose another name")
        change = _tell(topology, f"named revision {topology.revision} “{name}”", name, False, author)
        topology.checkpoints.create(name=name, revision=change.revision, author=author, at=change.at)
        return change


def forget(topology_name: str, name: str, author: User | None) -> Change:
    """Take the name away again; the revision stays. Raises Refused if nothing is called so."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if not topology.checkpoints.filter(name=name).delete()[0]:
            raise Refused("no revision is called so; look at the history for the names that there are")
        return _tell(topology, f"forgot the checkpoint “{name}”", name, True, author)


def of(topology: Topology) -> list[Checkpoint]:
    """All of them, by revision."""
    return list(topology.checkpoints.select_related("author").order_by("revision", "name"))


def _tell(topology: Topology, said: str, name: str, forgotten: bool, author: User | None) -> Change:
    payload = {**deployed.intent(topology), "checkpoint": {"name": name, "forgotten": forgotten}}
    return log.append(topology, Kind.CONTROL, said, payload, author)
