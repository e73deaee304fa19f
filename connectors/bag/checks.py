"""Checks and converts the collected texts of one record; what is wrong is named."""

from datetime import date
from functools import lru_cache

from connectors.bag import codes
from connectors.bag.ids import BadId, municipality_code, object_id

Values = dict[str, object]


class BadRecord(ValueError):
    """A record that goes to quarantine; the message is the reason."""


@lru_cache(maxsize=1 << 16)
def _day(text: str) -> date:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def check_period(values: Values) -> None:
    """Convert `start` and `stop` to dates and `seq` to a number; a record without start is bad."""
    for name in ("start", "stop"):
        text = values.get(name)
        if text is not None:
            try:
                values[name] = _day(str(text))
            except ValueError:
                raise BadRecord(f"{name} {text!r} is not a date jjjj-mm-dd") from None
    if "start" not in values:
        raise BadRecord("has no beginGeldigheid")
    seq = values.get("seq")
    if seq is not None:
        values["seq"] = whole_number(values, "seq", longest=9)


def check_id(values: Values, code: str) -> None:
    """Check the own identificatie, and put lost zeros back."""
    text = values.get("id")
    if text is None:
        raise BadRecord("has no identificatie")
    found = _valid_id(str(text), code)
    if found != text:
        values["id"], values["padded"] = found, True


def _valid_id(text: str, code: str) -> str:
    try:
        return object_id(text, code)
    except BadId as error:
        raise BadRecord(str(error)) from None


def valid_municipality(text: str) -> str:
    """A gemeentecode of four digits."""
    try:
        return municipality_code(text)
    except BadId as error:
        raise BadRecord(str(error)) from None


def check_refs(values: Values, name: str, code: str) -> None:
    """Check the list of references under `name`, and put lost zeros back."""
    refs = values.get(name)
    if isinstance(refs, list):
        found = [_valid_id(ref, code) for ref in refs]
        if found != refs:
            values[name], values["padded"] = found, True


def _check_ref(values: Values, name: str, code: str) -> None:
    if name in values:
        check_refs(values, name, code)
        values[name] = single(values, name)


def single(values: Values, name: str) -> str:
    """The only reference of a list."""
    found = values.get(name)
    if not isinstance(found, list) or len(found) != 1:
        count = len(found) if isinstance(found, list) else 0
        raise BadRecord(f"{name} refers to {count} objects, not to one")
    return str(found[0])


def one_of(values: Values, name: str, known: frozenset[str]) -> None:
    """Refuse a value that is not in its code list."""
    value = values.get(name)
    if value not in known:
        raise BadRecord(f"{name} {value!r} is not one of {', '.join(sorted(known))}")


def whole_number(values: Values, name: str, *, longest: int) -> int:
    """The value as a number of at most `longest` digits."""
    text = str(values[name])
    if not (text.isascii() and text.isdigit() and len(text) <= longest):
        raise BadRecord(f"{name} {text!r} is not a number of at most {longest} digits")
    return int(text)


def _required(values: Values, name: str) -> None:
    if name not in values:
        raise BadRecord(f"has no {name}")


def _check_town(values: Values) -> None:
    _required(values, "name")


def _check_street(values: Values) -> None:
    _required(values, "name")
    one_of(values, "street_type", codes.STREET_TYPES)
    _check_ref(values, "town_ref", "WPL")


def _check_address(values: Values) -> None:
    check_number(values)
    one_of(values, "addressee", codes.ADDRESSEE_TYPES)
    _check_ref(values, "street_ref", "OPR")
    _check_ref(values, "town_ref", "WPL")


def check_number(values: Values) -> None:
    """Check house number, letter, addition and postcode; only the number is required."""
    _required(values, "number")
    if whole_number(values, "number", longest=5) == 0:
        raise BadRecord("number '0' is not a huisnummer")
    for name, is_right in _ADDRESS_PATTERNS.items():
        text = values.get(name)
        if text is not None and not is_right(str(text)):
            raise BadRecord(f"{name} {text!r} is not as the register writes it")


def _is_postcode(text: str) -> bool:
    digits, letters = text[:4], text[4:]
    return (
        len(text) == 6
        and text.isascii()
        and digits.isdigit()
        and digits[0] != "0"
        and letters.isalpha()
        and letters.isupper()
    )


_ADDRESS_PATTERNS = {
    "letter": lambda text: len(text) == 1 and text.isascii() and text.isalpha(),
    "addition": lambda text: len(text) <= 4 and text.isascii() and text.isalnum(),
    "postcode": _is_postcode,
}


def _check_addressed(values: Values) -> None:
    _required(values, "main_refs")
    check_refs(values, "main_refs", "NUM")
    values["main_ref"] = single(values, "main_refs")
    check_refs(values, "side_refs", "NUM")


def _check_unit(values: Values) -> None:
    _check_addressed(values)
    check_refs(values, "building_refs", "PND")
    check_purposes(values)
    if "area" in values:
        values["area"] = whole_number(values, "area", longest=6)


def check_purposes(values: Values) -> None:
    """Refuse a gebruiksdoel that is not in the code list."""
    purposes = values.get("purposes")
    for purpose in purposes if isinstance(purposes, list) else ():
        if purpose not in codes.PURPOSES:
            known = ", ".join(sorted(codes.PURPOSES))
            raise BadRecord(f"gebruiksdoel {purpose!r} is not one of {known}")


def _check_building(values: Values) -> None:
    if "built_year" in values:
        values["built_year"] = whole_number(values, "built_year", longest=4)


CHECKS = {
    "WPL": _check_town,
    "OPR": _check_street,
    "NUM": _check_address,
    "VBO": _check_unit,
    "LIG": _check_addressed,
    "STA": _check_addressed,
    "PND": _check_building,
}
