"""Key figures of municipalities, districts and neighbourhoods: one record per area.

Codes and borders of neighbourhoods change every year, so every figure has its year. A figure far
below zero means that there is none. Water has no figures.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from connectors.area_figures.files import Cells, Entry, Opened
from connectors.area_figures.measures import Measures
from connectors.delivery import Ignored, Quarantined, Row, Used
from connectors.tabular.sheet import is_blank, text
from engine.errors import SourceChanged

CODE = re.compile(r"(?:(GM)([0-9]{4})|(WK)([0-9]{4})[0-9]{2}|(BU)([0-9]{4})[0-9]{4})")
KINDS = {"GM": "municipality", "WK": "district", "BU": "neighbourhood"}
OTHER, WATER, ABROAD = "other municipality", "water", "abroad"

_CODES = (
    "buurtcode", "bu_code", "statcode", "code", "wijkcode", "wk_code", "gemeentecode", "gm_code",
)  # fmt: skip
"""What the code of an area is called; a file of neighbourhoods also has those around it."""
_NAMES = {
    "GM": ("gemeentenaam", "gm_naam", "statnaam", "name"),
    "WK": ("wijknaam", "wk_naam", "statnaam", "name"),
    "BU": ("buurtnaam", "bu_naam", "statnaam", "name"),
}
_YEARS = ("jaarstatcode", "jrstatcode", "jaar")
_WATER = ("water", "h2o")
_OTHERS = frozenset(
    {"province", "rubriek", "id", "fid", "indelingswijziging_wijken_en_buurten", "ind_wbz",
     "meest_voorkomende_postcode", "dekkingspercentage", "shape_length", "shape_area"}
)  # fmt: skip
_KNOWN = _OTHERS.union(_CODES, _YEARS, _WATER, *_NAMES.values())
_WATER_WORDS = {"NEE": None, "JA": WATER, "B": ABROAD}


class Unreadable(ValueError):
    """A record that goes to quarantine; the message is the reason."""


@dataclass(slots=True)
class Areas:
    """How the key figures of one delivery are read.

    Attributes:
        municipality: four digits; areas of others are left out.
        year: year of files that do not say it, None when sources.yaml gives none.
        lowest: a figure at or below it means that there is none.
        counts: for the notes.
        strange: columns that nobody knows -> the file.
    """

    source: str
    municipality: str
    year: int | None
    lowest: float
    measures: Measures
    counts: Counter[str] = field(default_factory=Counter)
    strange: dict[str, str] = field(default_factory=dict)

    def read(self, opened: Opened) -> Iterator[Used | Quarantined | Ignored]:
        """Yield one item per area of a file.

        Raises:
            SourceChanged: no column has a code of an area, or nothing tells the year.
        """
        columns = {name.lower(): name for name in opened.columns}
        code = next((columns[name] for name in _CODES if name in columns), None)
        if code is None:
            have = ", ".join(opened.columns[:12]) or "no columns"
            what = f"no column has a code of an area ({', '.join(_CODES)}); it has {have}"
            raise SourceChanged(self.source, what, file=opened.label)
        if self.year is None and not any(name in columns for name in _YEARS):
            what = "nothing tells the year of these figures: give options: {year: 2022}"
            raise SourceChanged(self.source, what, file=opened.label)
        figures = self._figures(opened, columns)
        for entry in opened.entries:
            yield self._item(opened, entry, columns, code, figures)

    def _figures(self, opened: Opened, columns: Mapping[str, str]) -> dict[str, str]:
        """Measure -> column, in the order of the table of measures; the first column counts."""
        known = self.measures.columns
        for lower, name in columns.items():
            if lower not in known and lower not in _KNOWN:
                self.strange[name] = opened.label
        found: dict[str, str] = {}
        for lower, measure in known.items():
            if measure.is_used and lower in columns:
                found.setdefault(measure.name, lower)
        return found

    def _item(
        self,
        opened: Opened,
        entry: Entry,
        columns: Mapping[str, str],
        code: str,
        figures: Mapping[str, str],
    ) -> Used | Quarantined | Ignored:
        if entry.cells is None:
            return Quarantined(opened.label, entry.line, None, entry.problem)
        cells = {lower: entry.cells.get(name) for lower, name in columns.items()}
        area = text(entry.cells.get(code)) if not is_blank(entry.cells.get(code)) else ""
        try:
            found = _kind_of(area)
            if reason := self._reason(found[1], cells):
                return Ignored(opened.label, reason)
            rows = tuple(self._rows(area, cells, figures))
        except Unreadable as error:
            raw = {name: text(value) for name, value in cells.items() if not is_blank(value)}
            return Quarantined(opened.label, entry.line, area or None, str(error), raw)
        self.counts[f"areas/{KINDS[found[0]]}"] += 1
        self.counts["areas_without_figures"] += not rows
        return Used(opened.label, entry.line, rows)

    def _reason(self, municipality: str, cells: Cells) -> str | None:
        """Why an area is left out, None when it counts."""
        if municipality != self.municipality:
            return OTHER
        word = next((text(cells[name]) for name in _WATER if not is_blank(cells.get(name))), "NEE")
        if word.upper() not in _WATER_WORDS:
            raise Unreadable(f"water {word!r} is not one of {', '.join(_WATER_WORDS)}")
        return _WATER_WORDS[word.upper()]

    def _rows(self, area: str, cells: Cells, figures: Mapping[str, str]) -> Iterator[Row]:
        year = self._year(cells)
        names = (cells.get(name) for name in _NAMES[area[:2]])
        name = next((text(value) for value in names if not is_blank(value)), None)
        for measure, column in figures.items():
            value = self._number(column, cells.get(column))
            self.counts[f"unknown/{measure}"] += value is None
            yield Row(
                "area_figure",
                {
                    "figure_id": f"{area}/{year}/{measure}",
                    "area_id": area,
                    "area_kind": KINDS[area[:2]],
                    "area_name": name,
                    "year": year,
                    "period": str(year),
                    "measure": measure,
                    "value": value,
                    "unit": self.measures.columns[column].unit,
                    "is_complete": True,
                },
            )

    def _year(self, cells: Cells) -> int:
        told = next((text(cells[name]) for name in _YEARS if not is_blank(cells.get(name))), "")
        year = told[:4] if told else str(self.year or "")
        if not re.fullmatch(r"(?:19|20)[0-9]{2}", year):
            raise Unreadable(f"year {told or 'empty'!r} is no year")
        return int(year)

    def _number(self, column: str, value: object) -> float | None:
        if is_blank(value) or isinstance(value, bool):
            return None
        word = text(value)
        known = self.measures.words.get((column, word.lower()))
        if known is not None:
            return known
        try:
            number = float(word.replace(",", "."))
        except ValueError:
            raise Unreadable(f"{column} {word[:40]!r} is no number") from None
        return None if number <= self.lowest or number != number else number


def _kind_of(area: str) -> tuple[str, str]:
    """Kind of an area and the municipality that it lies in."""
    found = CODE.fullmatch(area)
    if found is None:
        raise Unreadable(f"{area or 'empty'!r} is no code GM, WK or BU of an area")
    kind, municipality = (part for part in found.groups() if part)
    return kind, municipality
