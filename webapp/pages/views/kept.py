"""Files that are put together here and that browsers may keep for ever: their addresses change with them."""

import gzip
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


def kept(request: HttpRequest, text: str, kind: str, is_current: bool = True) -> HttpResponse:
    """The text, packed if the browser can unpack it: a class that opens its first page shares one network.
    `kind` is its media type; what is not current is not kept."""
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(_packed(text) if is_packed else text, content_type=f"{kind}; charset=utf-8")
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    age = settings.WHITENOISE_MAX_AGE if is_current else 0
    answer.headers["Cache-Control"] = f"public, max-age={age}" + (", immutable" if age else "")
    return answer


@cache
def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)
