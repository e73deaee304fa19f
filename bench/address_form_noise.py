"""Noise in postcodes, in the order of the parts, and in coordinates."""

import random

from bench.address_forms import Around, columns, one_text, suffix_of
from connectors.geometry_rd import to_wgs84
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query


def changed_postcode(one: Known, dice: random.Random, exists: Around) -> Query:
    """A postcode written in another way, cut, left out, or wrong in one sign."""
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


def swapped(one: Known, dice: random.Random, exists: Around) -> Query:
    """The parts in another order, with other things beside them."""
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


def coordinates(one: Known, dice: random.Random, exists: Around) -> Query:
    """A point near the address, in RD or degrees, in either order."""
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
