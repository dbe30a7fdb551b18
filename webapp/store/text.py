"""The design as text: written back as what its writer changed in it, so that it overwrites nobody's edit."""

from django.contrib.auth.models import User

from topology.delta import Conflict, Delta, diff, patch
from topology.formats.native import load
from topology.ipam import complete
from topology.problems import InvalidDesign, Problem
from topology.validation import structure
from topology.values import Design
from webapp.store import log
from webapp.store.access import EDITING, require
from webapp.store.changes import store
from webapp.store.errors import Refused
from webapp.store.models import Change
from webapp.store.models.history import Step
from webapp.store.reading import locked_design


def rewrite(topology_name: str, base: str, text: str, author: User | None) -> Change:
    """Make in the stored design what turns the text `base`, which the author has read, into `text`.

    Raises Forbidden; InvalidDesign; Refused if somebody else has changed the same meanwhile. A text that
    says the same is not logged; the newest entry is returned then.
    """
    written = difference(base, text)
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        before = locked_design(topology)
        try:
            after = complete(patch(before, written), before)
        except Conflict as error:
            raise Refused(
                f"{error}, since somebody else has changed it too; take in their edit first"
            ) from error
        return store(topology, before, after, author, Step.EDIT)


def difference(base: str, text: str) -> Delta:
    """What the other text says otherwise than the first. Raises InvalidDesign."""
    was = complete(load(base))
    now = load(text)
    if now.name != was.name:
        remedy = f"write {was.name} here; rename it on the list of topologies"
        raise InvalidDesign((Problem("topology", now.name, "name", "is not this topology's", remedy),))
    now = complete(now, was)
    if problems := structure(now):
        raise InvalidDesign(problems)
    return diff(was, _laid_out(now, was))


def _laid_out(now: Design, was: Design) -> Design:
    """A text that says nothing of positions leaves them alone; what is gone has none."""
    if now.layout or not was.layout:
        return now
    names = {each.name for each in now.networks} | {each.name for each in now.sandboxes}
    return now.model_copy(update={"layout": {name: at for name, at in was.layout.items() if name in names}})
