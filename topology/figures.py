"""What is only drawn, to explain: areas, notes and marks; and the icons that boxes may have.

None of it means anything to a network, so the engine never hears of it; see `topology.bare`.
"""

from typing import Annotated, Literal

from pydantic import Field

from topology.value import Value

FARTHEST = 1_000_000
"""Pixels from the middle of the drawing, along each axis."""

LONGEST_TITLE, LONGEST_TEXT, MOST_POINTS = 80, 2_000, 500
SMALLEST, LARGEST, NARROWEST, WIDEST = 24, 100_000, 80, 1_200

Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]
Place = tuple[Coordinate, Coordinate]
Side = Annotated[float, Field(ge=SMALLEST, le=LARGEST)]

Colour = Literal["grey", "blue", "green", "yellow", "red", "purple"]
"""Hues of the theme: each looks right in light and dark and on a projector."""

Icon = Literal[
    "host",
    "router",
    "switch",
    "server",
    "firewall",
    "cloud",
    "internet",
    "laptop",
    "phone",
    "printer",
    "camera",
    "database",
    "wireless",
    "chip",
    "shield",
    "lock",
    "user",
    "users",
    "star",
    "settings",
]


class Area(Value):
    """A coloured area with a title, under all else. What lies wholly in it is moved with it."""

    name: str = Field("", description="left out: the next free areaN")
    title: str = Field("", max_length=LONGEST_TITLE)
    colour: Colour = "blue"
    at: Place = Field(description="its left top corner")
    size: tuple[Side, Side] = Field(description="width and height")


class Note(Value):
    """A text on paper, of one line or several."""

    name: str = Field("", description="left out: the next free noteN")
    text: str = Field(max_length=LONGEST_TEXT)
    colour: Colour = "yellow"
    at: Place = Field(description="its left top corner")
    width: float = Field(200, ge=NARROWEST, le=WIDEST)


class Mark(Value):
    """A stroke drawn by hand."""

    name: str = Field("", description="left out: the next free markN")
    colour: Colour = "red"
    points: tuple[Coordinate, ...] = Field(
        min_length=4, max_length=2 * MOST_POINTS, description="x and y of each point in turn"
    )


Figure = Area | Note | Mark

FIGURES: dict[str, type[Figure]] = {"area": Area, "note": Note, "mark": Mark}
