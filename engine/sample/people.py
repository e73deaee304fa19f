"""Invented people: a reference that only its source knows, and a name that reads as invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_FIRST = [
    "Aldo",
    "Berit",
    "Corneel",
    "Dorien",
    "Ewoud",
    "Fenna",
    "Gijsbert",
    "Hanneke",
    "Idwer",
    "Jorinde",
    "Koert",
    "Liselot",
    "Menno",
    "Noor",
    "Otger",
    "Petra",
    "Quirijn",
    "Roelien",
    "Sander",
    "Trudi",
    "Ubbo",
    "Vera",
    "Wouter",
    "Xandra",
    "Yorick",
    "Zita",
]
_PREFIX = ("", "", "", "van der ", "de ", "van ", "ter ")
_SURNAME = [
    "Proefland",
    "Verzinsel",
    "Voorbeeldt",
    "Fictief",
    "Nepstra",
    "Bedenksma",
    "Schijnhof",
    "Fabelaar",
    "Denkbeeld",
    "Luchtman",
    "Droomers",
    "Testema",
    "Sprookman",
    "Mijmerink",
    "Spiegelaar",
    "Nergenshuizen",
    "Ooitink",
    "Toverstaf",
    "Rijmelaar",
    "Kwinkslager",
    "Zandkasteel",
    "Zeepbel",
    "Papierman",
    "Schaduwland",
    "Gissing",
    "Puzzelaar",
    "Wolkenveld",
    "Knutselaar",
    "Blokkendoos",
    "Vermoedt",
]


_FIRST_BORN, _BORN_DAYS, _STEP = date(1935, 1, 1), 16_436, 7_919
"""Until the end of 1979; the step is a prime that does not divide the days."""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person.

    Attributes:
        reference: `R` and six digits; the register's own number, never a BSN.
        born: invented birth date; only messages of the Handelsregister have it.
    """

    reference: str
    name: str
    surname: str
    born: date


class People:
    """Invents people, each once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._count = 0

    def make(self, *, surname: str | None = None) -> Person:
        """Invent somebody; `surname` makes a member of a family."""
        self._count += 1
        random = self._random
        family = surname or random.choice(_PREFIX) + random.choice(_SURNAME)
        first = random.choice(_FIRST)
        return Person(f"R{self._count:06d}", f"{first} {family}", family, _born(self._count))


def _born(number: int) -> date:
    """A birth date that the next 16,436 people do not share, so that no two are mistaken."""
    return _FIRST_BORN + timedelta(days=number * _STEP % _BORN_DAYS)
