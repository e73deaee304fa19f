"""From a record of a file to a row of a canonical table, or to quarantine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.delivery import Quarantined, Row, Used
from connectors.tabular import keys
from connectors.tabular.cells import Convert, Partial, converter
from connectors.tabular.damage import Seen, sound, watch
from connectors.tabular.sheet import FormulaError, Record, Sheet, is_blank, text
from engine.errors import SourceChanged
from engine.sources_file import SourceSpec
from engine.tables import TABLES, Column, Table, Type

_SHOWN = 200
"""Characters of a cell that quarantine keeps."""
_NAMES = frozenset({"statutory_name", "trade_names", "shop_name"})
"""Company names that are a person's name when the company is a sole trader."""


@dataclass(frozen=True, slots=True)
class Field:
    """One mapped column: where its cell stands and how it is read."""

    column: Column
    source: str
    at: int
    values: Mapping[str, str | bool | int]
    convert: Convert
    is_person: bool
    damage: Seen = sound

    def read(self, cell: object) -> object:
        """Return the typed value, None when unknown.

        Raises:
            ValueError: the cell cannot be read as this column.
        """
        if isinstance(cell, FormulaError):
            raise ValueError("the formula of the cell failed")
        if is_blank(cell):
            return None
        if self.values and not isinstance(cell, list) and (word := text(cell)) in self.values:
            cell = self.values[word]
            if cell == "":
                return None
        value = self.convert(cell)
        if isinstance(value, list) and self.values:
            value = [str(self.values.get(part, part)) for part in value]
        if self.column.words and value not in self.column.words:
            raise UnlistedWord(str(value), self.column.words)
        return value


class UnlistedWord(ValueError):
    """A word that is neither a fixed word of the column nor mapped to one."""

    def __init__(self, word: str, words: Sequence[str]) -> None:
        self.word = word
        to = "`other`" if "other" in words else f"one of {', '.join(words)}"
        super().__init__(f"map it to {to} by name under values")


@dataclass(frozen=True, slots=True)
class Plan:
    """How the records of one file become rows of one canonical table."""

    source: str
    table: Table
    file: str
    fields: tuple[Field, ...]

    def item(self, record: Record) -> Used | Quarantined:
        """Return the row of a record, or why it cannot be used.

        Raises:
            SourceChanged: a spreadsheet damaged a column.
        """
        if record.cells is None:
            return Quarantined(self.file, record.line, None, record.problem)
        self._check(record.line, record.cells)
        values: dict[str, object] = {}
        problems: list[str] = []
        for field in self.fields:
            try:
                _put(values, field.column.name, field.read(record.cells[field.at]))
            except UnlistedWord as error:
                problems.append(f"{self._where(field)}: {self._word(error, record.cells)}{error}")
            except ValueError as error:
                problems.append(f"{self._where(field)}: {error}")
        problems += self._empty(values, problems)
        if problems:
            return self._quarantined(record.line, record.cells, "; ".join(problems))
        row = Row(self.table.name, values, _private(self.table, values))
        return Used(self.file, record.line, (row,))

    def _check(self, line: int, cells: Sequence[object]) -> None:
        for field in self.fields:
            if (what := field.damage(cells[field.at])) is not None:
                what = f"column {field.source}, mapped to {field.column.name}: {what}"
                more = "export the column as text and deliver it again"
                raise SourceChanged(self.source, f"{what}; {more}", file=self.file, line=line)

    def _empty(self, values: Mapping[str, object], problems: Sequence[str]) -> list[str]:
        if problems:
            return []
        empty = keys.missing(self.table, values.keys())
        if not empty:
            return []
        sources = {field.column.name: self._where(field) for field in self.fields}
        return [f"{sources.get(name, name)}: empty, and a row needs it" for name in empty]

    def _where(self, field: Field) -> str:
        return f"{field.column.name} (column {field.source})"

    def _word(self, error: UnlistedWord, cells: Sequence[object]) -> str:
        """Quote the word, unless it may be a person's."""
        people = {text(cells[f.at]) for f in self.fields if f.is_person}
        if error.word in people or len(error.word) > _SHOWN:
            return "unlisted word: "
        return f'unlisted word "{error.word}": '

    def _quarantined(self, line: int, cells: Sequence[object], reason: str) -> Quarantined:
        shown = [
            (field, text(cells[field.at])[:_SHOWN])
            for field in self.fields
            if _can_show(field.column, cells[field.at])
        ]
        raw: dict[str, object] = {f.column.name: word for f, word in shown if not f.is_person}
        people = {f.column.name: word for f, word in shown if f.is_person}
        key = [raw.get(name) for name in self.table.key]
        record_id = None if None in key else "/".join(str(part) for part in key)
        return Quarantined(self.file, line, record_id, reason, raw, people)


def plan(spec: SourceSpec, sheet: Sheet, converters: Mapping[str, Convert] | None = None) -> Plan:
    """Make the plan of one file; `spec` and the columns of `sheet` have been checked.

    Args:
        spec: the source.
        sheet: the file.
        converters: by column, where it is not read by its type alone.
    """
    table = TABLES[str(spec.table)]
    columns = {column.name: column for column in table.inputs()}
    at = {name: index for index, name in enumerate(sheet.columns or ())}
    fields = tuple(
        Field(
            columns[name],
            source,
            at.get(source.strip(), 0),
            spec.values.get(name, {}),
            (converters or {}).get(name) or converter(columns[name], spec),
            _is_person(table, columns[name]),
            watch(columns[name]),
        )
        for name, source in sorted(spec.columns.items())
    )
    return Plan(spec.id, table, sheet.file, fields)


def _put(values: dict[str, object], name: str, value: object) -> None:
    if isinstance(value, Partial):
        values[f"{name}_partial"] = value.precision
    elif value is not None and value != []:
        values[name] = value


def _can_show(column: Column, cell: object) -> bool:
    """False for nothing, for geometry, and for an object: it may hold what nobody mapped."""
    return not (is_blank(cell) or column.type is Type.GEOMETRY or isinstance(cell, dict))


def _is_person(table: Table, column: Column) -> bool:
    """True when the column can name a natural person, so that its text never stays readable."""
    roles = {f"{role}_{part}" for role in table.roles for part in ("kvk", "name", "id")}
    return column.name in roles | _NAMES


def _private(table: Table, values: Mapping[str, object]) -> frozenset[str]:
    """Return the names of a sole trader, or of a company that may be one."""
    form = values.get("legal_form")
    if table.name != "enterprise" or form not in (None, "sole_trader"):
        return frozenset()
    if form is None and values.get("rsin"):
        return frozenset()
    return _NAMES & values.keys()
