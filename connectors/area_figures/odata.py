"""Open figures of the police in tables of CBS, OData version 3: one record per area, period, kind.

Keys are padded with blanks. Totals are left out, and so are years among months: both would count
twice. No number means that it was suppressed, which is not 0. The last month is not complete.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.area_figures.areas import CODE, KINDS, OTHER, Unreadable
from connectors.area_figures.files import Entry, Opened
from connectors.delivery import Ignored, Note, Quarantined, Row, Used
from connectors.tabular.sheet import is_blank, text
from engine.errors import SourceChanged
from engine.register_settings import CbsSettings

ROWS, TITLES = "TypedDataSet", "DataProperties"
PERIODS = "Perioden"
TOTAL, YEAR_AMONG_MONTHS, LARGER = "total row", "year total among months", "no area of municipality"

_AREAS = ("WijkenEnBuurten", "RegioS", "Gemeenten")
_MEASURE = re.compile(r".+_[0-9]+")
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:JJ00|KW0[1-4]|MM(?:0[1-9]|1[0-2]))")
_LARGER = re.compile(r"(?:NL|LD|PV|CR|RE|PD|BT|VR)[0-9]{2,6}")

Item = Used | Quarantined | Ignored


@dataclass(slots=True)
class _Table:
    """Everything of one OData table: its rows, and what its columns and codes are called."""

    rows: list[Opened] = field(default_factory=list)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    last_month: str = ""
    has_months: bool = False


@dataclass(slots=True)
class Figures:
    """How the OData tables of one delivery are read."""

    source: str
    municipality: str
    settings: CbsSettings
    notes: dict[str, int | str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def read(self, found: Sequence[Opened]) -> Iterator[Item | Note]:
        """Yield one item per record of every file, by table and file.

        Raises:
            SourceChanged: a table has no column of areas, of periods or of figures.
        """
        tables: dict[str, _Table] = defaultdict(_Table)
        for opened in found:
            yield from self._sort(tables[opened.table], opened)
        for name, table in sorted(tables.items()):
            _look_at_periods(table)
            if name in self.settings.ended_tables:
                last = self.settings.ended_tables[name]
                self.notes[f"ended/{name}"] = f"not filled after {last}"
            for opened in table.rows:
                yield from self._rows(name, table, opened)

    def _sort(self, table: _Table, opened: Opened) -> Iterator[Item]:
        """Rows are read later; titles and labels serve them and are records without rows."""
        if opened.set == ROWS:
            table.rows.append(opened)
            return
        for entry in opened.entries:
            if entry.cells is None:
                yield Quarantined(opened.label, entry.line, None, entry.problem)
                continue
            key, title, unit = (_key(entry.cells.get(name)) for name in ("Key", "Title", "Unit"))
            if opened.set == TITLES:
                table.titles[key] = (title or key, unit)
            else:
                table.labels[opened.set][key] = title
            yield Used(opened.label, entry.line)

    def _rows(self, name: str, table: _Table, opened: Opened) -> Iterator[Item]:
        area, kinds, measures = self._columns(opened)
        for entry in opened.entries:
            if entry.cells is None:
                yield Quarantined(opened.label, entry.line, None, entry.problem)
                continue
            keys = {column: _key(entry.cells.get(column)) for column in (area, PERIODS, *kinds)}
            try:
                if reason := self._reason(keys, area, kinds, table):
                    yield Ignored(opened.label, reason)
                    continue
                record = _Record(name, keys[area], keys[PERIODS], [keys[kind] for kind in kinds])
                rows = tuple(self._figures(record, table, entry, kinds, measures))
            except Unreadable as error:
                raw = {column: _key(value) for column, value in entry.cells.items()}
                yield Quarantined(opened.label, entry.line, keys[area] or None, str(error), raw)
                continue
            self.counts[f"rows/{name}/{keys[PERIODS]}"] += 1
            yield Used(opened.label, entry.line, rows)

    def _columns(self, opened: Opened) -> tuple[str, list[str], list[str]]:
        """The columns of areas, of kinds and of figures."""
        area = next((column for column in _AREAS if column in opened.columns), None)
        measures = [column for column in opened.columns if _MEASURE.fullmatch(column)]
        if area is None or PERIODS not in opened.columns or not measures:
            have = ", ".join(opened.columns) or "no columns"
            what = f"needs {' or '.join(_AREAS)}, {PERIODS} and a figure such as X_1; it has {have}"
            raise SourceChanged(self.source, what, file=opened.label)
        taken = {area, PERIODS, "ID", *measures}
        others = [column for column in opened.columns if not column.startswith("odata.")]
        return area, [column for column in others if column not in taken], measures

    def _reason(
        self, keys: Mapping[str, str], area: str, kinds: Sequence[str], table: _Table
    ) -> str | None:
        """Why a row is left out, None when it counts."""
        found = CODE.fullmatch(keys[area])
        if found is None:
            if _LARGER.fullmatch(keys[area]):
                return LARGER
            raise Unreadable(f"{area} {keys[area] or 'empty'!r} is no code of an area")
        if self.municipality not in found.groups():
            return OTHER
        period = keys[PERIODS]
        if not _PERIOD.fullmatch(period):
            raise Unreadable(f"{PERIODS} {period or 'empty'!r} is no year, quarter or month")
        if any(keys[kind] in self.settings.total_keys for kind in kinds):
            return TOTAL
        return YEAR_AMONG_MONTHS if "JJ" in period and table.has_months else None

    def _figures(
        self,
        record: "_Record",
        table: _Table,
        entry: Entry,
        kinds: Sequence[str],
        measures: Sequence[str],
    ) -> Iterator[Row]:
        assert entry.cells is not None
        for column in measures:
            value = _number(column, entry.cells.get(column))
            self.counts[f"suppressed/{record.table}"] += value is None
            title, unit = table.titles.get(column, (column, ""))
            pairs = zip(kinds, record.kinds, strict=True)
            named = [table.labels[kind].get(key) or key for kind, key in pairs]
            labels = table.labels[next(name for name in _AREAS if name in entry.cells)]
            yield Row(
                "area_figure",
                {
                    "figure_id": "/".join(
                        [record.area, record.period, record.table, column, *record.kinds]
                    ),
                    "area_id": record.area,
                    "area_kind": KINDS[record.area[:2]],
                    "area_name": labels.get(record.area),
                    "year": int(record.period[:4]),
                    "period": record.period,
                    "measure": ": ".join([title, *named]),
                    "value": value,
                    "unit": unit or None,
                    "is_complete": record.period != table.last_month,
                },
            )


@dataclass(frozen=True, slots=True)
class _Record:
    """Keys of one row."""

    table: str
    area: str
    period: str
    kinds: Sequence[str]


def _look_at_periods(table: _Table) -> None:
    """Which month is the last: by the code list of periods, else by the rows."""
    periods = set(table.labels.get(PERIODS, {}))
    if not periods:
        periods = {
            _key(entry.cells.get(PERIODS))
            for opened in table.rows
            for entry in opened.entries
            if entry.cells is not None
        }
    months = sorted(p for p in periods if _PERIOD.fullmatch(p) and "MM" in p)
    table.has_months = bool(months)
    table.last_month = months[-1] if months else ""


def _key(value: object) -> str:
    """A key without its padding; empty when there is none."""
    return "" if is_blank(value) else text(value)


def _number(column: str, value: object) -> float | None:
    """A figure; None when it was suppressed."""
    if is_blank(value):
        return None
    try:
        return float(text(value))
    except ValueError:
        raise Unreadable(f"{column} {text(value)[:40]!r} is no number") from None
