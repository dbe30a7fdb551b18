"""What a template is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from topology.ipam import complete
from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values, values
from topology.values import Design


@dataclass(frozen=True, slots=True)
class Template:
    """A drawing that can be asked for in any size; `sentence` says what one gets."""

    name: str
    title: str
    sentence: str
    parameters: tuple[Parameter, ...]
    draw: Callable[[Drawing, Values], None]

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "sentence": self.sentence,
            "parameters": [each.as_dict() for each in self.parameters],
        }

    def design(self, given: Mapping[str, str | int]) -> Design:
        """The completed drawing, with positions around the origin.

        Raises InvalidDesign for a parameter that is none, or out of its bounds.
        """
        drawing = Drawing(self.name)
        self.draw(drawing, values(self.name, self.parameters, given))
        return complete(drawing.design())
