"""Parts of designs that people keep as templates of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from topology.figures import FIGURES
from topology.formats.native import as_document, from_document
from topology.parts import Figures, cut
from topology.problems import InvalidDesign
from topology.value import Position
from topology.values import Design, objects
from webapp.store.errors import Refused
from webapp.store.models import Template, Topology
from webapp.store.reading import design

MOST = 100
"""Templates that one person may have."""

LARGEST = 500
"""Objects of one template, endpoints, patches and figures too."""


@dataclass(frozen=True)
class Chosen:
    """What somebody has chosen of a drawing."""

    names: frozenset[str]
    """Of sandboxes and networks."""

    figures: Figures = frozenset()
    places: Mapping[str, Position] = field(default_factory=dict)
    """Where sandboxes and networks are seen that nobody has placed."""


def of(owner: User) -> QuerySet[Template]:
    """All that are theirs, by name."""
    return Template.objects.filter(owner=owner)


def save(topology: Topology, chosen: Chosen, name: str, owner: User) -> Template:
    """Keep what is chosen, with all between its sandboxes and networks. Raises Refused."""
    drawn = design(topology)
    seen = drawn.model_copy(update={"layout": {**chosen.places, **drawn.layout}})
    part = cut(seen, chosen.names, chosen.figures)
    if not size(part):
        raise Refused("none of what was chosen is there; choose sandboxes, networks or figures")
    if size(part) > LARGEST:
        raise Refused(f"{size(part)} objects are more than a template may have; choose at most {LARGEST}")
    if of(owner).count() >= MOST:
        raise Refused(f"you have {MOST} templates already; delete one first")
    return _named(Template(owner=owner, part=as_document(part)), name)


def rename(owner: User, number: int, name: str) -> Template:
    return _named(find(owner, number), name)


def delete(owner: User, number: int) -> None:
    find(owner, number).delete()


def find(owner: User, number: int) -> Template:
    """Raises Refused if they have none of that number."""
    template = of(owner).filter(pk=number).first()
    if template is None:
        raise Refused("you have no such template; it was deleted, perhaps elsewhere")
    return template


def part_of(template: Template) -> Design:
    """Raises Refused if this version cannot read it any more."""
    try:
        return from_document(template.part)
    except InvalidDesign as error:
        raise Refused(f"{template.name} cannot be read: {error.problems[0]}; delete it") from error


def size(part: Design) -> int:
    return sum(len(objects(part, kind)) for kind in ("network", "sandbox", "endpoint", "patch", *FIGURES))


def _named(template: Template, name: str) -> Template:
    template.name = name
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise Refused(f"you have a template {name} already; choose another name") from error
    return template
