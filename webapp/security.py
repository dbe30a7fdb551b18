"""The content security policy of every page."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

COMMON = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; "
)
# The admin's pages come with Alpine, which evaluates attributes, and with styles of their own.
ADMIN = COMMON + "script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'"


def content_security_policy(get_response: Handler) -> Handler:
    """Allows no inline script or style but one that carries `request.csp_nonce`: import maps cannot be files,
    and the text editor makes its styles itself."""

    def respond(request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = get_response(request)
        strict = f"{COMMON}script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'"
        policy = ADMIN if request.path_info.startswith("/admin/") else strict
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return respond
