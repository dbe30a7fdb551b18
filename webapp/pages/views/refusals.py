"""Turns what the store refuses into answers of the web."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from webapp.store import access
from webapp.store.errors import Forbidden, NoSuchTopology, Refused
from webapp.store.models import Topology

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """The view for somebody signed in; a refusal of the store becomes 403, 404 or a message on the list."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Forbidden as error:
            raise PermissionDenied(str(error)) from error
        except NoSuchTopology as error:
            raise Http404(str(error)) from error
        except Refused as error:
            messages.error(request, f"{error}.")
            return redirect("topologies")

    return answer


def person(request: HttpRequest) -> User:
    """Who asks; only for views behind `signed_in`."""
    assert isinstance(request.user, User)
    return request.user


def seen(request: HttpRequest, name: str) -> Topology:
    """The topology if the person may see it; else it is as if there were none."""
    return get_object_or_404(access.visible(person(request)).select_related("owner"), name=name)
