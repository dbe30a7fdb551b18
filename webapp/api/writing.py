"""What is written over HTTP: JSON in, JSON out, behind the session and its CSRF token."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ValidationError

from topology.problems import InvalidDesign
from webapp.api.reading import refusal
from webapp.store import access
from webapp.store.errors import Forbidden, NoSuchTopology, Refused

View = Callable[..., dict[str, Any]]


def posts(shape: type[BaseModel]) -> Callable[[View], Callable[..., JsonResponse]]:
    """The view, called with who asks, the body in that shape and what else the address says.

    400 for a body of another shape, 401 for nobody signed in, 403 for a role that may not, 409 for what the
    store refuses; 422 with `problems` for an invalid design.
    """

    def around(view: View) -> Callable[..., JsonResponse]:
        @require_POST
        @wraps(view)
        def answer(request: HttpRequest, **rest: Any) -> JsonResponse:
            if not request.user.is_authenticated:
                return refusal(401, "you are not signed in; sign in first")
            return _carried_out(lambda: view(request.user, shape.model_validate_json(request.body), **rest))

        return answer

    return around


def writes(shape: type[BaseModel]) -> Callable[[View], Callable[..., JsonResponse]]:
    """The view, called with who asks, the topology of that name and the body in that shape.

    Beside what `posts` answers: 404 for a topology that does not exist or is none of theirs.
    """

    def around(view: View) -> Callable[..., JsonResponse]:
        @posts(shape)
        @wraps(view)
        def answer(person: User, body: BaseModel, name: str) -> dict[str, Any]:
            topology = access.visible(person).filter(name=name).first()
            if topology is None:
                raise NoSuchTopology(name)
            return view(person, topology, body)

        return answer

    return around


def _carried_out(act: Callable[[], dict[str, Any]]) -> JsonResponse:
    try:
        return JsonResponse(act())
    except (ValidationError, json.JSONDecodeError) as error:
        return refusal(400, f"the request has another shape than docs/api.md says: {error}")
    except NoSuchTopology as error:
        return refusal(404, f"{error} that you may see")
    except Forbidden as error:
        return refusal(403, f"{error}; ask its owner to make you an editor")
    except InvalidDesign as error:
        return JsonResponse({"problems": [problem.as_dict() for problem in error.problems]}, status=422)
    except Refused as error:
        return refusal(409, str(error))
