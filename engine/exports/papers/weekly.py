"""The list of a week on paper: the same neutral facts of each location first, in shuffled order.

Band and hits of a location follow once it was judged in that week. How a location came on the
list, ranked or at random, is told when all of them were judged: told of some, it would tell it
of the others.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import decisions, judgements, places, users
from engine.casework.models import User
from engine.errors import PaperError
from engine.exports.dossier import Dossier
from engine.exports.papers import facts, visible
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Column, Fields, Section, Table, Text
from engine.exports.papers.texts import Texts, fill
from engine.exports.words import day, word
from engine.snapshot import Run
from engine.translatable import sentence

CONTRACT = Contract(
    kind="weekly",
    required=frozenset({"purpose", "list", "locations", "algorithm", "privacy"}),
    optional=frozenset({"how"}),
    placeholders=OF_RUN | {"count"},
    phrases={
        "location": frozenset({"number", "label"}),
        "first_judgement": frozenset(),
        "explanation": frozenset(),
        "by_whom": frozenset(),
        "judged": frozenset({"verdict", "date"}),
        "arm": frozenset({"arm"}),
        "hidden": frozenset({"count"}),
    },
)
MOST_EVENTS = 12


def draft(session: Session, run: Run, *, user: User, texts: Texts) -> Draft:
    """The content of the list of a run's week.

    Raises:
        PaperError: the run has no list.
    """
    rows = run.table("worklist").sort_by("position").to_pylist()
    if not rows:
        raise PaperError(sentence("run {run} heeft geen weeklijst", run=run.path.name))
    week = rows[0]["week"]
    states = places.states(run, {row["location_id"] for row in rows})
    hidden = visible.masked(session, states, run=run)
    if user.role in users.MAY_MASK:
        hidden = frozenset()
    shown = [row for row in rows if row["location_id"] not in hidden]
    found = visible.read(session, run, [row["location_id"] for row in shown], user=user)
    judged = {name: visible.is_judged(session, states[name], run) for name in found}
    arms = {row["location_id"]: row["arm"] for row in rows} if all(judged.values()) else {}
    if hidden:
        arms = {}
    values = {**of_run(run), "week": week, "count": str(len(found))}
    sections = []
    for number, (name, dossier) in enumerate(found.items(), start=1):
        told = {"number": str(number), "label": dossier.place.label}
        blocks = facts.neutral(dossier, most_events=MOST_EVENTS)
        blocks += _judgement(session, states[name].bag_ids, week, texts)
        if judged[name]:
            blocks += facts.assessed(dossier)
        if name in arms:
            arm = word("arm", arms[name])
            blocks.append(Text(fill(texts.of.phrases["arm"], {"arm": arm})))
        heading = fill(texts.of.phrases["location"], told)
        sections.append(Section(heading, tuple(blocks), level=2, new_page=number > 1))
    overview: list[Block] = [_overview(found)]
    if hidden:
        overview.append(Text(fill(texts.of.phrases["hidden"], {"count": str(len(hidden))})))
    rules = {rule for dossier in found.values() for rule in facts.rule_ids(dossier.assessment)}
    return Draft(
        subject=week,
        values=values,
        filled={"list": overview},
        further={"locations": sections},
        origin=Origin(run, tuple(sorted(rules)), (), tuple(found)),
        objects=visible.objects(
            {name: states[name] for name in found},
            part="vermelde locatie",
            kinds=("feiten", "vermelding"),
        ),
        on_register=lambda writing, who, now: _record(writing, run, who, now),
    )


def _record(session: Session, run: Run, user: User, now: datetime) -> None:
    """Showing the list is recorded once per week, as on the page."""
    decisions.record_list(session, run, user=user, now=now)


def _overview(found: Mapping[str, Dossier]) -> Table:
    rows = tuple(
        (
            str(number),
            dossier.place.label,
            word("kind", dossier.place.kind),
            ", ".join(dossier.sheet.use_purposes) or facts.NONE,
            str(sum(1 for business in dossier.sheet.businesses if business.ended_on is None)),
            str(len(dossier.sheet.buildings)),
        )
        for number, dossier in enumerate(found.values(), start=1)
    )
    columns = (
        Column("Nr.", 0.5), Column("Locatie", 2.7), Column("Soort", 1), Column("Gebruiksdoel", 2.2),
        Column("Bedrijven nu", 1.2, "right"), Column("Panden", 0.9, "right"),
    )  # fmt: skip
    return Table("Lijst", columns, rows)


def _judgement(session: Session, bag_ids: tuple[str, ...], week: str, texts: Texts) -> list[Block]:
    """Room for the first judgement, or the one that was given."""
    phrases = texts.of.phrases
    given = [j for j in judgements.judgements_of(session, bag_ids) if j.week == week]
    if given:
        told = {"verdict": given[0].verdict.label, "date": day(dutch_day(given[0].judged_at))}
        return [Text(fill(phrases["judged"], told))]
    rows = (
        (phrases["first_judgement"], ""),
        (phrases["explanation"], ""),
        (phrases["by_whom"], ""),
    )
    return [Fields(rows)]
