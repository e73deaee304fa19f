"""Forms in which exports write an address: columns, or one text in one of the usual orders."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query
from engine.matching.addresses.text import number_key


@dataclass(frozen=True, slots=True)
class Around:
    """What exists, so that noise makes nothing that is true by accident.

    Attributes:
        numbers: of a street in a town.
        houses: numbers with their suffix.
        streets: of a town.
    """

    numbers: Mapping[tuple[str, str], frozenset[int]]
    houses: Mapping[tuple[str, str], frozenset[tuple[int | None, str]]]
    streets: Mapping[str, frozenset[str]]


def around(known: Sequence[Known]) -> Around:
    """Numbers by street and town, streets by town."""
    numbers: dict[tuple[str, str], set[int]] = {}
    houses: dict[tuple[str, str], set[tuple[int | None, str]]] = {}
    streets: dict[str, set[str]] = {}
    for one in known:
        street, town = one.street or "", one.town or ""
        numbers.setdefault((street, town), set()).add(int(one.house_number or 0))
        house = number_key(one.house_number, one.house_letter, one.house_addition)
        houses.setdefault((street, town), set()).add(house)
        streets.setdefault(town, set()).add(street)
    return Around(
        {key: frozenset(found) for key, found in numbers.items()},
        {key: frozenset(found) for key, found in houses.items()},
        {key: frozenset(found) for key, found in streets.items()},
    )


def suffix_of(one: Known) -> str:
    """Letter and addition as they stand behind a number in one text."""
    letter, addition = one.house_letter or "", one.house_addition or ""
    return f"{letter}-{addition}" if addition else letter


def columns(one: Known, **changed: str | None) -> Query:
    """The address in its columns, some of them changed."""
    given: dict[str, str | None] = {
        "street": one.street, "house_number": one.house_number, "house_letter": one.house_letter,
        "house_addition": one.house_addition, "postcode": one.postcode, "town": one.town,
    }  # fmt: skip
    return Query(**(given | changed))  # type: ignore[arg-type]


def one_text(
    one: Known, dice: random.Random, *, number: str | None = None, **changed: str
) -> Query:
    """One text in one of the forms that exports have."""
    street, town = changed.get("street", one.street), changed.get("town", one.town)
    code = changed.get("postcode", one.postcode) or ""
    house = number if number is not None else f"{one.house_number}{suffix_of(one)}"
    spaced = f"{code[:4]} {code[4:]}"
    forms = (
        f"{street} {house}, {spaced} {town}",
        f"{street} {house} {code} {town}",
        f"{street} {house}, {town}",
        f"{street} {house}\n{spaced}  {town}",
        f"{street} {house} {town}".upper(),
        f"{street} {house} ({town})",
        f"{street} {house}, {code} {town}, Nederland",
        f"{street} {house} te {town}",
        f"{street} {house}, {spaced.lower()} {town} (ZH)",
    )
    return Query(address=dice.choice(forms))


def either(one: Known, dice: random.Random, **changed: str) -> Query:
    """Columns or one text, with some parts changed."""
    if dice.random() < 0.5:
        return columns(one, **changed)
    return one_text(one, dice, **changed)
