"""The form: which questions are answered, and what is still missing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of, pick
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobAnswer
from engine.casework.bibob.law_tables import Question
from engine.casework.bibob.words import AnswerState, BibobState
from engine.errors import CaseworkError
from engine.translatable import mark


def answer(
    session: Session,
    number: int,
    by: By,
    *,
    question: str,
    state: AnswerState,
    on: date,
    note: str = "",
) -> BibobAnswer:
    """Record what came in to a question; the newest record of a question counts.

    Raises:
        CaseworkError: as `answer_all`.
    """
    made = answer_all(session, number, by, questions=(question,), state=state, on=on, note=note)
    return made[0]


def answer_all(
    session: Session,
    number: int,
    by: By,
    *,
    questions: Sequence[str],
    state: AnswerState,
    on: date,
    note: str = "",
) -> list[BibobAnswer]:
    """Record the same for several questions at once; all of them, or none.

    Raises:
        CaseworkError: as `acting.investigating`; the form was not sent; a question is unknown; the
            day is wrong; or a question that does not apply has no reason.
    """
    kinds = ("vragenlijst",)
    with acting.investigating(session, number, by, name="vragenlijst", kinds=kinds) as file:
        if file.state is BibobState.HOOK:
            raise CaseworkError("het formulier is nog niet verzonden")
        law = catalogue_of(session)
        asked = {one.code: one for one in law.questions_for(file.hook_kind)}
        for question in questions:
            pick(asked, question, what=mark("vraag"))
        texts.past(on, by.today, what=mark("antwoord van"))
        texts.in_order(file.hook_on, on, first_is=mark("de haak"), then_is=mark("het antwoord"))
        if state is AnswerState.NOT_APPLICABLE and not note.strip():
            raise CaseworkError("zeg waarom de vraag niet van toepassing is")
        told = texts.optional(law, note, what=mark("de toelichting"))
        return [
            acting.add(
                session, file, by,
                BibobAnswer(question=question, state=state, dated_on=on, note=told),
            )
            for question in questions
        ]  # fmt: skip


def missing(known: Content, law: Catalogue) -> list[Question]:
    """Needed questions without an answer, in the order of the form."""
    return [
        one
        for one in law.questions_for(known.file.hook_kind)
        if one.needed
        and (one.code not in known.answers or known.answers[one.code].state is AnswerState.MISSING)
    ]
