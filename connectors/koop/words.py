"""What the words of a title say: status, kind, case number, days."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from connectors.koop.publications import Publication
from connectors.koop.tables import BY_STATUS, RECTIFICATION, NumberRule, StatusRule, Tables

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_DAY = (
    rf"(?P<day>[0-9]{{1,2}})(?:\s+(?P<month>{'|'.join(_MONTHS)})\s+|[-/](?P<number>[0-9]{{1,2}})[-/])"
    r"(?P<year>[0-9]{4})"
)
_DAYS: Mapping[str, re.Pattern[str]] = {
    "decided_on": re.compile(
        rf"\b(?:verzonden(?:\s+naar\s+(?:de\s+)?aanvrager)?|verzenddatum|besluitdatum|"
        rf"datum\s+(?:besluit|verzending)|besloten)(?:\s+op)?\s*:?\s*{_DAY}",
        re.IGNORECASE,
    ),
    "requested_on": re.compile(
        rf"\b(?:ontvangen|ingekomen|ingediend|ontvangstdatum|datum\s+(?:ontvangst|aanvraag|melding))"
        rf"(?:\s+op)?\s*:?\s*{_DAY}",
        re.IGNORECASE,
    ),
}
_CORRECTED = re.compile(
    r"\b(?P<id>(?:gmb|prb|wsb|bgr|stcrt|stb|trb)-[0-9]{4}-[0-9]+)\b"
    r"|\bgemeenteblad\s+(?P<year>[0-9]{4})\s*,?\s*(?:nr\.?|nummer)?\s*(?P<number>[0-9]+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Status:
    """What the titles say about the status.

    Attributes:
        word: of `permit.status`; None when no rule hits or the texts disagree.
        rule: id of the rule that decided, None when none did.
        flag: of that rule.
        text: the words that the rule found; of both texts, joined by ` | `, when they disagree.
        notice: kind of announcement that follows from it, empty when none does.
        day_is: date of the permit that the day of publication stands for, empty for none.
        no_bibob: True when such a decision cannot be refused.
        disagree: True when title and second text say different things.
        rectifies: True when this notice corrects another one.
    """

    word: str | None = None
    rule: str | None = None
    flag: str = ""
    text: str = ""
    notice: str = ""
    day_is: str = ""
    no_bibob: bool = False
    disagree: bool = False
    rectifies: bool = False


def status_of(publication: Publication, tables: Tables) -> Status:
    """The status by the ordered rules, from the title, and from the second text.

    A rectification says after that word what the corrected notice said; when it does not, its
    status is that of the notice it names, which only `cases` can know.
    """
    first, rectifies = _status(publication.title, tables)
    second, _ = _status(publication.text, tables)
    if first and second and first[0].rule != second[0].rule:
        both = f"{first[1]} | {second[1]}"
        return Status(text=both, disagree=True, rectifies=rectifies)
    found = first or second
    if found is None:
        return Status(rectifies=rectifies)
    rule, text = found
    return Status(
        word=rule.status,
        rule=rule.rule,
        flag=rule.flag,
        text=text,
        notice=rule.notice,
        day_is=rule.day_is,
        no_bibob=rule.no_bibob,
        rectifies=rectifies,
    )


def _status(text: str, tables: Tables) -> tuple[tuple[StatusRule, str] | None, bool]:
    """The first rule that hits with the text it found, and whether it is a rectification."""
    rectifies = False
    for rule in tables.statuses if text else ():
        if found := rule.pattern.search(text):
            if rule.flag != RECTIFICATION:
                return (rule, found[0]), rectifies
            rectifies = True
    return None, rectifies


@dataclass(frozen=True, slots=True)
class Kind:
    """What a notice is about.

    Attributes:
        notice: word of `announcement.kind`, None when nothing tells.
        permit: word of `permit.kind`, None when nothing tells.
        unlisted: rubrics and activities that no row of the table has.
    """

    notice: str | None
    permit: str | None
    unlisted: tuple[str, ...] = ()


def kind_of(publication: Publication, status: Status, tables: Tables) -> Kind:
    """The kind by rubriek, activity and title together: the first row that says something."""
    words = {"rubric": publication.rubrics, "activity": publication.activities}
    fit = [
        rule
        for rule in tables.kinds
        if rule.status in ("", status.word)
        and (
            rule.word in words[rule.field] if rule.word else rule.pattern.search(publication.title)
        )
    ]
    notice = next((rule.notice for rule in fit if rule.notice), None)
    if notice == BY_STATUS:
        notice = status.notice or None
    permit = next((rule.permit_kind for rule in fit if rule.permit_kind), None)
    return Kind(notice, permit, tuple(_unlisted(words, tables)))


def _unlisted(words: Mapping[str, Sequence[str]], tables: Tables) -> Iterator[str]:
    """Words of the source that no row has; exports mix both columns, so either one will do."""
    known = {rule.word for rule in tables.kinds if rule.word}
    told = {word: field for field in ("rubric", "activity") for word in words[field]}
    yield from (f"{told[word]} not listed/{word[:60]}" for word in sorted(told.keys() - known))


@dataclass(frozen=True, slots=True)
class Number:
    """A case number and the family that makes it unique."""

    family: str
    number: str

    @property
    def case_id(self) -> str:
        """Family and number."""
        return f"{self.family}:{self.number}"


def number_of(
    publication: Publication, tables: Tables, *, municipality: str, creator: str
) -> Number | None:
    """The case number: what the form gives by itself, else from title, second text or body.

    Args:
        publication: the notice.
        tables: families of numbers.
        municipality: code, for families of one municipality.
        creator: its name as publisher, empty when `sources.yaml` does not say.
    """
    own = publication.creator or creator
    rules = [
        rule
        for rule in tables.numbers
        if rule.blad in ("", publication.blad)
        and (not rule.municipality or _is_own(rule, own, municipality))
    ]
    if publication.reference:
        found = _number(publication.reference, rules)
        return found or Number("other", " ".join(publication.reference.split()))
    for text in (publication.title, publication.text):
        if found := _number(text, rules):
            return found
    return _number(publication.body, [rule for rule in rules if rule.in_body])


def _is_own(rule: NumberRule, creator: str, municipality: str) -> bool:
    if creator:
        return rule.creator.casefold() == creator.casefold()
    return rule.municipality == municipality


def _number(text: str, rules: Sequence[NumberRule]) -> Number | None:
    """The number of the first family that occurs; numbers that are none are taken out first."""
    for rule in rules:
        if not rule.family:
            text = rule.pattern.sub(" ", text)
        elif found := rule.pattern.search(text):
            return Number(rule.family, found[1].rstrip(".-/"))
    return None


def days_of(publication: Publication) -> dict[str, date]:
    """Days that the texts state with what they are: received, decided or sent."""
    text = "\n".join((publication.title, publication.text, publication.body))
    found: dict[str, date] = {}
    for name, pattern in _DAYS.items():
        if match := pattern.search(text):
            month = match["number"] or str(_MONTHS.index((match["month"] or "").casefold()) + 1)
            try:
                found[name] = date(int(match["year"]), int(month), int(match["day"]))
            except ValueError:
                continue
    return found


def corrected(publication: Publication) -> str | None:
    """Id of the publication that a rectification names, None when it names none."""
    for text in (publication.title, publication.text, publication.body):
        for found in _CORRECTED.finditer(text):
            number = found["id"] or f"gmb-{found['year']}-{found['number']}"
            if number.casefold() != publication.publication_id:
                return number.casefold()
    return None
