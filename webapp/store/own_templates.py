"""Parts of designs that people keep as templates of their own."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from topology.formats.native import as_document, from_document
from topology.parts import cut
from topology.problems import InvalidDesign
from topology.values import Design
from webapp.store.errors import Refused
from webapp.store.models import Template, Topology
from webapp.store.reading import design

MOST = 100
"""Templates that one person may have."""

LARGEST = 500
"""Objects of one template, endpoints and patches too."""


def of(owner: User) -> QuerySet[Template]:
    """All that are theirs, by name."""
    return Template.objects.filter(owner=owner)


def save(topology: Topology, names: frozenset[str], name: str, owner: User) -> Template:
    """Keep the sandboxes and networks of these names, with all between them. Raises Refused."""
    part = cut(design(topology), names)
    if not part.sandboxes and not part.networks:
        raise Refused("none of what was chosen is there; choose sandboxes and networks")
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
    return len(part.networks) + len(part.sandboxes) + len(part.endpoints) + len(part.patches)


def _named(template: Template, name: str) -> Template:
    template.name = name
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise Refused(f"you have a template {name} already; choose another name") from error
    return template
