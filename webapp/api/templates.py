"""Templates: those that there are, what each draws, and those that people keep themselves."""

from typing import Annotated, Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engine.check import check
from topology.figures import FARTHEST
from topology.formats.native import as_document
from topology.parts import fitted
from topology.problems import InvalidDesign
from topology.templates import TEMPLATES
from topology.values import Design
from webapp.api.parameters import BadParameter
from webapp.api.reading import asks, reads
from webapp.api.writing import writes
from webapp.store import own_templates, reading
from webapp.store.models import Template, Topology

Answer = dict[str, Any]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Names = Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=own_templates.LARGEST)]
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]


class Saved(Body):
    name: Name
    objects: Names
    areas: Names = []
    notes: Names = []
    marks: Names = []
    layout: dict[str, tuple[Coordinate, Coordinate]] = Field({}, max_length=own_templates.LARGEST)

    def chosen(self) -> own_templates.Chosen:
        figures = {"area": self.areas, "note": self.notes, "mark": self.marks}
        return own_templates.Chosen(
            frozenset(self.objects),
            frozenset((kind, name) for kind, names in figures.items() for name in names),
            self.layout,
        )


class Numbered(Body):
    id: int


class Renamed(Numbered):
    name: Name


@asks
def templates(request: HttpRequest) -> Answer:
    """`{templates, own}`."""
    own = own_templates.of(request.user) if isinstance(request.user, User) else ()
    return {
        "templates": [each.as_dict() for each in TEMPLATES.values()],
        "own": [_told(each) for each in own],
    }


@asks
def drawn(request: HttpRequest, template: str) -> Answer:
    """`{design, problems}`: what it draws with these parameters, on its own."""
    return _answer(_drawn(request, template))


@reads
def drawn_for(request: HttpRequest, topology: Topology, template: str) -> Answer:
    """`{design, problems}`: the same, with names and subnets that are free in the topology."""
    return _answer(fitted(_drawn(request, template), reading.design(topology)))


@reads
def own_for(request: HttpRequest, topology: Topology, number: int) -> Answer:
    """`{design, problems}` of one that somebody keeps, likewise."""
    owner = request.user
    assert isinstance(owner, User)
    part = own_templates.part_of(own_templates.find(owner, number))
    return _answer(fitted(part, reading.design(topology)))


@writes(Saved)
def saved(person: User, topology: Topology, body: Saved) -> Answer:
    return _told(own_templates.save(topology, body.chosen(), body.name, person))


@writes(Renamed)
def renamed(person: User, topology: Topology, body: Renamed) -> Answer:
    return _told(own_templates.rename(person, body.id, body.name))


@writes(Numbered)
def deleted(person: User, topology: Topology, body: Numbered) -> Answer:
    own_templates.delete(person, body.id)
    return {"id": body.id}


def _drawn(request: HttpRequest, name: str) -> Design:
    template = TEMPLATES.get(name)
    if template is None:
        raise BadParameter(f"there is no template {name}; there are {', '.join(TEMPLATES)}")
    try:
        return template.design(request.GET.dict())
    except InvalidDesign as error:
        raise BadParameter(
            "; ".join(f"{each.field} {each.reason}; {each.remedy}" for each in error.problems)
        ) from error


def _answer(design: Design) -> Answer:
    return {"design": as_document(design), "problems": [each.as_dict() for each in check(design)]}


def _told(template: Template) -> Answer:
    return {"id": template.pk, "name": template.name, "created": template.created.isoformat()}
