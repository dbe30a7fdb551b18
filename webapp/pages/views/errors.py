"""Error pages: what happened, why, and what to do. They ask neither the database nor the session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request,
        400,
        "This request cannot be understood",
        "The browser sent something that Patchboard cannot read, or used a host name that it does not serve.",
        "Go back and try again. Further host names are listed in PATCHBOARD_HOSTS.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else "Your account may not do this."
    return page(
        request,
        403,
        "You may not do this",
        reason.rstrip(".") + ".",
        "Ask the topology's owner, or an administrator, for a role that may.",
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request,
        403,
        "This page was too old",
        "The form's security token does not match your session, as after signing in or out in another tab.",
        "Nothing was changed. Go back, reload the page and send it again. Cookies must be allowed.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request,
        404,
        "There is nothing here",
        "The topology or page does not exist any more, was renamed, or is not shared with you.",
        "Look for it in the list of topologies.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        500,
        "Patchboard made a mistake",
        "Something went wrong on the server. What is deployed is not touched by it.",
        "Try again. If it stays, the server's log says where it happened.",
    )


def page(request: HttpRequest, status: int, title: str, reason: str, remedy: str) -> HttpResponse:
    """One error page; also for views that refuse."""
    context = {"status": status, "title": title, "reason": reason, "remedy": remedy}
    return render(request, "error.html", context, status=status)
