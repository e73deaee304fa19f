"""Noise for addresses: what exports and people make of them, in ten named kinds, with a fixed seed.

What has no counterpart stands in `address_none`.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.address_forms import Around, around, columns, either, one_text, suffix_of
from bench.address_none import NONE, WITHOUT
from connectors.geometry_rd import to_wgs84
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query

KINDS = (
    "glued number",
    "split suffix",
    "range",
    "abbreviation",
    "diacritics and IJ",
    "postcode",
    "town misspelled",
    "street misspelled",
    "parts swapped",
    "coordinates",
)


@dataclass(frozen=True, slots=True)
class Noised:
    """One query with its truth.

    Attributes:
        kind: one of `KINDS`, or of `address_none.WITHOUT`.
        meant: id of the address, None when there is none.
    """

    query: Query
    kind: str
    meant: str | None


def make(
    addresses: Sequence[Known], known: Sequence[Known], *, seed: int, without: float = 0.2
) -> list[Noised]:
    """One query per address, and queries without a counterpart.

    Args:
        addresses: what queries are made from.
        known: everything that exists.
        seed: of the noise.
        without: share of all queries that have no counterpart, 0 to 1, open.
    """
    dice, exists = random.Random(seed), around(known)
    made: list[Noised] = []
    for at, one in enumerate(addresses):
        kind = KINDS[at % len(KINDS)]
        query, kind, meant = _NOISE[kind](one, dice, exists), kind, one.id
        made.append(Noised(replace(query, query_id=f"q{len(made):06d}"), kind, meant))
    count = round(len(made) * without / (1 - without))
    for at in range(count):
        kind = WITHOUT[at % len(WITHOUT)]
        one = addresses[dice.randrange(len(addresses))]
        query_or_none = NONE[kind](one, dice, exists)
        if query_or_none is not None:
            made.append(Noised(replace(query_or_none, query_id=f"q{len(made):06d}"), kind, None))
    return made


def _glued(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    letter, addition = one.house_letter or "", one.house_addition or ""
    sign = dice.choice(("", "-", " ", "/"))
    between = sign if (letter and addition) or (addition[:1].isdigit() and sign) else ""
    between = between or ("-" if addition[:1].isdigit() and not letter else "")
    glued = (
        f"{one.house_number}{letter.upper() if dice.random() < 0.5 else letter}{between}{addition}"
    )
    if dice.random() < 0.5:
        return columns(one, house_number=glued, house_letter=None, house_addition=None)
    if dice.random() < 0.3:
        return columns(
            one,
            street=f"{one.street} {glued}",
            house_number=None,
            house_letter=None,
            house_addition=None,
        )
    if dice.random() < 0.2:
        return columns(
            one,
            street=f"{one.street} {one.house_number}",
            house_number=f"{letter}{addition}" or None,
            house_letter=None,
            house_addition=None,
        )
    return one_text(one, dice, number=glued)


def _split(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    number, letter, addition = (
        one.house_number or "",
        one.house_letter or "",
        one.house_addition or "",
    )
    parts = [part for part in (letter.upper(), addition) if part]
    label = dice.choice(("", "nr. ", "nr ", "huisnr. ", "no. ", "0"))
    if dice.random() < 0.4:
        return columns(
            one,
            house_number=f"{'0' * dice.randrange(3)}{number}",
            house_letter=None,
            house_addition=" ".join(parts) or None,
        )
    if dice.random() < 0.3:
        return columns(
            one,
            house_number=number,
            house_letter=letter or None,
            house_addition=(letter + addition) or None,
        )
    return one_text(
        one, dice, number=f"{label}{number} " + dice.choice((" ", " - ", " / ")).join(parts)
    )


def _range(one: Known, dice: random.Random, exists: Around) -> Query:
    number = int(one.house_number or 0)
    numbers = exists.numbers[(one.street or "", one.town or "")]
    free = [number + step for step in (2, 4, 6, 1, 3, 8, 10) if number + step not in numbers]
    if not free or one.house_letter or one.house_addition:
        return one_text(one, dice)
    sign = dice.choice(("-", " - ", " t/m ", " en ", "+", " tot ", "/", "–", " & "))
    house = f"{number}{sign}{free[0]}"
    return (
        columns(one, house_number=house)
        if dice.random() < 0.5
        else one_text(one, dice, number=house)
    )


_SHORT = (
    ("straat", "str."),
    ("straat", "str"),
    ("weg", "wg"),
    ("laan", "ln."),
    ("plein", "pln"),
    ("kade", "kd."),
    ("Burgemeester", "Burg."),
    ("Burgemeester", "Bgm"),
    ("Dokter", "Dr."),
    ("Pastoor", "Past."),
    ("van der", "v.d."),
    ("van der", "v/d"),
    ("van", "v."),
    ("Prins", "Pr."),
    ("Koningin", "Kon."),
    ("Oude", "O."),
    ("Nieuwe", "N."),
    ("dijk", "dk"),
    ("singel", "sngl"),
    ("Piet", "P."),
    ("Willem", "W."),
    ("Cornelis", "C."),
    ("Jan", "J."),
    ("Pieter", "P."),
    ("Hendrik", "H."),
    ("Jacob", "J."),
    ("hof", "hf"),
    ("plantsoen", "plnts."),
    ("Vincent", "V."),
    ("Graaf", "Gr."),
)


def _abbreviated(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    street = one.street or ""
    fits = [(full, short) for full, short in _SHORT if full in street]
    for full, short in dice.sample(fits, k=min(len(fits), dice.choice((1, 2)))):
        street = street.replace(full, short)
    town = (one.town or "").replace("aan den", dice.choice(("a/d", "a.d.", "ad")))
    return either(one, dice, street=street, town=town)


def _accents(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    swaps = (
        ("ij", "y"),
        ("ij", "ĳ"),
        ("IJ", "Y"),
        ("é", "e"),
        ("ö", "o"),
        ("ö", "oe"),
        ("e", "é"),
        ("a", "à"),
        ("'t", "het"),
        ("'", "’"),
    )
    street, town = one.street or "", one.town or ""
    fits = [pair for pair in swaps if pair[0] in street]
    if fits:
        old, new = dice.choice(fits)
        street = street.replace(old, new, 1)
    if dice.random() < 0.3:
        street, town = street.upper(), town.upper()
    if dice.random() < 0.2:
        street = street.replace(" ", "\u00a0")
    if "ij" in town and dice.random() < 0.5:
        town = town.replace("ij", "y")
    return either(one, dice, street=street, town=town)


def _postcode(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    code = one.postcode or ""
    at = dice.randrange(5)
    wrong = (
        code[:at] + code[at + 1] + code[at] + code[at + 2 :],
        code[:4] + dice.choice("ABCDEFGHJK") + code[5:],
        code[:3] + dice.choice("0123456789") + code[4:],
    )
    made = dice.choice(
        (
            f"{code[:4]} {code[4:]}",
            code.lower(),
            f" {code[:4]}  {code[4:].lower()}",
            code[:4],
            None,
            *wrong,
        )
    )
    if dice.random() < 0.6:
        return (
            columns(one, postcode=made)
            if dice.random() < 0.7 or made is None
            else columns(one, postcode=f"{made} {one.town}", town=None)
        )
    if made is None:
        return Query(address=f"{one.street} {one.house_number}{suffix_of(one)}, {one.town}")
    if dice.random() < 0.3:
        return Query(address=f"{code} {one.house_number}{suffix_of(one)}")
    return one_text(one, dice, postcode=made.replace(" ", ""))


def slip(text: str, dice: random.Random) -> str:
    """One slip of the pen: a letter lost, doubled, swapped or another one."""
    if len(text) < 4:
        return text
    at = dice.randrange(1, len(text) - 1)
    how = dice.randrange(4)
    if how == 0:
        return text[:at] + text[at + 1 :]
    if how == 1:
        return text[:at] + text[at] + text[at:]
    if how == 2:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + dice.choice("aeinorst") + text[at + 1 :]


def _is_only(one: Known, exists: Around) -> bool:
    """True when no other town has the street, so that a municipality says enough."""
    return sum(one.street in streets for streets in exists.streets.values()) == 1


def _town(one: Known, dice: random.Random, exists: Around) -> Query:
    town = slip(one.town or "", dice)
    if dice.random() < 0.1 and _is_only(one, exists):
        town = one.municipality or town
    if dice.random() < 0.2:
        town = slip(town, dice)
    if dice.random() < 0.2:
        return columns(one, town=town, postcode=None)
    return either(one, dice, town=town)


def _street(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    street = slip(one.street or "", dice)
    if dice.random() < 0.2:
        street = slip(street, dice)
    if dice.random() < 0.25:
        return columns(one, street=street, postcode=None)
    return either(one, dice, street=street)


_BUSINESSES = (
    "Bakkerij Verzonnen",
    "Fictief Beheer B.V.",
    "Autobedrijf Bedacht",
    "Stichting De Proef",
    "Café Het Voorbeeld",
    "VOF Verzonnen & Zn.",
    "Jachthaven Denkbeeld",
    "Proef Holding BV",
)


def _swapped(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    house, code, town = f"{one.house_number}{suffix_of(one)}", one.postcode or "", one.town
    name, street = dice.choice(_BUSINESSES), one.street
    forms = (
        f"{name}, {street} {house}, {code} {town}",
        f"{name} {street} {house} {code[:4]} {code[4:]} {town}",
        f"{name} {street} {house} {town}",
        f"{code} {town}, {street} {house}",
        f"{town}, {street} {house}",
        f"{house} {street}, {town}",
        f"{code[:4]} {code[4:]} {house} {street} {town}",
        f"{street} {house}, {code} {town}, tel. 071-1234567",
        f"{town} {street} {house}",
        f"{street} {house} ({name}), {town}",
        f"{street} {house} {town}; {name}",
        f"<p>{street} {house}<br>{code} {town}</p>",
        f"{street}&nbsp;{house}, {code}&nbsp;{town}",
    )
    return Query(address=dice.choice(forms))


def _coordinates(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    shift = dice.choice((0.0, 0.3, 0.6, 1.0))
    x, y = (one.x or 0.0) + dice.gauss(0, shift), (one.y or 0.0) + dice.gauss(0, shift)
    lon, lat = _degrees(x, y)
    how = dice.randrange(5)
    if how == 0:
        return Query(x=round(x, 1), y=round(y, 1))
    if how == 1:
        return Query(x=y, y=x)
    if how == 2:
        return Query(lat=round(lat, 6), lon=round(lon, 6))
    if how == 3:
        return Query(lat=lon, lon=lat)
    return Query(x=lon, y=lat)


def _degrees(x: float, y: float) -> tuple[float, float]:
    lon, lat = to_wgs84(x, y)
    return float(lon), float(lat)


_NOISE: Mapping[str, Callable[[Known, random.Random, Around], Query]] = dict(
    zip(
        KINDS,
        (
            _glued,
            _split,
            _range,
            _abbreviated,
            _accents,
            _postcode,
            _town,
            _street,
            _swapped,
            _coordinates,
        ),
        strict=True,
    )
)
