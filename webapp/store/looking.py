"""Links by which anybody may look at one topology, without an account."""

import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from webapp.store import log
from webapp.store.access import OWNING, require, role
from webapp.store.errors import Refused
from webapp.store.models import Guest, Membership, Topology, ViewLink
from webapp.store.models.people import Role
from webapp.store.signing_in import digest, free_name

MOST_GUESTS = 300
"""Of one link; more than a lecture hall holds."""

STAY = timedelta(days=2)
"""After that a guest is forgotten when the next one comes; the link lets them in again."""


def open_to_all(topology_name: str, author: User) -> str:
    """The token of a new link to look at it. An earlier one works no more, and its guests are gone."""
    token = secrets.token_urlsafe(18)
    with log.locked(topology_name) as topology:
        require(author, topology, OWNING)
        _close(topology)
        ViewLink.objects.create(topology=topology, digest=digest(token))
    return token


def close(topology_name: str, author: User) -> None:
    """The link works no more, and its guests are gone, from open pages too."""
    with log.locked(topology_name) as topology:
        require(author, topology, OWNING)
        _close(topology)


def find(token: str) -> ViewLink | None:
    return ViewLink.objects.select_related("topology").filter(digest=digest(token)).first()


def admit(link: ViewLink, user: User) -> None:
    """Somebody with an account may look from now on, if they might not already."""
    if role(user, link.topology) is None:
        Membership.objects.create(topology=link.topology, user=user, role=Role.VIEWER)


def welcome(link: ViewLink, name: str) -> User:
    """A new guest, called after what they call themselves. Raises Refused if there are too many, or the link
    has been switched off since it was found."""
    User.objects.filter(guest__link=link, date_joined__lt=timezone.now() - STAY).delete()
    with log.locked(link.topology.name) as topology:
        if not ViewLink.objects.filter(pk=link.pk).exists():
            raise Refused("this link has just been switched off; ask who gave it to you for a new one")
        if Guest.objects.filter(link=link).count() >= MOST_GUESTS:
            raise Refused(
                f"{MOST_GUESTS} guests look at {topology.name} already; ask its owner for an account"
            )
        user = User.objects.create_user(free_name(f"{name}-guest" if name else "guest"))
        Guest.objects.create(user=user, link=link)
        Membership.objects.create(topology=topology, user=user, role=Role.VIEWER)
    return user


def _close(topology: Topology) -> None:
    ViewLink.objects.filter(topology=topology).delete()
