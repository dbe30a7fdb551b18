"""The address that `up` prints: it signs its reader in, once."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from webapp.store.signing_in import claim


@never_cache
@require_GET
def sign_in_once(request: HttpRequest, token: str) -> HttpResponse:
    user = claim(token)
    if user is None:
        messages.error(request, "This link has been used already. Start Patchboard again for a new one.")
        return redirect("sign-in")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("topologies")
