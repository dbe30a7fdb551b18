"""The designer's modules, in as few files as it begins and goes on with."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from webapp.pages.joining import Joining
from webapp.pages.views.kept import kept

DESIGNER = "js/designer.js"


def address(module: str) -> str:
    return reverse("modules", args=[settings.STATIC_HASH, module])


BESIDE = ("js/pages/theme.js", "js/pages/menus.js", "js/start.js")
"""What templates name."""

JOINING = Joining(settings.BASE_DIR / "static", DESIGNER, address, static, BESIDE)
files = cache(JOINING.files)


@require_safe
def modules(request: HttpRequest, version: str, path: str) -> HttpResponse:
    """A page of another version has other modules already, with which these would not go together."""
    if version != settings.STATIC_HASH or path not in files():
        raise Http404
    return kept(request, JOINING.text(path), "text/javascript")
