"""One design: the page that draws it, its file, its schema."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from engine import drivers
from topology.drivers import traits_of
from topology.formats import FORMATS
from topology.schema import json_schema
from webapp.pages.views.refusals import person, seen, signed_in
from webapp.store import access, reading

TYPES = {"json": "application/json", "yaml": "application/yaml"}


@require_safe
@signed_in
@ensure_csrf_cookie
def designer(request: HttpRequest, name: str) -> HttpResponse:
    """The frame of the designer, with the drivers that there are; what it shows comes over the websocket."""
    topology = seen(request, name)
    context = {
        "topology": topology,
        "role": access.role(person(request), topology),
        "drivers": [{"name": name, **asdict(traits_of(name))} for name in drivers.names()],
    }
    return render(request, "pages/designer.html", context)


@require_safe
@signed_in
def download(request: HttpRequest, name: str, format: str) -> HttpResponse:
    """The design as a file in one of the formats that can be written."""
    topology = seen(request, name)
    if format not in FORMATS or (dump := FORMATS[format].dump) is None:
        raise Http404(f"there is no format {format}")
    text = dump(reading.design(topology))
    disposition = f'attachment; filename="{topology.name}{FORMATS[format].suffixes[0]}"'
    content_type = TYPES.get(format, "text/plain") + "; charset=utf-8"
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the design file, for editors and other tools; it tells nothing of anybody's."""
    response = JsonResponse(json_schema(), json_dumps_params={"indent": 2})
    response["Content-Type"] = "application/schema+json"
    return response
