"""How two records of people may agree, field by field: the levels as SQL.

The first level whose condition holds counts. What a level weighs stands in
`rules/matching/people.yml`; a field that is missing on one side weighs nothing. The columns are
those of `records.SCHEMA`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

EQUAL, SIMILAR, DIFFERENT, MISSING = "equal", "similar", "different", "missing"
OTHER = "different"
"""Name of the level that is left when no other one holds."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which a field of two records agrees.

    Attributes:
        name: in the settings.
        agreement: in words of `match_candidate`.
        condition: SQL over `<column>_l` and `<column>_r`; `{near}` and the like are likenesses
            of the settings.
        frequency: column whose frequency of the value takes the place of `u`; None for none.
    """

    name: str
    agreement: str
    condition: str
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of two records.

    Attributes:
        missing: SQL that holds when one of the two has no value.
        levels: the best first; the last one takes the rest.
    """

    missing: str
    levels: tuple[Level, ...]


_SWAPPED = (
    "given_l = surname_r AND given_r = surname_l AND given_l <> given_r "
    "OR given_l <> surname_l AND given_r <> surname_r AND ("
    "givens_l = surname_r AND jaro_winkler_similarity(surname_l, givens_r) >= {near} "
    "AND jaro_winkler_similarity(givens_l, givens_r) < {close} "
    "OR surname_l = givens_r AND jaro_winkler_similarity(givens_l, surname_r) >= {near} "
    "AND jaro_winkler_similarity(givens_l, givens_r) < {close})"
)
_FIRST_DAYS = "(born_l[5:8] = '0101' OR born_r[5:8] = '0101')"
"""1 January often stands for a day that nobody knows: only the year of it says something."""
_REST = Level(OTHER, DIFFERENT, "ELSE")


def _near(one: str) -> str:
    return (
        f"(jaro_winkler_similarity({one}_l, {one}_r) >= {{near}} "
        f"AND least(length({one}_l), length({one}_r)) >= {{near_letters}} "
        f"OR damerau_levenshtein({one}_l, {one}_r) <= 1 "
        f"AND least(length({one}_l), length({one}_r)) >= {{edit_letters}})"
    )


def _close(one: str) -> str:
    return (
        f"jaro_winkler_similarity({one}_l, {one}_r) >= {{close}} "
        f"AND least(length({one}_l), length({one}_r)) >= {{edit_letters}}"
    )


COMPARISONS: Mapping[str, Comparison] = {
    "given": Comparison(
        "given_l IS NULL OR given_r IS NULL",
        (
            Level("swapped", SIMILAR, _SWAPPED),
            Level("equal", EQUAL, "given_l = given_r AND length(given_l) > 1", "given"),
            Level("short_form", SIMILAR, "list_has_any(forms_l, forms_r)"),
            Level("near", SIMILAR, f"{_near('given')} OR {_near('givens')}"),
            Level(
                "initial",
                SIMILAR,
                "least(length(given_l), length(given_r)) = 1 AND given_l[1] = given_r[1]",
            ),
            Level(
                "other_name",
                SIMILAR,
                "list_contains(further_l, given_r) OR list_contains(further_r, given_l)",
            ),
            Level("close", SIMILAR, _close("givens")),
            _REST,
        ),
    ),
    "surname": Comparison(
        "surname_l IS NULL OR surname_r IS NULL",
        (
            Level("swapped", SIMILAR, _SWAPPED),
            Level("equal", EQUAL, "surname_l = surname_r", "surname"),
            Level("near", SIMILAR, _near("surname")),
            Level(
                "part",
                SIMILAR,
                "list_has_any(parts_l, parts_r) "
                "AND (list_has_all(parts_l, parts_r) OR list_has_all(parts_r, parts_l))",
            ),
            Level(
                "other_name",
                SIMILAR,
                "list_has_any(parts_l, words_r) OR list_has_any(parts_r, words_l)",
            ),
            Level("close", SIMILAR, _close("surname")),
            _REST,
        ),
    ),
    "words": Comparison(
        "further_l IS NULL OR further_r IS NULL",
        (
            Level("equal", EQUAL, "further_l = further_r"),
            Level("shared", SIMILAR, "list_has_any(further_l, further_r)"),
            _REST,
        ),
    ),
    "born": Comparison(
        "year_l IS NULL OR year_r IS NULL",
        (
            Level("equal", EQUAL, "born_l = born_r", "born"),
            Level(
                "swapped",
                SIMILAR,
                "year_l = year_r AND born_l[5:6] = born_r[7:8] AND born_l[7:8] = born_r[5:6]",
            ),
            Level(
                "one_digit",
                SIMILAR,
                f"damerau_levenshtein(born_l, born_r) <= 1 AND NOT {_FIRST_DAYS}",
            ),
            Level(
                "two_parts",
                SIMILAR,
                "(year_l = year_r)::INT + (born_l[5:6] = born_r[5:6])::INT "
                f"+ (born_l[7:8] = born_r[7:8])::INT >= 2 AND NOT {_FIRST_DAYS}",
            ),
            Level("year", SIMILAR, "year_l = year_r"),
            Level(
                "two_digits",
                SIMILAR,
                f"damerau_levenshtein(born_l, born_r) <= 2 AND NOT {_FIRST_DAYS}",
            ),
            _REST,
        ),
    ),
    "house": Comparison(
        "street_l IS NULL OR street_r IS NULL",
        (
            Level("equal", EQUAL, "street_l = street_r AND number_l = number_r"),
            Level(
                "near",
                SIMILAR,
                "jaro_winkler_similarity(street_l, street_r) >= {street} AND number_l = number_r",
            ),
            Level("street", SIMILAR, "street_l = street_r", "street"),
            Level(
                "near_street", SIMILAR, "jaro_winkler_similarity(street_l, street_r) >= {street}"
            ),
            Level("second", SIMILAR, "street_l = second_r OR street_r = second_l"),
            _REST,
        ),
    ),
    "postcode": Comparison(
        "postcode_l IS NULL OR postcode_r IS NULL",
        (
            Level("equal", EQUAL, "postcode_l = postcode_r", "postcode"),
            Level("one_sign", SIMILAR, "damerau_levenshtein(postcode_l, postcode_r) <= 1"),
            Level("area", SIMILAR, "area_l = area_r"),
            _REST,
        ),
    ),
    "town": Comparison(
        "town_l IS NULL OR town_r IS NULL",
        (
            Level("equal", EQUAL, "town_l = town_r", "town"),
            Level("near", SIMILAR, "jaro_winkler_similarity(town_l, town_r) >= {street}"),
            _REST,
        ),
    ),
}
"""The fields that are compared, in the order in which they are told."""
