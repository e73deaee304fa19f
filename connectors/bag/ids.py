"""Identifiers of the BAG: 16 digits with the object type inside, 4 digits for a woonplaats."""

import re

from connectors.bag.codes import DIGITS

OBJECT_LENGTH, CODE_LENGTH = 16, 4
UNIT_ID = re.compile(r"[0-9]{4}0[123][0-9]{10}")
"""What the id of a verblijfsobject, ligplaats or standplaats looks like, in any register."""
ADDRESS_ID = re.compile(r"[0-9]{4}20[0-9]{10}")
"""What the id of a nummeraanduiding looks like."""


class BadId(ValueError):
    """An identifier that is not one of its object type, even when padded."""


def object_id(text: str, code: str) -> str:
    """The identifier of an object of type `code`, with zeros put back on the left.

    Spreadsheets and old tools drop leading zeros; they come back only when the result is an
    identifier of the type that the element demands.

    Raises:
        BadId: letters, too long, or another object type inside.

    Source: BAG 2.0 Extract: gemeentecode (4) + type (2) + number (10); woonplaats 4 digits.
    """
    digits = DIGITS[code]
    length = OBJECT_LENGTH if digits else CODE_LENGTH
    if not (text.isascii() and text.isdigit() and len(text) <= length):
        raise BadId(f"identificatie {text!r} is not {length} digits")
    padded = text if len(text) == length else text.zfill(length)
    if padded[4:6] != digits:
        raise BadId(f"identificatie {text!r} is not one of type {code} ({digits} after the code)")
    return padded


def municipality_code(text: str) -> str:
    """A gemeentecode of 4 digits.

    Raises:
        BadId: not 1 to 4 digits.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= CODE_LENGTH):
        raise BadId(f"gemeentecode {text!r} is not {CODE_LENGTH} digits")
    return text.zfill(CODE_LENGTH)
