"""Who may see and edit a topology: its owner's page."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from webapp.pages.forms import ShareForm
from webapp.pages.views.refusals import person, seen, signed_in
from webapp.store import access
from webapp.store import topologies as store
from webapp.store.models import Topology
from webapp.store.models.people import Role


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sharing(request: HttpRequest, name: str) -> HttpResponse:
    topology = seen(request, name)
    access.require(person(request), topology, access.OWNING)
    if request.method != "POST":
        return _page(request, topology, ShareForm())
    if request.POST.get("action") == "remove":
        return _remove(request, topology)
    return _share(request, topology)


def _share(request: HttpRequest, topology: Topology) -> HttpResponse:
    form = ShareForm(request.POST)
    if form.is_valid() and form.cleaned_data["username"] == topology.owner:
        form.add_error("username", "That is the owner already.")
    if not form.is_valid():
        return _page(request, topology, form)
    user, role = form.cleaned_data["username"], form.cleaned_data["role"]
    store.share(topology.name, user, role, person(request))
    messages.success(request, f"{user.get_username()} is {role} of {topology.name} now.")
    return redirect("sharing", topology.name)


def _remove(request: HttpRequest, topology: Topology) -> HttpResponse:
    user = get_object_or_404(User, username=request.POST.get("username"))
    store.share(topology.name, user, None, person(request))
    messages.success(request, f"{user.get_username()} has no part in {topology.name} any more.")
    return redirect("sharing", topology.name)


def _page(request: HttpRequest, topology: Topology, form: ShareForm) -> HttpResponse:
    context = {
        "topology": topology,
        "form": form,
        "members": topology.memberships.select_related("user").order_by("user__username"),
        "roles": Role.choices,
        "others": User.objects.filter(is_active=True).exclude(pk=topology.owner_id).exists(),
    }
    return render(request, "pages/sharing.html", context, status=422 if form.errors else 200)
