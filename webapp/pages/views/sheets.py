"""Stylesheets of a folder as one: a page has some seventy, which is as many requests less."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from webapp.pages.views.kept import kept


@require_safe
def sheets(request: HttpRequest, version: str, folder: str, names: str) -> HttpResponse:
    """`names` of files in a folder of static/, with + between them, one after the other. Under the address
    that pages give it may be kept for ever."""
    try:
        text = _together(folder, names)
    except OSError:
        raise Http404 from None
    return kept(request, text, "text/css", is_current=version == settings.STATIC_HASH)


@cache
def _together(folder: str, names: str) -> str:
    root = settings.BASE_DIR / "static" / folder
    return "\n".join((root / f"{name}.css").read_text() for name in names.split("+"))
