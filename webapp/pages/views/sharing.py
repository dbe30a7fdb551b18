"""Who may see and edit a topology: its owner's page."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from webapp.pages.forms import ShareForm
from webapp.pages.views.refusals import person, seen, signed_in
from webapp.store import access, looking
from webapp.store import topologies as store
from webapp.store.models import Topology, ViewLink
from webapp.store.models.people import Role


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sharing(request: HttpRequest, name: str) -> HttpResponse:
    topology = seen(request, name)
    access.require(person(request), topology, access.OWNING)
    if request.method != "POST":
        return _page(request, topology, ShareForm())
    return _ACTIONS.get(request.POST.get("action", ""), _share)(request, topology)


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


def _link(request: HttpRequest, topology: Topology) -> HttpResponse:
    """Shown this once: only its hash is kept."""
    token = looking.open_to_all(topology.name, person(request))
    address = request.build_absolute_uri(reverse("look", args=[token]))
    return _page(request, topology, ShareForm(), address)


def _unlink(request: HttpRequest, topology: Topology) -> HttpResponse:
    looking.close(topology.name, person(request))
    messages.success(request, "The link is switched off; whoever came by it is out.")
    return redirect("sharing", topology.name)


def _page(request: HttpRequest, topology: Topology, form: ShareForm, address: str = "") -> HttpResponse:
    members = topology.memberships.select_related("user")
    context = {
        "topology": topology,
        "form": form,
        "members": members.filter(user__guest=None).order_by("user__username"),
        "guests": members.exclude(user__guest=None).count(),
        "link": ViewLink.objects.filter(topology=topology).first(),
        "address": address,
        "roles": Role.choices,
        "others": User.objects.filter(is_active=True, guest=None).exclude(pk=topology.owner_id).exists(),
    }
    return render(request, "pages/sharing.html", context, status=422 if form.errors else 200)


_ACTIONS = {"remove": _remove, "link": _link, "unlink": _unlink}
