"""The page behind a link to look at a topology: it asks before it lets in, as programs open links too."""

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from webapp.pages.forms import GuestForm
from webapp.pages.views import errors
from webapp.store import looking
from webapp.store.errors import Refused
from webapp.store.models import ViewLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, token: str) -> HttpResponse:
    link = looking.find(token)
    if link is None:
        reason = "It was switched off, or replaced by a newer one."
        return errors.page(
            request, 404, "This link does not work any more", reason, "Ask who gave it to you."
        )
    if isinstance(request.user, User):
        looking.admit(link, request.user)
        return redirect("designer", link.topology.name)
    form = GuestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _let_in(request, link, form)
    return _page(request, link, form)


def _let_in(request: HttpRequest, link: ViewLink, form: GuestForm) -> HttpResponse:
    try:
        guest = looking.welcome(link, form.cleaned_data["name"])
    except Refused as error:
        form.add_error(None, f"{error}.")
        return _page(request, link, form)
    login(request, guest, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("designer", link.topology.name)


def _page(request: HttpRequest, link: ViewLink, form: GuestForm) -> HttpResponse:
    context = {"topology": link.topology, "form": form}
    return render(request, "pages/look.html", context, status=422 if form.errors else 200)
