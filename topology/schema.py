"""The design file's JSON Schema, as published in docs/patchboard-v1.schema.json."""

from typing import Any

from topology.formats.document import HEADER, VERSION
from topology.values import Design


def json_schema() -> dict[str, Any]:
    """Draft 2020-12. It knows shapes and names; what else is wrong, `topology.validation` finds."""
    schema = Design.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Patchboard design",
        "description": "One topology as drawn: everything but names may be left out.",
        "type": "object",
        "required": [HEADER, *schema["required"]],
        "additionalProperties": False,
        "properties": {
            HEADER: {"const": VERSION, "description": "the version of this format"},
            **schema["properties"],
        },
        "$defs": schema["$defs"],
    }
