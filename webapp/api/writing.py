"""What is written over HTTP: JSON in, JSON out, behind the session and its CSRF token."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ValidationError

from topology.problems import InvalidDesign
from webapp.api.reading import refusal
from webapp.store import access
from webapp.store.errors import Forbidden, Refused
from webapp.store.models import Topology

View = Callable[[Any, Topology, Any], dict[str, Any]]


def writes(shape: type[BaseModel]) -> Callable[[View], Callable[..., JsonResponse]]:
    """The view, called with who asks, the topology of that name and the body in that shape.

    Beside what `reads` answers: 400 for a body of another shape, 403 for a role that may not, 422 with
    `problems` for an invalid design.
    """

    def around(view: View) -> Callable[..., JsonResponse]:
        @require_POST
        @wraps(view)
        def answer(request: HttpRequest, name: str) -> JsonResponse:
            if not request.user.is_authenticated:
                return refusal(401, "you are not signed in; sign in first")
            topology = access.visible(request.user).filter(name=name).first()
            if topology is None:
                return refusal(404, f"there is no topology {name} that you may see")
            return _carried_out(lambda: view(request.user, topology, shape.model_validate_json(request.body)))

        return answer

    return around


def _carried_out(act: Callable[[], dict[str, Any]]) -> JsonResponse:
    try:
        return JsonResponse(act())
    except (ValidationError, json.JSONDecodeError) as error:
        return refusal(400, f"the request has another shape than docs/api.md says: {error}")
    except Forbidden as error:
        return refusal(403, f"{error}; ask its owner to make you an editor")
    except InvalidDesign as error:
        return JsonResponse({"problems": [problem.as_dict() for problem in error.problems]}, status=422)
    except Refused as error:
        return refusal(409, str(error))
