"""From the fields of a case to a row of a canonical table, as `sources.yaml` maps them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from connectors import about, check_table, never_use
from connectors.about import Scope
from connectors.check_table import Located, suggest
from connectors.delivery import Options, Quarantined, Used
from connectors.tabular.rows import Field, Plan, plan
from connectors.tabular.sheet import Record, Sheet, is_blank
from engine.sources_file import SourceSpec, TableFormat
from engine.tables import TABLES, Type

CASE_TABLES = ("permit", "measure", "inspection", "licence")
"""Canonical tables that the case systems fill."""


class CaseOptions(Options):
    """Options of every case system.

    Attributes:
        partial: True when the source holds some of the municipality's permits (or licences,
            measures, inspections) only, so that its silence says nothing.
    """

    partial: bool = False


Get = Callable[[str, Type], object]
"""Gives the cell of a source field, by its name and the type of the column that it fills."""


@dataclass(frozen=True, slots=True)
class CaseMap:
    """How the fields of one source become rows.

    Attributes:
        spec: the source's entry.
        otherwise: canonical column -> field that counts when the mapped one is empty.
        ignored: names of fields that `sources.yaml` leaves out.
    """

    spec: SourceSpec
    otherwise: Mapping[str, str]
    ignored: frozenset[str]

    def plan(self, file: str) -> Plan:
        """Return the plan for one file; its cells come in the order of its fields."""
        days = {c.name: _day for c in TABLES[str(self.spec.table)].inputs() if c.type is Type.DATE}
        made = plan(self.spec, Sheet(file, {}, lambda: iter(())), days)
        fields = tuple(replace(field, at=index) for index, field in enumerate(made.fields))
        return replace(made, fields=fields)

    def row(self, made: Plan, line: int, get: Get) -> Used | Quarantined:
        """Return the row of one case, or why it cannot be used."""
        return made.item(Record(line, tuple(self._cell(field, get) for field in made.fields)))

    @property
    def named(self) -> frozenset[str]:
        """Every field that `sources.yaml` names."""
        return frozenset({*self.spec.columns.values(), *self.otherwise.values()}) | self.ignored

    def _cell(self, field: Field, get: Get) -> object:
        cell = get(field.source, field.column.type)
        other = self.otherwise.get(field.column.name)
        return get(other, field.column.type) if is_blank(cell) and other else cell


def case_map(
    spec: SourceSpec,
    *,
    otherwise: Mapping[str, str] | None = None,
    also_ignored: Iterable[str] = (),
    fold: Callable[[str], str] = str.strip,
) -> CaseMap:
    """Make the mapping of a source that has been checked.

    Args:
        spec: its entry; numbers have a decimal comma, as these systems write them.
        otherwise: see `CaseMap`.
        also_ignored: fields that serve elsewhere.
        fold: how the names of fields are compared.
    """
    columns = {column: fold(source) for column, source in spec.columns.items()}
    folded = spec.model_copy(update={"columns": columns, "format": TableFormat(decimal=",")})
    second = {column: fold(source) for column, source in (otherwise or {}).items()}
    return CaseMap(folded, second, frozenset(map(fold, (*spec.ignore, *also_ignored))))


def problems(
    spec: SourceSpec, *, otherwise: Mapping[str, str], fields: Collection[str] = ()
) -> Iterator[Located]:
    """Yield what is wrong with the mapping of a case system in `sources.yaml`.

    Args:
        spec: its entry.
        otherwise: option `otherwise`, canonical column -> second field.
        fields: further fields that the options name.
    """
    if spec.table is None:
        yield (), f"table is missing: name one of {', '.join(CASE_TABLES)}"
        return
    if spec.table not in CASE_TABLES:
        yield ("table",), f"unknown table {spec.table!r}{suggest(spec.table, CASE_TABLES)}"
        return
    yield from check_table.mapping(spec, TABLES[spec.table])
    for column in sorted(otherwise.keys() - spec.columns.keys()):
        known = suggest(column, spec.columns)
        yield ("options", "otherwise", column), f"{column!r} is not mapped under columns{known}"
    where = {source: ("columns", column) for column, source in spec.columns.items()}
    for name in (*spec.columns.values(), *otherwise.values(), *fields):
        if group := never(spec.connector, name):
            what = f'field "{name}" may never be read ({group})'
            yield where.get(name, ("options",)), what


def covers(spec: SourceSpec) -> frozenset[str]:
    """Return the table that a source delivers whole, unless it is partial."""
    partial = spec.options.get("partial") is True
    return frozenset() if partial or spec.table is None else frozenset({spec.table})


@lru_cache(maxsize=4096)
def never(connector: str, name: str) -> str | None:
    """Say to which group of data a field belongs that may never be read, else None."""
    field = name.rpartition(".")[2]
    if field.lower() in about.dropped(connector, Scope.ALWAYS):
        return "on the drop-list of this source"
    found = never_use.find([field])
    return found[0].group if found else None


def _day(cell: object) -> date:
    if isinstance(cell, date):
        return cell
    raise ValueError("not a date that exists")
