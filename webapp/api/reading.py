"""Who may read what: every answer is JSON, refusals too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from webapp.api.parameters import BadParameter
from webapp.store import access
from webapp.store.errors import Refused

View = Callable[..., dict[str, Any]]


def reads(view: View) -> Callable[..., JsonResponse]:
    """The view, called with the request, the topology of that name and what else the address says.

    400 for a parameter that is none, 401 for nobody signed in, 404 for a topology that does not exist or is
    none of theirs, 409 for what the store refuses; each says why as `{"reason": …}`.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, name: str, **rest: Any) -> JsonResponse:
        if not request.user.is_authenticated:
            return refusal(401, "you are not signed in; sign in first")
        topology = access.visible(request.user).filter(name=name).first()
        if topology is None:
            return refusal(404, f"there is no topology {name} that you may see")
        try:
            return JsonResponse(view(request, topology, **rest))
        except BadParameter as error:
            return refusal(400, str(error))
        except Refused as error:
            return refusal(409, str(error))

    return answer


def asks(view: View) -> Callable[..., JsonResponse]:
    """The view of what is of no topology, called with the request and what else the address says.

    400 for a parameter that is none, 401 for nobody signed in.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **rest: Any) -> JsonResponse:
        if not request.user.is_authenticated:
            return refusal(401, "you are not signed in; sign in first")
        try:
            return JsonResponse(view(request, **rest))
        except BadParameter as error:
            return refusal(400, str(error))

    return answer


def refusal(status: int, reason: str) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)
