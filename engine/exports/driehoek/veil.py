"""Keeps where a location is, and who is concerned, out of what a paper tells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.exports.dossier import Dossier
from engine.register.pseudonyms import PATTERN

_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_SOME_POSTCODE = "(postcode)"
_NUMBERED = re.compile(r"^(?P<street>.*\D) ?(?P<number>\d+).*$")
_RETIRED = " (ingetrokken)"


@dataclass(frozen=True, slots=True)
class Veil:
    """Replaces what tells where a location is by its code.

    Attributes:
        code: such as `LOC-023`.
        is_open: the reader may see the address; only ids and pseudonyms are taken out then.
        tells: what must not be seen, the longest first.
    """

    code: str
    is_open: bool
    tells: tuple[re.Pattern[str], ...]

    def __call__(self, text: str) -> str:
        """The text as the reader may see it."""
        text = PATTERN.sub("persoon", text)
        if self.is_open:
            return text
        for pattern in self.tells:
            text = pattern.sub(self.code, text)
        return _POSTCODE.sub(_SOME_POSTCODE, text)


def veil(dossier: Dossier, code: str, *, is_open: bool) -> Veil:
    """The veil over one location: its label, addresses, streets with number, and ids."""
    place = dossier.place
    ids = {place.location_id, *place.object_ids, *place.building_ids}
    addresses = {place.label.partition(",")[0].strip()}
    addresses |= {
        a.removesuffix(_RETIRED).partition(",")[0].strip() for a in dossier.sheet.addresses
    }
    wanted = {*ids, *addresses, *_streets(addresses)} - {""}
    ordered = sorted(wanted, key=lambda text: (-len(text), text))
    return Veil(code, is_open, tuple(_loosely(text) for text in ordered))


def _streets(addresses: Iterable[str]) -> set[str]:
    """Street with house number, however the rest of the number is written."""
    found = (_NUMBERED.match(address) for address in addresses)
    return {f"{m['street'].strip()} {m['number']}" for m in found if m is not None}


def _loosely(text: str) -> re.Pattern[str]:
    """The text whatever its case and the white space in it; a number is not cut in two."""
    words = r"\s*".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<!\w){words}(?:[ -]?[a-z](?![a-z]))?(?!\d)", re.IGNORECASE)
