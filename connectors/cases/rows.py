"""From one case to the rows of its table: outcome, dates, properties, places, applicant."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.cases.case import Case, Unusable
from connectors.cases.days import day
from connectors.cases.options import CaseOptions, KindRule
from connectors.cases.shapes import DECIDED, NOTHING, UNDECIDED
from connectors.delivery import Row
from connectors.tabular import keys
from connectors.tabular.cells import Partial, converter
from connectors.tabular.rows import Field
from engine.sources_file import SourceSpec
from engine.tables import PLACE_INPUT, TABLES, Column, Type

_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{6})?")
_PLACE = frozenset(column.name for column in PLACE_INPUT)


@dataclass(frozen=True, slots=True)
class Made:
    """What a case gave.

    Attributes:
        rows: one per place; empty when the case has no fact.
        why: why it has none, None when it has rows.
        notes: what the run report must say, with counts.
    """

    rows: tuple[Row, ...] = ()
    why: str | None = None
    notes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the result and the statuses say: the word, whether a decision fell, and when."""

    word: str | None
    is_decided: bool
    on: date | None


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes rows by the options of one source."""

    options: CaseOptions
    spec: SourceSpec

    def make(self, case: Case, rule: KindRule) -> Made:
        """Return the rows of a case, or why it has none.

        Raises:
            Unusable: a value cannot be read, or what a row needs is missing.
        """
        notes: Counter[str] = Counter()
        outcome = self._outcome(case, rule, notes)
        if outcome.word == NOTHING:
            return Made(why="case without a fact, by its result or status", notes=notes)
        if why := _waits(case, rule, outcome):
            return Made(why=why, notes=notes)
        values: dict[str, object] = {rule.shape.key: case.case_id, **rule.fixed()}
        values |= _dates(case, rule, outcome)
        if rule.shape.outcome is not None and outcome.word not in (None, DECIDED):
            values[rule.shape.outcome] = outcome.word
        if rule.shape.role is not None:
            values |= {f"{rule.shape.role}_{part}": text for part, text in case.party.items()}
        said = self._properties(case, rule, notes)
        values |= {name: value for name, value in said.items() if name not in _PLACE}
        if missing := keys.missing(TABLES[rule.table], values.keys()):
            raise Unusable(f"{missing[0]}: the case does not say it, and a row needs it")
        place = {name: value for name, value in said.items() if name in _PLACE}
        return Made(_placed(rule.table, values, case.places, place), notes=notes)

    def _outcome(self, case: Case, rule: KindRule, notes: Counter[str]) -> _Outcome:
        """Read the result first, then the latest status that says something."""
        counts = rule.shape.outcomes() != {NOTHING}
        words = [(self.options.word(rule, s.name, is_result=False), s) for s in case.statuses]
        for word, status in words:
            if word is None and counts:
                notes[f"statuses not mapped/{status.name[:80]}"] += 1
        latest = words[-1][0] if words else None
        if not words and not case.is_status_unknown:
            latest = self.options.word(rule, "", is_result=False)
        marks = [s.on for word, s in words if word is not None and word not in UNDECIDED]
        has_result = case.result is not None or case.is_result_unknown
        on = next((day for day in reversed(marks) if day is not None), None)
        on = case.ended_on if on is None and (has_result or marks) else on
        if not has_result:
            return _Outcome(None if case.is_status_unknown else latest, bool(marks), on)
        found = None
        if case.result is not None:
            found = self.options.word(rule, case.result, is_result=True)
            if found is None and counts:
                notes[f"results not mapped/{case.result[:80]}"] += 1
        return _Outcome(found, True, on)

    def _properties(self, case: Case, rule: KindRule, notes: Counter[str]) -> dict[str, object]:
        columns = rule.shape.columns()
        found: dict[str, object] = {}
        for name, text in sorted(case.properties.items()):
            column = self.options.column(name)
            if column is None or column not in columns:
                where = "not mapped" if column is None else f"without a column in {rule.table}"
                notes[f"properties {where}/{name[:80]}"] += 1
                continue
            value = self._read(columns[column], name, text)
            if isinstance(value, Partial):
                found[f"{column}_partial"] = value.precision
            elif value is not None:
                found[column] = value
        return found

    def _read(self, column: Column, name: str, text: str) -> object:
        words = self.spec.values.get(column.name, {})
        cell = Field(column, name, 0, words, converter(column, self.spec), is_person=False)
        try:
            return cell.read(text if text in words else _plain(text, column))
        except ValueError as error:
            raise Unusable(f"{column.name} (property {name[:80]}): {error}") from error


def _waits(case: Case, rule: KindRule, outcome: _Outcome) -> str | None:
    """Why a case has no fact yet: no measure without its decision, no inspection unheld."""
    if rule.table == "measure":
        if not outcome.is_decided:
            return "no decision yet"
        if outcome.word is None:
            raise Unusable("the result is not mapped to decided or nothing, so none is assumed")
    if rule.table == "inspection" and not outcome.is_decided and case.ended_on is None:
        return "inspection not finished yet"
    return None


def _dates(case: Case, rule: KindRule, outcome: _Outcome) -> dict[str, object]:
    shape = rule.shape
    found: dict[str, date | None] = {}
    if shape.asked is not None:
        found[shape.asked] = case.dates.get("startdatum")
    is_dated = not shape.dated or outcome.word in shape.dated
    if shape.decided is not None and outcome.is_decided and is_dated:
        found[shape.decided] = outcome.on
    latest = case.statuses[-1].on if case.statuses else None
    for name, origin in rule.dates.items():
        found[name] = latest if origin == "status" else case.dates.get(origin)
    return {name: day for name, day in found.items() if day is not None}


def _placed(
    table: str,
    values: Mapping[str, object],
    places: tuple[Mapping[str, object], ...],
    said: Mapping[str, object],
) -> tuple[Row, ...]:
    """One row per distinct place; a place by properties completes a single one."""
    if len(places) <= 1:
        places = ({**(places[0] if places else {}), **said},)
    distinct = {tuple(sorted((name, str(v)) for name, v in p.items())): p for p in places}
    return tuple(Row(table, {**values, **distinct[key]}) for key in sorted(distinct))


def _plain(text: str, column: Column) -> str:
    """Write a date of a case system as ISO, and a decimal comma as a point."""
    text = text.strip()
    if column.type is Type.DATE:
        if found := _DIGITS.fullmatch(text):
            return "-".join(found.groups())
        return str(day(text, column.name)) if "T" in text else text
    if column.type in (Type.INT, Type.REAL) and _COMMA.fullmatch(text):
        return text.replace(",", ".")
    return text
