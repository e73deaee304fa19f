"""Models of files that people write: unknown keys are errors, and a block says its source."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A part of a settings file; unknown keys and numbers without a value are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Cited(Strict):
    """A block of settings that says where its numbers come from and who checked them."""

    source: str
    verified: bool
