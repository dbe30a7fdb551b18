"""What all values of a design are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from topology.names import NAME_PATTERN

Position = tuple[float, float]

# The pattern stands in the published schema only: a value must be able to hold a bad name.
Name = Annotated[str, Field(json_schema_extra={"pattern": NAME_PATTERN})]


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
