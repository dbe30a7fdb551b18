"""A topology's small picture."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from webapp.pages.thumbnails import versions
from webapp.pages.thumbnails.colours import POLICY
from webapp.pages.thumbnails.drawing import thumbnail as drawn
from webapp.pages.views.refusals import seen, signed_in
from webapp.store import reading
from webapp.store.cache import Cache

_drawn: Cache[str, str] = Cache(256)


@require_safe
@signed_in
def thumbnail(request: HttpRequest, name: str) -> HttpResponse:
    """The design as SVG. Under the address that the list gives it may be kept for ever."""
    topology = seen(request, name)
    version = versions.of(topology)
    kept = "max-age=31536000, immutable" if request.GET.get("v") == version else "no-cache"
    headers = {"ETag": f'"{version}"', "Cache-Control": f"private, {kept}", "Content-Security-Policy": POLICY}
    answer = get_conditional_response(request, etag=headers["ETag"])
    if answer is None:
        text = _drawn.get(version, lambda: drawn(reading.design(topology)))
        answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    for header, value in headers.items():
        answer.headers[header] = value
    return answer
