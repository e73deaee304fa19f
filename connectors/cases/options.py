"""What a municipality says about its own case types, results, statuses and properties.

Names are compared as written, without case and surplus blanks. Nothing is guessed: a name that
is not mapped is reported with its count.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from connectors import never_use
from connectors.cases.shapes import DECIDED, NOTHING, SHAPES, Shape
from connectors.delivery import Options
from engine.errors import SettingsError, SourceRefused
from engine.sources_file import SourceSpec
from engine.strict import Strict
from engine.tables import Type

CaseDate = Literal["startdatum", "registratiedatum", "einddatum", "status"]
"""A date of the case itself; `status` is the day of its latest status."""


class KindRule(Strict):
    """What a case type means.

    Attributes:
        table: canonical table that its cases fill.
        kind: fixed word of that table's `kind`.
        domain: of an inspection.
        use: of a permit.
        activity: of an environment notification.
        bibob_hook: whether the Bibob Act can be applied to this kind of permit.
        dates: column -> date of the case, in place of the usual one.
        results: results of this case type, before those of the source as a whole.
        statuses: the same for statuses.
    """

    table: str = "permit"
    kind: str | None = None
    domain: str | None = None
    use: str | None = None
    activity: str | None = None
    bibob_hook: bool | None = None
    dates: Mapping[str, CaseDate] = {}
    results: Mapping[str, str] = {}
    statuses: Mapping[str, str] = {}

    @property
    def shape(self) -> Shape:
        """How cases fill the table."""
        return SHAPES[self.table]

    def fixed(self) -> dict[str, str | bool]:
        """Values that every case of this type has."""
        told = {
            "kind": self.kind,
            "domain": self.domain,
            "use": self.use,
            "activity": self.activity,
            "bibob_hook": self.bibob_hook,
        }
        return {name: value for name, value in told.items() if value is not None}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.table not in SHAPES:
            raise ValueError(f"no table {self.table!r} for cases; known: {', '.join(SHAPES)}")
        problems = [*self._words(), *self._outcomes(), *self._dates()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _words(self) -> Iterator[str]:
        columns = self.shape.columns()
        for name, value in self.fixed().items():
            if name not in self.shape.fixed:
                yield f"{self.table} has no {name}"
            elif columns[name].words and value not in columns[name].words:
                yield f"{name}: {value!r} is none of {', '.join(columns[name].words)}"

    def _outcomes(self) -> Iterator[str]:
        for said, more in ((self.results, ()), (self.statuses, (DECIDED,))):
            known = {*self.shape.outcomes(), *more}
            for name, word in said.items():
                if word not in known:
                    yield f"{name!r} leads to {word!r}; known: {', '.join(sorted(known))}"

    def _dates(self) -> Iterator[str]:
        columns = self.shape.columns()
        for name in self.dates:
            if name not in columns or columns[name].type is not Type.DATE:
                yield f"dates: {self.table} has no date {name}"


class CaseOptions(Options):
    """What holds for all case types of a source.

    Attributes:
        results: name of a result -> fixed word of the outcome, or `nothing`.
        statuses: name of a status -> the same, or `decided`; "" is a case without status.
        properties: name of a property of cases -> canonical column.
    """

    results: Mapping[str, str] = {}
    statuses: Mapping[str, str] = {}
    properties: Mapping[str, str] = {}

    def rules(self) -> Iterable[KindRule]:
        """Every case type that is mapped."""
        return ()

    def word(self, rule: KindRule, name: str, *, is_result: bool) -> str | None:
        """The word that a result or status leads to; None when it is not mapped for the table."""
        own, shared = (rule.results, self.results) if is_result else (rule.statuses, self.statuses)
        found = lookup(own, name)
        found = lookup(shared, name) if found is None else found
        known = rule.shape.outcomes() | (frozenset() if is_result else {DECIDED})
        return found if found in known else None

    def column(self, name: str) -> str | None:
        """The column that a property fills, None when it is not mapped."""
        return lookup(self.properties, name)

    @model_validator(mode="after")
    def _check_words(self) -> Self:
        rules = list(self.rules())
        if not rules:
            raise ValueError("kinds: no case type is mapped, so that no case could be read")
        known = {DECIDED, NOTHING} | {word for r in rules for word in r.shape.outcomes()}
        for name, word in (*self.results.items(), *self.statuses.items()):
            if word not in known:
                raise ValueError(f"{name!r} leads to {word!r}; known: {', '.join(sorted(known))}")
        columns = {name for rule in rules for name in rule.shape.columns()}
        for name, column in self.properties.items():
            if column not in columns:
                raise ValueError(f"properties: {name!r} leads to {column!r}, which is no column")
        for rule in rules:
            self._check_rule(rule)
        return self

    def _check_rule(self, rule: KindRule) -> None:
        """A case type must say what it is; a measure and an inspection also when."""
        mapped = {*rule.fixed(), *rule.dates, *self.properties.values()}
        needed = [rule.shape.fixed[0], *(["held_on"] if rule.table == "inspection" else [])]
        for name in needed:
            if name not in mapped:
                raise ValueError(f"a case type of {rule.table} needs {name}, or a property for it")


def lookup(mapping: Mapping[str, str], name: str) -> str | None:
    """What a name leads to, compared without case and surplus blanks."""
    if name in mapping:
        return mapping[name]
    wanted = _plain(name)
    return next((word for key, word in mapping.items() if _plain(key) == wanted), None)


def check(spec: SourceSpec, options: CaseOptions, rules: Path) -> None:
    """Refuse a mapping that reads what may never be read, and one that would do nothing.

    Args:
        spec: the source.
        options: its options.
        rules: folder of the never-use list.

    Raises:
        SourceRefused: a property on the never-use list is mapped.
        SettingsError: `values` for a column that no property fills.
    """
    found = never_use.find(options.properties, rules)
    if found:
        names = ", ".join(f"{part.column} ({part.group})" for part in found)
        what = f"properties that may never be read: {names}; take them out of options"
        raise SourceRefused(spec.id, what)
    unused = spec.values.keys() - set(options.properties.values())
    if unused:
        what = f"values for {', '.join(sorted(unused))}, which no property fills"
        raise SettingsError(f"source {spec.id}: {what}")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
