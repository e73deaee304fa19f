"""Noise for addresses: what exports and people make of them, in ten named kinds, with a fixed seed.

What has no counterpart stands in `address_none`.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.address_form_noise import changed_postcode, coordinates, swapped
from bench.address_forms import Around, around
from bench.address_house_noise import glued_number, range_of_numbers, split_suffix
from bench.address_none import NONE, WITHOUT
from bench.address_word_noise import abbreviated, accents, misspelled_street, misspelled_town
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


_NOISE: Mapping[str, Callable[[Known, random.Random, Around], Query]] = dict(
    zip(
        KINDS,
        (
            glued_number,
            split_suffix,
            range_of_numbers,
            abbreviated,
            accents,
            changed_postcode,
            misspelled_town,
            misspelled_street,
            swapped,
            coordinates,
        ),
        strict=True,
    )
)
