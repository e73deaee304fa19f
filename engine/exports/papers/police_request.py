"""Request to the police for a bestuurlijke rapportage, and the checklist for what came back.

The municipality never writes such a report itself. The request is made inside an open signal or
case; of a report only which points it answers is noted, not what it says.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from engine.casework import cases, places, users
from engine.casework.case_models import CaseKind
from engine.casework.models import User
from engine.errors import PaperError
from engine.exports.papers import visible
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Bullets, Column, Notice, Table, Text
from engine.exports.papers.texts import Question, Texts, fill
from engine.exports.words import day
from engine.snapshot import Run
from engine.translatable import sentence

CONTRACT = Contract(
    kind="police-request",
    required=frozenset({"request", "questions", "missing", "privacy"}),
    optional=frozenset({"handling"}),
    placeholders=frozenset({"case", "location", "as_of"}),
    phrases={
        "question": frozenset(), "needed_for": frozenset(), "state": frozenset(),
        "asked": frozenset(), "received": frozenset(), "lacking": frozenset(),
        "all_received": frozenset(),
        "cannot": frozenset({"what"}), "checked": frozenset({"received", "total"}),
    },
    questions=True,
)  # fmt: skip


def draft(
    session: Session,
    run: Run,
    *,
    number: int,
    received: Sequence[str] | None,
    user: User,
    texts: Texts,
) -> Draft:
    """The content of a request or checklist.

    Args:
        session: a reading session.
        run: where the address of the case's location is read.
        number: of an open signal or case.
        received: ids of the questions that a report answers; None: nothing came yet, it is a
            request.
        user: who makes it; somebody who may work on such a case.
        texts: of this kind, with the questions.

    Raises:
        PaperError: an unknown question, or the case is a Bibob file.
        CaseworkError: no such case, it is closed, or the role may not see it.
        RunError: the run does not have the location.
    """
    case = cases.find(session, number)
    if case.kind is CaseKind.BIBOB:
        raise PaperError(
            sentence(
                "zaak {number} is een Bibob-dossier: daarin hoort geen rapportage",
                number=str(number),
            )
        )
    users.require(user, users.MAY_OPEN[case.kind])
    cases.require_open(case)
    questions = texts.of.questions
    known = [question.id for question in questions]
    if wrong := sorted(set(received or ()) - set(known)):
        raise PaperError(
            sentence(
                "onbekende vraag {wrong}; bekend: {known}",
                wrong=", ".join(wrong),
                known=", ".join(known),
            )
        )
    location = places.locate(run, case.place)
    found = visible.read(session, run, [location], user=user)[location]
    states = places.states(run, [location])
    return Draft(
        subject=f"zaak-{number}",
        values={
            "case": str(number), "location": found.place.label, "as_of": day(run.as_of),
        },
        filled={
            "questions": [_checklist(questions, received, texts)],
            "missing": _missing(questions, received, texts),
        },
        left_out=frozenset({"missing"} if received is None else {"request"}),
        origin=Origin(run, (), (number,), (location,)),
        objects=visible.objects(states, part="locatie in verzoek", kinds=("adres",)),
    )  # fmt: skip


def _checklist(
    questions: Sequence[Question], received: Sequence[str] | None, texts: Texts
) -> Table:
    phrases, rows = texts.of.phrases, []
    for at, one in enumerate(questions, start=1):
        if received is None:
            state = phrases["asked"]
        else:
            state = phrases["received" if one.id in received else "lacking"]
        check = "" if one.verified else " *"
        rows.append((str(at), one.text + check, ", ".join(one.needed_for), state))
    columns = (
        Column("Nr.", 0.4), Column(phrases["question"], 3.4), Column(phrases["needed_for"], 1.8),
        Column(phrases["state"], 1),
    )  # fmt: skip
    return Table("Vragen", columns, tuple(rows))


def _missing(
    questions: Sequence[Question], received: Sequence[str] | None, texts: Texts
) -> list[Block]:
    """What cannot be motivated yet, and by which questions that comes."""
    if received is None:
        return []
    phrases = texts.of.phrases
    counted = {"received": str(len(set(received))), "total": str(len(questions))}
    lacking = [one for one in questions if one.id not in received]
    blocks: list[Block] = [Text(fill(phrases["checked"], counted))]
    if not lacking:
        return [*blocks, Text(phrases["all_received"])]
    needs = dict.fromkeys(need for one in lacking for need in one.needed_for)
    if needs:
        blocks.append(Notice(fill(phrases["cannot"], {"what": ", ".join(needs)})))
    return [*blocks, Bullets(tuple(one.text for one in lacking))]
