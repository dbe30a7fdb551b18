"""The administrator's view is entered through the sign-in page that everybody uses."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def sign_in(request: HttpRequest) -> HttpResponse:
    """In the place of the admin's own: who is signed in already lacks the permission."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if request.user.is_staff:
        return redirect("admin:index")
    raise PermissionDenied("The administrator's view is for administrators")
