"""Says at once when somebody may do less than before; whoever holds a socket open asks again then."""

from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from webapp import prompts
from webapp.store.models import Guest, Membership


def connect() -> None:
    for model in (Membership, User, Session):
        post_delete.connect(_tell, sender=model)
    for model in (Membership, User):
        post_save.connect(_tell, sender=model)
    user_logged_out.connect(_tell)
    post_delete.connect(_see_out, sender=Guest)


def _tell(**_: Any) -> None:
    """Asked for after the commit, since until then everything still looks as before."""
    transaction.on_commit(partial(prompts.tell, prompts.News(), ("web",)))


def _see_out(instance: Guest, **_: Any) -> None:
    """A guest whose link is gone, for whatever reason, is nobody: never an account like any other."""
    User.objects.filter(pk=instance.user_id).delete()
