"""Text that somebody pastes into a drawing, read as a part of a design."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from topology.formats import native
from topology.problems import InvalidDesign
from webapp.api.reading import refusal


@require_POST
def part(request: HttpRequest) -> JsonResponse:
    """`{design, problems}`: the design is null if the text cannot be read. Nothing is stored."""
    if not request.user.is_authenticated:
        return refusal(401, "you are not signed in; sign in first")
    try:
        design = native.load_part(request.body.decode(errors="replace"))
    except InvalidDesign as error:
        problems = [problem.as_dict() for problem in error.problems]
        return JsonResponse({"design": None, "problems": problems})
    return JsonResponse({"design": native.as_document(design), "problems": []})
