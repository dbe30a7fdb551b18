"""The one-time link by which somebody with a shell on this machine becomes its administrator."""

import hashlib
import secrets

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from webapp.store.models import SignInLink


def administrator() -> User:
    """The first one there is; made, without a password, if there is none."""
    found = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    return found or User.objects.create_superuser(free_name("admin"))


def free_name(name: str) -> str:
    """That username, or the first with a number after it that nobody has."""
    taken = set(User.objects.filter(username__startswith=name).values_list("username", flat=True))
    candidates = (name, *(f"{name}{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)


@transaction.atomic
def issue(user: User) -> str:
    """The token of a new link for the user. Links that were issued before work no more."""
    SignInLink.objects.filter(used=None).delete()
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(digest=digest(token), user=user)
    return token


def claim(token: str) -> User | None:
    """Whom the link signs in, the first time that it is used; None ever after."""
    link = SignInLink.objects.filter(digest=digest(token), user__is_active=True)
    claimed = link.filter(used=None).update(used=timezone.now())
    return link.get().user if claimed else None


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
