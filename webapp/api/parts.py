"""Text that somebody pastes into a drawing, read as a part of a design."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from topology.formats import native
from topology.problems import InvalidDesign
from webapp.api.reading import refusal


@require_POST
def part(request: HttpRequest) -> JsonResponse:
    """`{design}`, or what is wrong with the text first of all. Nothing is stored."""
    if not request.user.is_authenticated:
        return refusal(401, "you are not signed in; sign in first")
    try:
        design = native.load_part(request.body.decode())
    except UnicodeDecodeError:
        return refusal(400, "the text is not UTF-8; save it as UTF-8")
    except InvalidDesign as error:
        return refusal(400, str(error.problems[0]))
    return JsonResponse({"design": native.as_document(design)})
