"""Noise in streets and towns: abbreviations, accents and slips of the pen."""

import random

from bench.address_forms import Around, columns, either
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query

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


def abbreviated(one: Known, dice: random.Random, exists: Around) -> Query:
    """One or two words of the street shortened."""
    del exists
    street = one.street or ""
    fits = [(full, short) for full, short in _SHORT if full in street]
    for full, short in dice.sample(fits, k=min(len(fits), dice.choice((1, 2)))):
        street = street.replace(full, short)
    town = (one.town or "").replace("aan den", dice.choice(("a/d", "a.d.", "ad")))
    return either(one, dice, street=street, town=town)


def accents(one: Known, dice: random.Random, exists: Around) -> Query:
    """Other accents, quotes, `ij` and case."""
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


def misspelled_town(one: Known, dice: random.Random, exists: Around) -> Query:
    """One slip or two in the town, or the municipality in its place."""
    town = slip(one.town or "", dice)
    if dice.random() < 0.1 and _is_only(one, exists):
        town = one.municipality or town
    if dice.random() < 0.2:
        town = slip(town, dice)
    if dice.random() < 0.2:
        return columns(one, town=town, postcode=None)
    return either(one, dice, town=town)


def misspelled_street(one: Known, dice: random.Random, exists: Around) -> Query:
    """One slip or two in the street."""
    del exists
    street = slip(one.street or "", dice)
    if dice.random() < 0.2:
        street = slip(street, dice)
    if dice.random() < 0.25:
        return columns(one, street=street, postcode=None)
    return either(one, dice, street=street)
