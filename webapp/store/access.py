"""Who may do what with which topology. Asked anew each time; nothing here is remembered."""

from collections.abc import Sequence
from typing import Literal

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from webapp.store.errors import Forbidden
from webapp.store.models import Guest, Membership, Topology
from webapp.store.selecting import select

Role = Literal["owner", "editor", "viewer"]
Person = User | AnonymousUser

EDITING: tuple[Role, ...] = ("owner", "editor")
SEEING: tuple[Role, ...] = ("owner", "editor", "viewer")
OWNING: tuple[Role, ...] = ("owner",)
MEMBERS: dict[str, Role] = {"editor": "editor", "viewer": "viewer"}


def role(user: Person, topology: Topology) -> Role | None:
    """A superuser is an owner everywhere; somebody inactive or not signed in has no role."""
    return roles([(user, topology)])[0]


def roles(pairs: Sequence[tuple[Person, Topology]]) -> list[Role | None]:
    """The role of each user in the topology beside it, in one query."""
    users = {user.pk for user, _ in pairs if user.pk}
    members = select(Membership, user=users, topology={topology.pk for _, topology in pairs})
    found = {(member.user_id, member.topology_id): member.role for member in members}
    return [_role(user, topology, found.get((user.pk or 0, topology.pk))) for user, topology in pairs]


def _role(user: Person, topology: Topology, member: str | None) -> Role | None:
    if isinstance(user, AnonymousUser) or not user.is_active:
        return None
    if user.is_superuser or topology.owner_id == user.pk:
        return "owner"
    return MEMBERS.get(member or "")


def visible(user: Person) -> QuerySet[Topology]:
    """The topologies in which the user has a role."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Topology.objects.none()
    if user.is_superuser:
        return Topology.objects.all()
    member = Membership.objects.filter(user=user).values("topology")
    return Topology.objects.filter(Q(owner=user) | Q(pk__in=member))


def require(user: Person | None, topology: Topology, roles: tuple[Role, ...]) -> None:
    """Raise Forbidden unless the user has one of the roles. None is the machine's own administrator,
    who has a shell on it."""
    if user is None:
        return
    has = role(user, topology)
    if has not in roles:
        raise Forbidden(
            f"{user.get_username() or 'nobody'} is {_said(has)} of {topology.name}, not {' or '.join(roles)}"
        )


def is_guest(user: Person) -> bool:
    """Whether they came by a link, to look at one topology."""
    return Guest.objects.filter(user=user.pk or 0).exists()


def require_account(user: User) -> None:
    """Raise Forbidden for a guest."""
    if is_guest(user):
        raise Forbidden("a guest can look at what is shared, and make nothing of their own")


def _said(has: Role | None) -> str:
    return has or "neither owner nor member"
