"""Text that somebody pastes into a drawing, read as a part of a design."""

from typing import Any

from django.contrib.auth.models import User

from topology.formats.native import as_document, load_part
from topology.problems import InvalidDesign
from webapp.api.texts import Text
from webapp.api.writing import posts


@posts(Text)
def part(person: User, body: Text) -> dict[str, Any]:
    """`{design, problems}`: the design is null if the text cannot be read. Nothing is stored."""
    try:
        return {"design": as_document(load_part(body.text)), "problems": []}
    except InvalidDesign as error:
        return {"design": None, "problems": [problem.as_dict() for problem in error.problems]}
