"""The design file's JSON Schema. `python -m topology.schema` writes the published one anew."""

import json
from pathlib import Path
from typing import Any

from topology.formats.document import HEADER, VERSION
from topology.values import Design

PUBLISHED = Path(__file__).parents[1] / "docs" / "patchboard-v1.schema.json"


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


if __name__ == "__main__":
    PUBLISHED.write_text(json.dumps(json_schema(), indent=2) + "\n")
