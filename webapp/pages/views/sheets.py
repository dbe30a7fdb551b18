"""Stylesheets of a folder as one: a page has some seventy, which is as many requests less."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def sheets(request: HttpRequest, version: str, folder: str, names: str) -> HttpResponse:
    """`names` of files in a folder of static/, with + between them, one after the other. Under the address
    that pages give it may be kept for ever."""
    try:
        text = _together(folder, names)
    except OSError:
        raise Http404 from None
    answer = HttpResponse(text, content_type="text/css; charset=utf-8")
    kept = settings.WHITENOISE_MAX_AGE if version == settings.STATIC_HASH else 0
    answer.headers["Cache-Control"] = f"public, max-age={kept}" + (", immutable" if kept else "")
    return answer


@cache
def _together(folder: str, names: str) -> str:
    root = settings.BASE_DIR / "static" / folder
    return "\n".join((root / f"{name}.css").read_text() for name in names.split("+"))
