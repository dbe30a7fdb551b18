"""A part is made fit for a design: with names, subnets and MAC addresses that are free there."""

from topology.edits.draft import Draft
from topology.edits.renaming import renamed
from topology.figures import FIGURES
from topology.names import next_free
from topology.parts.renumbering import moves, renumbered
from topology.values import FIELDS, Design, Object, objects


def fitted(part: Design, design: Design) -> Design:
    """The part, which clashes with nothing in the design. What is free there already stays as it is."""
    part = renumbered(_figures_named(_named(part, design), design), moves(part, design))
    taken = {each.mac for each in design.endpoints if each.mac}
    ends = (each.model_copy(update={"mac": None}) if each.mac in taken else each for each in part.endpoints)
    return part.model_copy(update={"endpoints": tuple(ends)})


def _named(part: Design, design: Design) -> Design:
    taken = _names(design)
    clashing = [
        (kind, each.name)
        for kind in ("network", "sandbox", "patch")
        for each in objects(part, kind)
        if each.name in taken
    ]
    taken |= _names(part)
    draft = Draft(part, part)
    for kind, name in clashing:
        fresh = next_free(name, taken)
        draft = renamed(draft, kind, name, fresh)
        taken.add(fresh)
    return draft.design


def _figures_named(part: Design, design: Design) -> Design:
    """Each kind has names of its own, which nothing refers to."""
    return part.model_copy(update={FIELDS[kind]: _apart(part, design, kind) for kind in FIGURES})


def _apart(part: Design, design: Design, kind: str) -> tuple[Object, ...]:
    there = {each.name for each in objects(design, kind)}
    taken = there | {each.name for each in objects(part, kind)}
    found: list[Object] = []
    for each in objects(part, kind):
        name = next_free(each.name, taken) if each.name in there else each.name
        taken.add(name)
        found.append(each.model_copy(update={"name": name}))
    return tuple(found)


def _names(design: Design) -> set[str]:
    return {each.name for kind in ("network", "sandbox", "patch") for each in objects(design, kind)}
