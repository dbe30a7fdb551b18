"""The list of topologies, and what keeps it fresh."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from webapp.pages import demonstrations, engine, listing
from webapp.pages.forms import NameForm, UploadForm
from webapp.pages.views.refusals import person, signed_in
from webapp.store import access


@require_safe
@signed_in
def topologies(request: HttpRequest) -> HttpResponse:
    return page(request)


@require_safe
@signed_in
@conditional_page
def states(request: HttpRequest) -> HttpResponse:
    """What the list asks for every two seconds; unchanged, it costs an empty answer (304)."""
    rows = [row.as_dict() for row in listing.rows(person(request))]
    return JsonResponse({"engine": {"alive": engine.condition().alive}, "topologies": rows})


def page(request: HttpRequest, **refused: Any) -> HttpResponse:
    """The list. After a form was refused, `refused` says which (`open`), about what (`name`) and holds it
    (`form`), so that its dialog stands open with the errors."""
    forms: dict[str, NameForm] = {
        "create": NameForm(auto_id="create_%s"),
        "upload": UploadForm(auto_id="upload_%s"),
        "rename": NameForm(auto_id="rename_%s"),
        "duplicate": NameForm(auto_id="duplicate_%s"),
    }
    if refused:
        forms[refused["open"]] = refused.pop("form")
    rows = listing.rows(person(request))
    context = {
        "rows": rows,
        "forms": forms,
        "engine": engine.condition(),
        "guest": access.is_guest(person(request)),
        **refused,
    }
    if not rows:
        context["demonstrations"] = demonstrations.offered()
    return render(request, "pages/topologies.html", context, status=422 if refused else 200)
