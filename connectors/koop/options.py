"""What a municipality says about itself under `options:` of a `koop_sru` source."""

from typing import Literal

from pydantic import Field

from connectors.delivery import Options


class KoopOptions(Options):
    """Options of `koop_sru`.

    Attributes:
        creator: name of the publisher as registered (`Kaag en Braassem`, `'s-Gravenhage`);
            needed to ask, and to leave out what a search by name finds too many.
        organisation: what that publisher is; a municipality and a province may share a name.
        product_area: collection that is asked.
        months: how far back the first question goes.
        per_second: questions per second.
    """

    creator: str = Field(default="", pattern=r'^[^"\\]*$')
    organisation: Literal["gemeente", "waterschap", "provincie"] = "gemeente"
    product_area: str = Field(default="officielepublicaties", pattern=r"^[a-z]+$")
    months: int = Field(default=36, ge=1, le=240)
    per_second: int = Field(default=4, ge=1, le=5)

    def is_meant(self, creator: str, organisation: str) -> bool:
        """True for a record of the chosen publisher, and for one that does not say whose it is."""
        if not self.creator or not creator:
            return True
        is_kind = organisation in ("", self.organisation)
        return is_kind and creator.casefold() == self.creator.casefold()
