"""Queries without a counterpart: they look like addresses and mean none that is known.

A number or suffix that does not exist, a street elsewhere or of another name, a box at the post
office, a place beside an address, a parcel, parts that contradict each other, two at once.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from bench.address_forms import Around, columns, either, one_text, suffix_of
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query
from engine.matching.addresses.text import number_key

WITHOUT = (
    "number that does not exist",
    "suffix that does not exist",
    "street elsewhere",
    "street of another name",
    "postbus",
    "beside an address",
    "parcel",
    "contradiction",
    "range of two",
)


def _no_number(one: Known, dice: random.Random, exists: Around) -> Query:
    numbers = exists.numbers[(one.street or "", one.town or "")]
    free = [n for n in range(1, max(numbers) + 12) if n not in numbers]
    number = str(dice.choice(free))
    if dice.random() < 0.5:
        return columns(one, house_number=number, house_letter=None, house_addition=None)
    return one_text(one, dice, number=number)


def _no_suffix(one: Known, dice: random.Random, exists: Around) -> Query | None:
    suffix = dice.choice(("q", "y", "bis", "x", " hs", " zwart"))
    number = f"{one.house_number}{suffix}"
    if number_key(number) in exists.houses[(one.street or "", one.town or "")]:
        return None
    if dice.random() < 0.5:
        return columns(one, house_number=number, house_letter=None, house_addition=None)
    return one_text(one, dice, number=number)


_ELSEWHERE = (
    ("Damrak", "1012LG", "Amsterdam"),
    ("Coolsingel", "3011AD", "Rotterdam"),
    ("Breestraat", "2311CH", "Leiden"),
    ("Dorpsstraat", "2712AJ", "Zoetermeer"),
    ("Kerkstraat", "3581RA", "Utrecht"),
    ("Julianalaan", "2628BC", "Delft"),
    ("Hoofdstraat", "2181EC", "Hillegom"),
    ("Langestraat", "1811JB", "Alkmaar"),
    ("Noordeinde", "2514GK", "Den Haag"),
    ("Molenweg", "8011AA", "Zwolle"),
    ("Wilhelminalaan", "3732GJ", "De Bilt"),
    ("Parallelweg", "5211AA", "'s-Hertogenbosch"),
    ("Stationsstraat", "1506DJ", "Zaandam"),
    ("Raadhuisstraat", "2101HA", "Heemstede"),
    ("Herenweg", "2201AA", "Noordwijk"),
)


def _elsewhere(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    street, code, town = dice.choice(_ELSEWHERE)
    if dice.random() < 0.4:
        street = one.street or street
    moved = replace(one, street=street, postcode=code, town=town)
    if dice.random() < 0.3:
        return columns(moved, postcode=None)
    return either(moved, dice)


def _other_name(one: Known, dice: random.Random, exists: Around) -> Query | None:
    before, after = dice.choice(
        (
            ("Nieuwe ", ""),
            ("Oude ", ""),
            ("", "-Oost"),
            ("", " Zuid"),
            ("Korte ", ""),
            ("Tweede ", ""),
            ("Prins ", ""),
            ("Dokter ", ""),
            ("Beneden ", ""),
            ("Jan ", ""),
        )
    )
    street = f"{before}{one.street}{after}"
    if street in exists.streets[one.town or ""]:
        return None
    if dice.random() < 0.5:
        return columns(one, street=street, postcode=None)
    return Query(address=f"{street} {one.house_number}{suffix_of(one)}, {one.town}")


def _postbus(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    number = one.house_number
    if dice.random() < 0.3:
        return columns(one, street="Postbus")
    form = dice.choice(
        ("Postbus {}", "POSTBUS {}", "Antwoordnummer {}", "P.O. Box {}", "postbus{}")
    )
    return Query(address=f"{form.format(number)}, {one.postcode} {one.town}")


_BESIDE = ("naast", "t.o.", "bij", "nabij", "achter", "tegenover")


def _beside(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    house, town = f"{one.house_number}{suffix_of(one)}", one.town
    forms = (
        f"{one.street} naast {house}, {town}",
        f"naast {one.street} {house}, {town}",
        f"{one.street} t.o. {house}, {one.postcode} {town}",
        f"tegenover {one.street} {house} te {town}",
        f"nabij {one.street} {house}, {town}",
        f"{one.street} achter {house} {town}",
        f"hoek {one.street} {house} {town}",
        f"{one.street} {house} (achter), {town}",
        f"{one.street} bij {house}, {town}",
        f"t.h.v. {one.street} {house}, {town}",
        f"{one.street} {house} t.o., {town}",
    )
    if dice.random() < 0.3:
        return columns(
            one,
            house_number=f"{dice.choice(_BESIDE)} {one.house_number}",
        )
    return Query(address=dice.choice(forms))


def _parcel(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    section = dice.choice("ABCDEFGH")
    form = dice.choice(
        (
            "Alkemade {} {}",
            "ALD00 {} {}",
            "kadastraal bekend Alkemade sectie {} nummer {}",
            "sectie {} nr. {} te " + (one.town or ""),
            "Leimuiden {} {}",
        )
    )
    return Query(address=form.format(section, one.house_number))


def _contradiction(one: Known, dice: random.Random, exists: Around) -> Query | None:
    others = sorted(exists.streets[one.town or ""] - {one.street or ""})
    fits = [s for s in others if int(one.house_number or 0) in exists.numbers[(s, one.town or "")]]
    if not fits or one.house_letter or one.house_addition:
        return None
    moved, town = replace(one, street=dice.choice(fits)), one.town
    if dice.random() < 0.5:
        return columns(moved)
    return Query(address=f"{moved.street} {one.house_number}, {one.postcode} {town}")


def _two(one: Known, dice: random.Random, exists: Around) -> Query | None:
    number = int(one.house_number or 0)
    numbers = exists.numbers[(one.street or "", one.town or "")]
    if number + 2 not in numbers or one.house_letter or one.house_addition:
        return None
    house = f"{number}{dice.choice(('-', ' t/m ', ' en ', '+', ', '))}{number + 2}"
    return one_text(one, dice, number=house)


NONE: Mapping[str, Callable[[Known, random.Random, Around], Query | None]] = dict(
    zip(
        WITHOUT,
        (
            _no_number,
            _no_suffix,
            _elsewhere,
            _other_name,
            _postbus,
            _beside,
            _parcel,
            _contradiction,
            _two,
        ),
        strict=True,
    )
)
