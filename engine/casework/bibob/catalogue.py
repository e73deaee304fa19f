"""Everything of `rules/bibob/` and who may receive a file, read once and checked as a whole."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from engine.casework.bibob import law, law_tables
from engine.casework.bibob.words import EventKind, RelationType
from engine.casework.clocks.calendar import Calendar
from engine.casework.clocks.definition import ClockRule, ClockRules, GeneralTerms
from engine.errors import CaseworkError, SettingsError
from engine.settings import load_file
from engine.translatable import sentence

FOLDER = "bibob"
RECIPIENTS = Path("tables") / "bibob_recipients.csv"
TO_VERIFY = "te verifiëren"

Model = TypeVar("Model", bound=BaseModel)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Catalogue:
    """The rules on Bibob files; every mapping is by code, in the order of its file."""

    hooks: Mapping[str, law.Hook]
    triggers: Mapping[str, law.Coded]
    permit_kinds: Mapping[str, law_tables.PermitKind]
    steps: law.Steps
    grounds: law.Grounds
    articles: Mapping[str, law.Article]
    relation_types: Mapping[str, law_tables.RelationKind]
    offences: Mapping[str, law_tables.Offence]
    source_kinds: Mapping[str, law_tables.SourceKind]
    financing_forms: Mapping[str, law_tables.FinancingForm]
    refusal_grounds: Mapping[str, law_tables.RefusalGround]
    questions: Mapping[str, law_tables.Question]
    recipients: Mapping[str, law_tables.Recipient]
    clocks: ClockRules
    calendar: Calendar

    def clocks_for(self, permit_kind: str) -> tuple[ClockRule, ...]:
        """Clocks of a file about such a decision."""
        term = self.permit_kinds[permit_kind].term
        return tuple(rule for rule in self.clocks.clocks if rule.term in (None, term))

    def questions_for(self, hook_kind: str) -> tuple[law_tables.Question, ...]:
        """Questions of the form for a hook."""
        every = self.questions.values()
        return tuple(one for one in every if not one.hooks or hook_kind in one.hooks)

    def refusals_for(self, permit_kind: str) -> tuple[law_tables.RefusalGround, ...]:
        """Ordinary grounds to refuse that are weighed first."""
        wanted = self.permit_kinds[permit_kind].law
        return tuple(one for one in self.refusal_grounds.values() if one.law == wanted)

    def ground(self, code: str) -> law.GroundRule:
        """What a ground of article 3 asks."""
        return next(one for one in self.grounds.grounds if one.code == code)

    def outcome(self, code: str) -> law.OutcomeRule:
        """What an outcome asks."""
        return next(one for one in self.grounds.outcomes if one.code == code)

    def cited(self, article_id: str, on: date) -> str:
        """An article as it is shown, with the mark when nobody verified the text of that day."""
        article = self.articles[article_id]
        version = next((one for one in article.versions if one.holds_on(on)), None)
        mark = "" if version is not None and version.verified else f" ({TO_VERIFY})"
        return f"{article.name}{mark}"


def pick(known: Mapping[str, Item], code: str, *, what: str) -> Item:
    """The item with a code.

    Args:
        known: every item by its code.
        code: as it was given.
        what: what it is, in Dutch and marked for the catalogue, such as `haak`.

    Raises:
        CaseworkError: there is none; lists the known codes.
    """
    if code not in known:
        raise CaseworkError(
            "{what} {code} is onbekend; bekend: {known}",
            what=sentence(what), code=code, known=", ".join(known),
        )  # fmt: skip
    return known[code]


def catalogue_of(session: Session) -> Catalogue:
    """The rules of the folder that the casework database was opened with.

    Raises:
        SettingsError: a file is not there or something in it is wrong.
    """
    rules: Path = session.info["rules"]
    return load(rules)


def load(rules: Path) -> Catalogue:
    """Read `bibob/` of a rules folder, again when a file in it changed.

    Raises:
        SettingsError: a file is not there or something in it is wrong; with file and line.
    """
    files = [*sorted((rules / FOLDER).glob("*")), rules / RECIPIENTS]
    try:
        stamp = tuple((file.name, file.stat().st_mtime_ns) for file in files)
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=rules / RECIPIENTS) from error
    return _load(rules, stamp)


@lru_cache(maxsize=4)
def _load(rules: Path, stamp: tuple[tuple[str, int], ...]) -> Catalogue:
    del stamp
    folder = rules / FOLDER
    hooks = load_file(folder / "hooks.yml", law.Hooks)
    found = Catalogue(
        hooks={one.code: one for one in hooks.hooks},
        triggers={one.code: one for one in hooks.triggers},
        permit_kinds={
            one.code: one for one in _rows(folder / "permit_kinds.csv", law_tables.PermitKind)
        },
        steps=load_file(folder / "states.yml", law.Steps),
        grounds=load_file(folder / "grounds.yml", law.Grounds),
        articles={one.id: one for one in load_file(folder / "articles.yml", law.Articles).articles},
        relation_types=_coded(folder / "relation_types.csv", law_tables.RelationKind),
        offences=_coded(folder / "offences.csv", law_tables.Offence),
        source_kinds=_coded(folder / "source_kinds.csv", law_tables.SourceKind),
        financing_forms=_coded(folder / "financing_forms.csv", law_tables.FinancingForm),
        refusal_grounds=_coded(folder / "refusal_grounds.csv", law_tables.RefusalGround),
        questions=_coded(folder / "questions.csv", law_tables.Question),
        recipients=_coded(rules / RECIPIENTS, law_tables.Recipient),
        clocks=load_file(folder / "clocks.yml", ClockRules),
        calendar=Calendar(load_file(folder / "general_terms.yml", GeneralTerms)),
    )
    for file, named, known in _references(found):
        if missing := sorted(set(named) - set(known)):
            raise SettingsError(
                f"names what is not there: {', '.join(missing)}", file=folder / file
            )
    return found


def _references(found: Catalogue) -> Iterable[tuple[str, Iterable[str], Iterable[str]]]:
    """Codes that a file names, and the codes that there are."""
    kinds = found.permit_kinds.values()
    rules = found.clocks.clocks
    cited = {article for rule in rules for article in (rule.article, *_of_suspensions(rule))}
    yield "clocks.yml", cited, found.articles
    yield "clocks.yml", {kind for rule in rules for kind in rule.events}, list(EventKind)
    yield "general_terms.yml", found.calendar.terms.articles, found.articles
    yield "hooks.yml", {one.article for one in found.hooks.values()}, found.articles
    yield "grounds.yml", {one.article for one in found.grounds.grounds}, found.articles
    yield "questions.csv", {one.article for one in found.questions.values()}, found.articles
    yield "questions.csv", {h for one in found.questions.values() for h in one.hooks}, found.hooks
    yield "permit_kinds.csv", {hook for one in kinds for hook in one.hooks}, found.hooks
    yield "permit_kinds.csv", {one.term for one in kinds if one.term}, {r.term or "" for r in rules}
    laws = {one.law for one in found.refusal_grounds.values()}
    yield "permit_kinds.csv", {one.law for one in kinds if one.hooks}, laws
    yield "relation_types.csv", list(RelationType), found.relation_types


def _of_suspensions(rule: ClockRule) -> list[str]:
    return [one.article for one in rule.suspensions]


def _coded(file: Path, model: type[Model]) -> dict[str, Model]:
    return {str(getattr(one, "code")): one for one in _rows(file, model)}  # noqa: B009


def _rows(file: Path, model: type[Model]) -> list[Model]:
    """Rows of a table; a wrong or repeated one is told with its line."""
    found: dict[str, Model] = {}
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, restkey="<more cells>", restval=None)
            for row in reader:
                if str(row.get("code")) in found:
                    raise SettingsError(f"{row['code']} twice", file=file, line=reader.line_num)
                found[str(row.get("code"))] = _row(row, model, file, reader.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
    return list(found.values())


def _row(row: Mapping[str, object], model: type[Model], file: Path, line: int) -> Model:
    try:
        return model.model_validate(dict(row))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{where}: {first['msg']}", file=file, line=line) from error
