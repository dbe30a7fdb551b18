"""The parts of a frame."""

from engine.value import value


@value
class Field:
    """What a field is called and what it holds, in words; its bytes are from `start` to before `end`."""

    name: str
    value: str
    start: int
    end: int


@value
class Layer:
    """A header, or what is behind the last one; `start` and `end` as those of a field."""

    name: str
    start: int
    end: int
    fields: tuple[Field, ...]

    def get(self, name: str) -> str:
        """What a field holds; "" if there is none of that name."""
        return next((field.value for field in self.fields if field.name == name), "")
