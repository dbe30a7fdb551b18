"""Makes, copies, renames, deletes, deploys and destroys whole topologies, each by POST."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from topology.problems import InvalidDesign
from webapp.pages import demonstrations
from webapp.pages.forms import NameForm, UploadForm
from webapp.pages.views import lists
from webapp.pages.views.refusals import person, seen, signed_in
from webapp.store import changes
from webapp.store import topologies as store


@require_POST
@signed_in
def create(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST, auto_id="create_%s")
    return _named(request, "create", "", form, lambda name: store.create(name, person(request)))


@require_POST
@signed_in
def duplicate(request: HttpRequest, name: str) -> HttpResponse:
    form = NameForm(request.POST, auto_id="duplicate_%s")
    seen(request, name)
    return _named(request, "duplicate", name, form, lambda new: store.duplicate(name, new, person(request)))


@require_POST
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, auto_id="upload_%s")

    def make(name: str) -> object:
        return store.create(name, person(request), form.design)

    return _named(request, "upload", "", form, make)


@require_POST
@signed_in
def rename(request: HttpRequest, name: str) -> HttpResponse:
    """Back to the list, where it was asked for."""
    seen(request, name)
    form = NameForm(request.POST, auto_id="rename_%s")
    if form.is_valid():
        try:
            store.rename(name, form.cleaned_data["name"], person(request))
        except InvalidDesign as error:
            form.refuse(error)
        else:
            messages.success(request, f"Renamed {name} to {form.cleaned_data['name']}.")
            return redirect("topologies")
    return lists.page(request, open="rename", name=name, form=form)


@require_POST
@signed_in
def delete(request: HttpRequest, name: str) -> HttpResponse:
    seen(request, name)
    store.delete(name, person(request))
    messages.success(request, f"Deleted {name}.")
    return redirect("topologies")


@require_POST
@signed_in
def deploy(request: HttpRequest, name: str) -> HttpResponse:
    seen(request, name)
    try:
        changes.deploy(name, person(request))
    except InvalidDesign as error:
        count = len(error.problems)
        messages.error(
            request,
            f"{name} is not deployed: {error.problems[0]}" + (f" (and {count - 1} more)" * (count > 1)),
        )
    return redirect("topologies")


@require_POST
@signed_in
def destroy(request: HttpRequest, name: str) -> HttpResponse:
    seen(request, name)
    changes.destroy(name, person(request))
    return redirect("topologies")


@require_POST
@signed_in
def demonstration(request: HttpRequest, name: str) -> HttpResponse:
    """A copy of one's own, opened at once."""
    if name not in demonstrations.NAMES:
        raise Http404(f"there is no demonstration {name}")
    return redirect("designer", demonstrations.copy(name, person(request)).name)


def _named(
    request: HttpRequest, which: str, about: str, form: NameForm, make: Callable[[str], object]
) -> HttpResponse:
    """Makes the topology that the form names and opens it; else the list with the dialog open."""
    if form.is_valid():
        name = form.cleaned_data["name"] or (
            form.design.name if isinstance(form, UploadForm) and form.design else ""
        )
        try:
            make(name)
        except InvalidDesign as error:
            form.refuse(error)
        else:
            return redirect("designer", name)
    return lists.page(request, open=which, name=about, form=form)
