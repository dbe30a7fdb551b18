"""Whether the holder of a socket may still hold it. Asked of the database each time."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from webapp.store.access import Role, roles
from webapp.store.models import Topology
from webapp.store.selecting import select

NOWHERE = UUID(int=0)
"""The number of no topology."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A signed-in browser at a topology."""

    session_key: str
    topology: UUID


@dataclass(frozen=True, slots=True)
class Admitted:
    """It may stay."""

    user: User
    topology: Topology
    role: Role


@dataclass(frozen=True, slots=True)
class Lapsed:
    """It must go: the code to close with, and why."""

    code: int
    reason: str


Verdict = Admitted | Lapsed

SIGNED_OUT = Lapsed(4401, "you are signed out; sign in again")
NOT_PERMITTED = Lapsed(4403, "you have no permission to see this topology; ask its owner")
NOT_THERE = Lapsed(4404, "there is no such topology; it may have been deleted")


def find(session_key: str, topology_name: str) -> Seat:
    """The seat at the topology of that name, or at none if there is none."""
    pk = Topology.objects.filter(name=topology_name).values_list("pk", flat=True).first()
    return Seat(session_key, pk or NOWHERE)


def judge(seats: Collection[Seat]) -> dict[Seat, Verdict]:
    """A verdict on each, in four queries however many they are, and two more if somebody has no role."""
    people = _people({seat.session_key for seat in seats})
    topologies = {each.pk: each for each in select(Topology, id={seat.topology for seat in seats})}
    verdicts: dict[Seat, Verdict] = {seat: SIGNED_OUT for seat in seats}
    signed_in = [seat for seat in seats if seat.session_key in people]
    verdicts |= {seat: NOT_THERE for seat in signed_in}
    there = [seat for seat in signed_in if seat.topology in topologies]
    pairs = [(people[seat.session_key], topologies[seat.topology]) for seat in there]
    for seat, (user, topology), role in zip(there, pairs, roles(pairs), strict=True):
        verdicts[seat] = Admitted(user, topology, role) if role else NOT_PERMITTED
    refused = {seat for seat in there if verdicts[seat] == NOT_PERMITTED}
    return verdicts | {seat: SIGNED_OUT for seat in _signed_out(refused)}


def _signed_out(refused: Collection[Seat]) -> set[Seat]:
    """A guest loses role and account at once, which may be just after it was asked who is signed in."""
    still = _people({seat.session_key for seat in refused}) if refused else {}
    return {seat for seat in refused if seat.session_key not in still}


def _people(session_keys: Collection[str]) -> dict[str, User]:
    """Who is signed in with each session that is still good."""
    now = timezone.now()
    sessions = [each for each in select(Session, session_key=session_keys) if each.expire_date > now]
    held = {session.session_key: session.get_decoded() for session in sessions}
    signed_in = {int(data[SESSION_KEY]) for data in held.values() if SESSION_KEY in data}
    users = {user.pk: user for user in select(User, id=signed_in) if user.is_active}
    found = {key: (users.get(int(data.get(SESSION_KEY, 0))), data) for key, data in held.items()}
    return {key: user for key, (user, data) in found.items() if user and _is_genuine(user, data)}


def _is_genuine(user: User, data: dict[str, Any]) -> bool:
    """A new password ends all sessions that were begun with the old one."""
    return constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
