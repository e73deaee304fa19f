"""Addresses that a geocoder found for texts that did not match: asked apart, read by a run.

A run reads no network. So the texts of an earlier run are asked, and what agrees exactly goes
into a file that a person looks at and names in `sources.yaml`. Only texts of open registers that
hold an address and nothing else are asked: no name leaves the house.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

from connectors.live.locatieserver import Place
from engine.errors import SettingsError
from engine.matching.addresses.text import (
    Parts,
    number_key,
    parse,
    postcode_key,
    street_key,
    town_key,
    without_care_of,
)
from engine.snapshot import Run
from engine.tables import TABLES, Gate

_ID = re.compile(r"[0-9]{16}")
_ADDRESS = re.compile(
    r"(?:[0-9]{1,2}e |['’])?[^\W\d_][^\d,;:()]{1,60}[ .][0-9]{1,5}[^,;:()]{0,10}"
    r"(?:,? *[1-9][0-9]{3} ?[A-Za-z]{2})?(?:,? *[^\W\d_][^\d,;:()]{1,40})?"
)
"""Street, number and what belongs to it, postcode, town: and nothing before or behind."""
_STREET_WORDS = 6

TABLES_ASKED = tuple(
    sorted(t.name for t in TABLES.values() if t.place and t.gate is Gate.O and not t.derived)
)
"""Tables whose texts may be asked: those of gate O."""


@dataclass(frozen=True, slots=True)
class Geocoded:
    """What one text means, by a geocoder.

    Attributes:
        text: the address as delivered, `place_text` of a run.
        source: who answered.
        asked_on: day of the answer.
    """

    text: str
    object_id: str
    address_id: str
    source: str
    asked_on: date


_COLUMNS = tuple(field.name for field in fields(Geocoded))


def texts_to_ask(run: Run) -> tuple[tuple[str, ...], int]:
    """The distinct address texts of a run that did not match, and how many texts are not asked.

    Returns:
        Texts that hold an address and nothing else, sorted; and the number of other texts.
    """
    texts: set[str] = set()
    for name in TABLES_ASKED:
        table = run.table(f"tables/{name}").select(["place_match", "place_text"])
        pairs = zip(*(column.to_pylist() for column in table.columns), strict=True)
        texts |= {text for match, text in pairs if match == "none" and text}
    asked = sorted(text for text in texts if is_address(text))
    return tuple(asked), len(texts) - len(asked)


def is_address(text: str) -> bool:
    """True when a text is a street with a number, and with a postcode or town or neither."""
    if without_care_of(text) != text or not _ADDRESS.fullmatch(text):
        return False
    street = re.split(r"[0-9]", text.partition("e ")[2] if text[0].isdigit() else text)[0]
    return len(street.split()) <= _STREET_WORDS


def judge(text: str, places: Iterable[Place], *, municipality: str, on: date) -> Geocoded | None:
    """The one answer that agrees exactly with a text, None when none or several do.

    Street, number, letter and addition must agree, and postcode or town: where the text gives
    both, both.

    Args:
        text: what was asked.
        places: what was answered.
        municipality: four digits; answers elsewhere do not count.
        on: day of the answer.
    """
    fits = {
        (place.object_id, place.address_id)
        for place in places
        if place.municipality == municipality and _agrees(text, place)
    }
    if len(fits) != 1:
        return None
    ((object_id, address_id),) = fits
    if not _ID.fullmatch(object_id) or not _ID.fullmatch(address_id):
        return None
    return Geocoded(text, object_id, address_id, "PDOK Locatieserver v3_1", on)


def _agrees(text: str, place: Place) -> bool:
    street, town = street_key(place.street), town_key(place.town)
    asked = parse(
        text,
        streets=frozenset({street} if street else ()),
        towns=frozenset({town} if town else ()),
    )
    postcode, _ = postcode_key(place.postcode)
    if asked.street != street or (asked.number, asked.suffix) != number_key(place.house):
        return False
    return _is_same_area(asked, postcode, town)


def _is_same_area(asked: Parts, postcode: str | None, town: str | None) -> bool:
    """What is given of postcode and town is the same, and something is given."""
    given = [(asked.postcode, postcode), (asked.town, town)]
    told = [(own, other) for own, other in given if own is not None]
    return bool(told) and all(own == other for own, other in told)


def write(found: Sequence[Geocoded], file: Path) -> None:
    """Write a candidates file, sorted by text."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(astuple(one) for one in sorted(found, key=lambda one: one.text))


def load(file: Path) -> tuple[Geocoded, ...]:
    """Read a candidates file that a person looked at.

    Raises:
        SettingsError: other columns, an id or date that is none, or two answers for one text;
            names the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.reader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
    if not rows or tuple(rows[0]) != _COLUMNS:
        raise SettingsError(f"its first line must be {','.join(_COLUMNS)}", file=file, line=1)
    found = [_row(cells, file, line) for line, cells in enumerate(rows[1:], start=2) if cells]
    seen: dict[str, int] = {}
    for line, one in enumerate(found, start=2):
        if one.text in seen:
            what = f"the text stands at line {seen[one.text]} too: a text has one answer"
            raise SettingsError(what, file=file, line=line)
        seen[one.text] = line
    return tuple(found)


def _row(cells: Sequence[str], file: Path, line: int) -> Geocoded:
    if len(cells) != len(_COLUMNS):
        what = f"{len(cells)} cells where {len(_COLUMNS)} are expected"
        raise SettingsError(what, file=file, line=line)
    text, object_id, address_id, source, day = (cell.strip() for cell in cells)
    for name, value in (("object_id", object_id), ("address_id", address_id)):
        if not _ID.fullmatch(value):
            raise SettingsError(f"{name} {value!r} is not 16 digits", file=file, line=line)
    try:
        asked_on = date.fromisoformat(day)
    except ValueError as error:
        what = f"asked_on {day!r} is no date as YYYY-MM-DD"
        raise SettingsError(what, file=file, line=line) from error
    return Geocoded(text, object_id, address_id, source, asked_on)
