"""Invented street names: none exists in the municipality (a test compares them).

Names are put together from words of things that are not there, so that they read as invented.
"""

from random import Random

_STEMS = [
    "Denkbeeld",
    "Proef",
    "Fabel",
    "Schijn",
    "Mijmer",
    "Verzinsel",
    "Droom",
    "Sprookjes",
    "Luchtkasteel",
    "Schets",
    "Voorbeeld",
    "Raadsel",
    "Nergens",
    "Ooit",
    "Wellicht",
    "Fantasie",
    "Spiegel",
    "Sluimer",
    "Toverlantaarn",
    "Schemer",
    "Fluister",
    "Nevel",
    "Kladblok",
    "Inkt",
    "Puzzel",
    "Knikker",
    "Zeepbel",
    "Papier",
    "Schaduw",
    "Echo",
    "Vermoeden",
    "Gissing",
    "Uitvinders",
    "Verhalen",
    "Legende",
    "Hersenspin",
    "Bedenk",
    "Toeval",
    "Kwinkslag",
    "Rijmel",
    "Zweef",
    "Knutsel",
    "Doolhof",
    "Klatergoud",
    "Wolken",
    "Sterrenstof",
    "Maanlicht",
    "Zandkasteel",
    "Vlieger",
    "Tol",
    "Hinkel",
    "Blokkendoos",
    "Poppenkast",
]
_CORE = ["straat", "laan", "hof", "plein", "plantsoen", "pad", "steeg", "singel"]
_OUTER = ["dijk", "polderweg", "kade", "vaart", "ribbe"]
_WITH_ACCENTS = ("Reünieloos Weggetje", "Coöperatie-Fictielaan")
_LONG = ("Burgemeester Verzonnen van Bedenkhovenlaan", "Meester Nergens Bestaand Plantsoen")
SHORT_NAME_LENGTH = 24


class StreetNames:
    """Hands out each invented name once."""

    def __init__(self, random: Random) -> None:
        core = [stem + end for end in _CORE for stem in _STEMS]
        outer = [stem + end for end in _OUTER for stem in _STEMS]
        random.shuffle(core)
        random.shuffle(outer)
        self._core = [*_WITH_ACCENTS, *_LONG, *core]
        self._outer = outer
        self._used = {"core": 0, "outer": 0}

    def core(self) -> str:
        """Name of a street in a village."""
        return self._next("core", self._core)

    def outer(self) -> str:
        """Name of a ribbon, dike or polder road."""
        return self._next("outer", self._outer)

    def _next(self, kind: str, names: list[str]) -> str:
        index = self._used[kind]
        self._used[kind] += 1
        again, at = divmod(index, len(names))
        return names[at] if not again else f"{'Nieuwe' if again == 1 else 'Verre'} {names[at]}"


def all_names() -> list[str]:
    """Every name that a sample can have, sorted."""
    names = {*_WITH_ACCENTS, *_LONG, *(stem + end for end in (*_CORE, *_OUTER) for stem in _STEMS)}
    return sorted(names | {f"{before} {name}" for name in names for before in ("Nieuwe", "Verre")})


def short_name(name: str) -> str:
    """Short form of a long name, as the BAG registers it; empty when the name is short enough."""
    if len(name) <= SHORT_NAME_LENGTH:
        return ""
    *first, last = name.split()
    initials = " ".join(f"{word[0]}" for word in first)
    return f"{initials} {last}"[:SHORT_NAME_LENGTH]
