"""The list of topologies as one person sees it: what the page shows and what keeps it fresh."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from topology.names import natural
from webapp.pages import words
from webapp.pages.thumbnails import versions
from webapp.store import access, deployed
from webapp.store.models import Change, DeployedDesign, Endpoint, Membership, Network, Sandbox, Topology

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Measures(TypedDict):
    """What `measured` adds to a topology."""

    networks: int
    sandboxes: int
    endpoints: int
    waiting: int
    last_at: datetime
    last_sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One topology; `waiting` counts objects of which an edit is not deployed yet, `at` and `sentence` tell
    what a person last did to it."""

    name: str
    description: str
    owner: str
    role: str
    state: str
    reason: str
    built: bool
    networks: int
    sandboxes: int
    endpoints: int
    waiting: int
    at: datetime
    sentence: str
    thumbnail: str

    @property
    def size(self) -> str:
        return words.size(self.networks, self.sandboxes, self.endpoints)

    @property
    def waits(self) -> str:
        return deployed.in_words(self.waiting)

    def as_dict(self) -> dict[str, object]:
        """What may change while somebody looks at the list."""
        return {
            "name": self.name,
            "role": self.role,
            "state": self.state,
            "word": words.state(self.state),
            "reason": self.reason,
            "waits": self.waits,
            "built": self.built,
            "sandboxes": self.sandboxes,
            "networks": self.networks,
            "endpoints": self.endpoints,
            "size": self.size,
            "at": self.at.isoformat(),
            "ago": words.ago(self.at),
            "sentence": self.sentence,
            "thumbnail": self.thumbnail,
        }


def rows(user: User) -> list[Row]:
    """All that the user may see, app2 before app10."""
    return sorted(_rows(user), key=lambda row: natural(row.name))


def _rows(user: User) -> Iterator[Row]:
    roles = dict(Membership.objects.filter(user=user).values_list("topology", "role"))
    for topology in measured(access.visible(user)).select_related("owner"):
        owns = user.is_superuser or topology.owner_id == user.pk
        yield Row(
            name=topology.name,
            description=topology.description,
            owner=topology.owner.get_username(),
            role="owner" if owns else roles.get(topology.pk, "viewer"),
            state=topology.state,
            reason=topology.reason,
            built=topology.built,
            networks=topology.networks,
            sandboxes=topology.sandboxes,
            endpoints=topology.endpoints,
            waiting=topology.waiting,
            at=topology.last_at,
            sentence=topology.last_sentence,
            thumbnail=versions.address(topology),
        )


def measured(topologies: QuerySet[Topology]) -> "QuerySet[WithAnnotations[Topology, Measures]]":
    """Each with its counts of objects and its last change by a person, all in one query."""
    last = Change.objects.filter(topology=OuterRef("pk"), kind__in=("edit", "control")).order_by("-number")
    held = DeployedDesign.objects.filter(topology=OuterRef("pk"))
    return topologies.annotate(
        networks=_count(Network.objects.filter(topology=OuterRef("pk"))),
        sandboxes=_count(Sandbox.objects.filter(topology=OuterRef("pk"))),
        endpoints=_count(Endpoint.objects.filter(topology=OuterRef("pk"))),
        waiting=Coalesce(Subquery(held.values("waiting")), 0),
        last_at=Subquery(last.values("at")[:1]),
        last_sentence=Subquery(last.values("sentence")[:1]),
    )


def _count(objects: QuerySet[Network] | QuerySet[Sandbox] | QuerySet[Endpoint]) -> Coalesce:
    number = objects.order_by().values("topology").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)
