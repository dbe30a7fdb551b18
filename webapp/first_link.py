"""The address that `up` prints: it signs its reader in, once.

It signs in without asking further, as it is printed on the machine itself and leads to no other. What
reads an address ahead of its reader (a browser that prefetches it, a HEAD request) does not use it up.
"""

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
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse("This link is for a reader.", status=503, content_type="text/plain")
    user = claim(token)
    if user is None and request.user.is_authenticated:
        return redirect("topologies")
    if user is None:
        messages.error(request, "This link has been used already. Start Patchboard again for a new one.")
        return redirect("sign-in")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("topologies")
