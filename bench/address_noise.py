"""Noise for addresses: what exports and people make of them, in ten named kinds, and what has none.

Queries are made from real addresses with a fixed seed. Those without a counterpart look like
addresses and mean none that is known: a number that does not exist, a street elsewhere, a box at
the post office, a place beside an address, a parcel, parts that contradict each other.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.geometry_rd import to_wgs84
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query
from engine.matching.addresses.text import number_key

KINDS = (
    "glued number", "split suffix", "range", "abbreviation", "diacritics and IJ", "postcode",
    "town misspelled", "street misspelled", "parts swapped", "coordinates",
)  # fmt: skip
WITHOUT = (
    "number that does not exist", "suffix that does not exist", "street elsewhere", "street of another name",
    "postbus", "beside an address", "parcel", "contradiction", "range of two",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noised:
    """One query with its truth.

    Attributes:
        kind: one of `KINDS`, or of `WITHOUT`.
        meant: id of the address, None when there is none.
    """

    query: Query
    kind: str
    meant: str | None


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
    made = []
    for at, one in enumerate(addresses):
        kind = KINDS[at % len(KINDS)]
        query, kind, meant = _NOISE[kind](one, dice, exists), kind, one.id
        made.append(Noised(replace(query, query_id=f"q{len(made):06d}"), kind, meant))
    count = round(len(made) * without / (1 - without))
    for at in range(count):
        kind = WITHOUT[at % len(WITHOUT)]
        one = addresses[dice.randrange(len(addresses))]
        query_or_none = _NONE[kind](one, dice, exists)
        if query_or_none is not None:
            made.append(Noised(replace(query_or_none, query_id=f"q{len(made):06d}"), kind, None))
    return made


def _suffix(one: Known) -> str:
    letter, addition = one.house_letter or "", one.house_addition or ""
    return f"{letter}-{addition}" if letter and addition else letter or (f"-{addition}" if addition else "")


def _columns(one: Known, **changed: str | None) -> Query:
    given: dict[str, str | None] = {
        "street": one.street, "house_number": one.house_number, "house_letter": one.house_letter,
        "house_addition": one.house_addition, "postcode": one.postcode, "town": one.town,
    }  # fmt: skip
    return Query(**(given | changed))  # type: ignore[arg-type]


def _text(one: Known, dice: random.Random, *, number: str | None = None, **changed: str) -> Query:
    """One text in one of the forms that exports have."""
    street, town = changed.get("street", one.street), changed.get("town", one.town)
    code = changed.get("postcode", one.postcode) or ""
    house = number if number is not None else f"{one.house_number}{_suffix(one)}"
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


def _either(one: Known, dice: random.Random, **changed: str) -> Query:
    """Columns or one text, with some parts changed."""
    if dice.random() < 0.5:
        return _columns(one, **changed)
    return _text(one, dice, **changed)


def _glued(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    letter, addition = one.house_letter or "", one.house_addition or ""
    sign = dice.choice(("", "-", " ", "/"))
    between = sign if letter and addition or addition[:1].isdigit() and sign else ""
    between = between or ("-" if addition[:1].isdigit() and not letter else "")
    glued = f"{one.house_number}{letter.upper() if dice.random() < 0.5 else letter}{between}{addition}"
    if dice.random() < 0.5:
        return _columns(one, house_number=glued, house_letter=None, house_addition=None)
    if dice.random() < 0.3:
        return _columns(one, street=f"{one.street} {glued}", house_number=None, house_letter=None, house_addition=None)
    if dice.random() < 0.2:
        return _columns(
            one, street=f"{one.street} {one.house_number}", house_number=f"{letter}{addition}" or None,
            house_letter=None, house_addition=None,
        )  # fmt: skip
    return _text(one, dice, number=glued)


def _split(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    number, letter, addition = one.house_number or "", one.house_letter or "", one.house_addition or ""
    parts = [part for part in (letter.upper(), addition) if part]
    label = dice.choice(("", "nr. ", "nr ", "huisnr. ", "no. ", "0"))
    if dice.random() < 0.4:
        return _columns(one, house_number=f"{'0' * dice.randrange(3)}{number}", house_letter=None, house_addition=" ".join(parts) or None)
    if dice.random() < 0.3:
        return _columns(one, house_number=number, house_letter=letter or None, house_addition=(letter + addition) or None)
    return _text(one, dice, number=f"{label}{number} " + dice.choice((" ", " - ", " / ")).join(parts))


def _range(one: Known, dice: random.Random, exists: Around) -> Query:
    number = int(one.house_number or 0)
    numbers = exists.numbers[(one.street or "", one.town or "")]
    free = [number + step for step in (2, 4, 6, 1, 3, 8, 10) if number + step not in numbers]
    if not free or one.house_letter or one.house_addition:
        return _text(one, dice)
    sign = dice.choice(("-", " - ", " t/m ", " en ", "+", " tot ", "/", "–", " & "))
    house = f"{number}{sign}{free[0]}"
    return _columns(one, house_number=house) if dice.random() < 0.5 else _text(one, dice, number=house)


_SHORT = (
    ("straat", "str."), ("straat", "str"), ("weg", "wg"), ("laan", "ln."), ("plein", "pln"), ("kade", "kd."),
    ("Burgemeester", "Burg."), ("Burgemeester", "Bgm"), ("Dokter", "Dr."), ("Pastoor", "Past."), ("van der", "v.d."),
    ("van der", "v/d"), ("van", "v."), ("Prins", "Pr."), ("Koningin", "Kon."), ("Oude", "O."), ("Nieuwe", "N."),
    ("dijk", "dk"), ("singel", "sngl"), ("Piet", "P."), ("Willem", "W."), ("Cornelis", "C."), ("Jan", "J."), ("Pieter", "P."),
    ("Hendrik", "H."), ("Jacob", "J."), ("hof", "hf"), ("plantsoen", "plnts."), ("Vincent", "V."), ("Graaf", "Gr."),
)  # fmt: skip


def _abbreviated(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    street = one.street or ""
    fits = [(full, short) for full, short in _SHORT if full in street]
    for full, short in dice.sample(fits, k=min(len(fits), dice.choice((1, 2)))):
        street = street.replace(full, short)
    town = (one.town or "").replace("aan den", dice.choice(("a/d", "a.d.", "ad")))
    return _either(one, dice, street=street, town=town)


def _accents(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    swaps = (("ij", "y"), ("ij", "ĳ"), ("IJ", "Y"), ("é", "e"), ("ö", "o"), ("ö", "oe"), ("e", "é"), ("a", "à"), ("'t", "het"), ("'", "’"))
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
    return _either(one, dice, street=street, town=town)


def _postcode(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    code = one.postcode or ""
    at = dice.randrange(5)
    wrong = (
        code[:at] + code[at + 1] + code[at] + code[at + 2 :],
        code[:4] + dice.choice("ABCDEFGHJK") + code[5:],
        code[:3] + dice.choice("0123456789") + code[4:],
    )
    made = dice.choice((f"{code[:4]} {code[4:]}", code.lower(), f" {code[:4]}  {code[4:].lower()}", code[:4], None, *wrong))
    if dice.random() < 0.6:
        return _columns(one, postcode=made) if dice.random() < 0.7 or made is None else _columns(one, postcode=f"{made} {one.town}", town=None)
    if made is None:
        return Query(address=f"{one.street} {one.house_number}{_suffix(one)}, {one.town}")
    if dice.random() < 0.3:
        return Query(address=f"{code} {one.house_number}{_suffix(one)}")
    return _text(one, dice, postcode=made.replace(" ", ""))


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
        return _columns(one, town=town, postcode=None)
    return _either(one, dice, town=town)


def _street(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    street = slip(one.street or "", dice)
    if dice.random() < 0.2:
        street = slip(street, dice)
    if dice.random() < 0.25:
        return _columns(one, street=street, postcode=None)
    return _either(one, dice, street=street)


_BUSINESSES = (
    "Bakkerij Verzonnen", "Fictief Beheer B.V.", "Autobedrijf Bedacht", "Stichting De Proef", "Café Het Voorbeeld",
    "VOF Verzonnen & Zn.", "Jachthaven Denkbeeld", "Proef Holding BV",
)  # fmt: skip


def _swapped(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    house, code, town = f"{one.house_number}{_suffix(one)}", one.postcode or "", one.town
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


def _no_number(one: Known, dice: random.Random, exists: Around) -> Query:
    numbers = exists.numbers[(one.street or "", one.town or "")]
    free = [n for n in range(1, max(numbers) + 12) if n not in numbers]
    number = str(dice.choice(free))
    if dice.random() < 0.5:
        return _columns(one, house_number=number, house_letter=None, house_addition=None)
    return _text(one, dice, number=number)


def _no_suffix(one: Known, dice: random.Random, exists: Around) -> Query | None:
    suffix = dice.choice(("q", "y", "bis", "x", " hs", " zwart"))
    number = f"{one.house_number}{suffix}"
    if number_key(number) in exists.houses[(one.street or "", one.town or "")]:
        return None
    if dice.random() < 0.5:
        return _columns(one, house_number=number, house_letter=None, house_addition=None)
    return _text(one, dice, number=number)


_ELSEWHERE = (
    ("Damrak", "1012LG", "Amsterdam"), ("Coolsingel", "3011AD", "Rotterdam"), ("Breestraat", "2311CH", "Leiden"),
    ("Dorpsstraat", "2712AJ", "Zoetermeer"), ("Kerkstraat", "3581RA", "Utrecht"), ("Julianalaan", "2628BC", "Delft"),
    ("Hoofdstraat", "2181EC", "Hillegom"), ("Langestraat", "1811JB", "Alkmaar"), ("Noordeinde", "2514GK", "Den Haag"),
    ("Molenweg", "8011AA", "Zwolle"), ("Wilhelminalaan", "3732GJ", "De Bilt"), ("Parallelweg", "5211AA", "'s-Hertogenbosch"),
    ("Stationsstraat", "1506DJ", "Zaandam"), ("Raadhuisstraat", "2101HA", "Heemstede"), ("Herenweg", "2201AA", "Noordwijk"),
)  # fmt: skip


def _elsewhere(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    street, code, town = dice.choice(_ELSEWHERE)
    if dice.random() < 0.4:
        street = one.street or street
    moved = replace(one, street=street, postcode=code, town=town)
    if dice.random() < 0.3:
        return _columns(moved, postcode=None)
    return _either(moved, dice)


def _other_name(one: Known, dice: random.Random, exists: Around) -> Query | None:
    before, after = dice.choice((("Nieuwe ", ""), ("Oude ", ""), ("", "-Oost"), ("", " Zuid"), ("Korte ", ""), ("Tweede ", ""), ("Prins ", ""), ("Dokter ", ""), ("Beneden ", ""), ("Jan ", "")))
    street = f"{before}{one.street}{after}"
    if street in exists.streets[one.town or ""]:
        return None
    if dice.random() < 0.5:
        return _columns(one, street=street, postcode=None)
    return Query(address=f"{street} {one.house_number}{_suffix(one)}, {one.town}")


def _postbus(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    number = one.house_number
    if dice.random() < 0.3:
        return _columns(one, street="Postbus")
    form = dice.choice(("Postbus {}", "POSTBUS {}", "Antwoordnummer {}", "P.O. Box {}", "postbus{}"))
    return Query(address=f"{form.format(number)}, {one.postcode} {one.town}")


def _beside(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    house, town = f"{one.house_number}{_suffix(one)}", one.town
    forms = (
        f"{one.street} naast {house}, {town}", f"naast {one.street} {house}, {town}", f"{one.street} t.o. {house}, {one.postcode} {town}",
        f"tegenover {one.street} {house} te {town}", f"nabij {one.street} {house}, {town}", f"{one.street} achter {house} {town}",
        f"hoek {one.street} {house} {town}", f"{one.street} {house} (achter), {town}", f"{one.street} bij {house}, {town}",
        f"t.h.v. {one.street} {house}, {town}", f"{one.street} {house} t.o., {town}",
    )  # fmt: skip
    if dice.random() < 0.3:
        return _columns(one, house_number=f"{dice.choice(('naast', 't.o.', 'bij', 'nabij', 'achter', 'tegenover'))} {one.house_number}")
    return Query(address=dice.choice(forms))


def _parcel(one: Known, dice: random.Random, exists: Around) -> Query:
    del exists
    section = dice.choice("ABCDEFGH")
    form = dice.choice(("Alkemade {} {}", "ALD00 {} {}", "kadastraal bekend Alkemade sectie {} nummer {}", "sectie {} nr. {} te " + (one.town or ""), "Leimuiden {} {}"))
    return Query(address=form.format(section, one.house_number))


def _contradiction(one: Known, dice: random.Random, exists: Around) -> Query | None:
    others = sorted(exists.streets[one.town or ""] - {one.street or ""})
    fits = [s for s in others if int(one.house_number or 0) in exists.numbers[(s, one.town or "")]]
    if not fits or one.house_letter or one.house_addition:
        return None
    moved, town = replace(one, street=dice.choice(fits)), one.town
    if dice.random() < 0.5:
        return _columns(moved)
    return Query(address=f"{moved.street} {one.house_number}, {one.postcode} {town}")


def _two(one: Known, dice: random.Random, exists: Around) -> Query | None:
    number = int(one.house_number or 0)
    numbers = exists.numbers[(one.street or "", one.town or "")]
    if number + 2 not in numbers or one.house_letter or one.house_addition:
        return None
    house = f"{number}{dice.choice(('-', ' t/m ', ' en ', '+', ', '))}{number + 2}"
    return _text(one, dice, number=house)


_NOISE: Mapping[str, Callable[[Known, random.Random, Around], Query]] = dict(
    zip(
        KINDS,
        (_glued, _split, _range, _abbreviated, _accents, _postcode, _town, _street, _swapped, _coordinates),
        strict=True,
    )
)
_NONE: Mapping[str, Callable[[Known, random.Random, Around], Query | None]] = dict(
    zip(
        WITHOUT,
        (_no_number, _no_suffix, _elsewhere, _other_name, _postbus, _beside, _parcel, _contradiction, _two),
        strict=True,
    )
)
