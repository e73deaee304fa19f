"""The form with which a person hands a signal to the RIEC: parts A to O, out of an open case.

Only once a privacy check allowed to share it. What nobody wrote down is room to write, never
filled in by guessing; names of people are not in it, a person adds a subject only where needed.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import cases, places, users
from engine.casework.case_models import CaseKind
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process import measures
from engine.casework.process.models import Answer
from engine.errors import PaperError
from engine.exports import case_file
from engine.exports.case_file import CaseFile
from engine.exports.dossier import Dossier
from engine.exports.outcomes import RuleOutcome
from engine.exports.papers import facts, visible
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Column, Fields, Table, Text
from engine.exports.papers.texts import Texts
from engine.exports.words import day, word
from engine.snapshot import Run
from engine.translatable import sentence

_CHECK = "2A"
"""The privacy check that says what may be shared with whom."""
CONTRACT = Contract(
    kind="riec",
    required=frozenset(
        {"sender", "basis", "objects", "subjects", "description", "indicators", "done",
         "expected", "urgency", "investigations", "wanted", "mitigating", "privacy", "keeping",
         "feedback"}
    ),
    optional=frozenset({"algorithm"}),
    placeholders=(OF_RUN - {"week"}) | {"case", "location"},
    phrases={
        "nothing": frozenset(), "fact": frozenset(), "origin": frozenset(),
        "reliability": frozenset(), "date": frozenset(), "step": frozenset(),
        "question": frozenset(), "partner": frozenset(), "answer": frozenset(),
        "hit": frozenset(), "no_hit": frozenset(), "waiting": frozenset(),
        "check": frozenset(), "allowed": frozenset(), "refused": frozenset(),
        "purpose": frozenset(), "from_report": frozenset(), "from_register": frozenset(),
        "not_seen": frozenset(),
    },
    questions=True,
)  # fmt: skip


def draft(
    session: Session,
    run: Run,
    *,
    number: int,
    answers: Mapping[str, str],
    user: User,
    texts: Texts,
) -> Draft:
    """The content of the form.

    Args:
        session: a reading session.
        run: where the location of the case is read.
        number: of an open signal or case.
        answers: what a person adds, by question of the texts.
        user: who hands it in; somebody who may work on such a case.
        texts: of this kind.

    Raises:
        PaperError: no privacy check allows to share it, an unknown question, or a Bibob file.
        CaseworkError: no such case, it is closed, or the role may not see it.
        RunError: the run does not have the location.
    """
    case = cases.find(session, number)
    if case.kind is CaseKind.BIBOB:
        raise PaperError(
            sentence(
                "zaak {number} is een Bibob-dossier: dat gaat niet met dit formulier",
                number=str(number),
            )
        )
    users.require(user, users.MAY_OPEN[case.kind])
    cases.require_open(case)
    file = case_file.build(session, case)
    checks = [check for check in file.checks if check.step == _CHECK]
    if not checks or not checks[-1].allows:
        label = file.process.privacy_checks[_CHECK].label
        raise PaperError(
            sentence(
                "zaak {number} kan niet naar het RIEC: eerst '{check}' met uitkomst ja",
                number=str(number),
                check=label,
            )
        )
    told = _answers(answers, texts)
    location = places.locate(run, case.place)
    found = visible.read(session, run, [location], user=user, in_case=True)[location]
    states = places.states(run, [location])
    filled: dict[str, list[Block]] = {
        "basis": [_named(file, checks[-1].answers)],
        "objects": [_object(found)],
        "description": _description(file, found, texts),
        "indicators": [facts.hits(found.assessment)] if found.assessment else [],
        "done": _done(file, measures.instruments(session), texts),
        "expected": _requests(file, texts),
        "mitigating": _mitigating(found),
        "privacy": [_checks(file, texts)],
    }
    for section, fields in told.items():
        filled.setdefault(section, []).append(fields)
    return Draft(
        subject=f"zaak-{number}",
        values={
            **of_run(run), "case": str(number),
            "location": found.place.label,
        },
        filled=filled,
        origin=Origin(run, facts.rule_ids(found.assessment), (number,), (location,)),
        objects=visible.objects(states, part=f"zaak {number}", kinds=("feiten", "treffers")),
    )  # fmt: skip


def _answers(answers: Mapping[str, str], texts: Texts) -> dict[str, Fields]:
    """Answers of a person as fields, by the section that the question says it is for."""
    known = {question.id: question for question in texts.of.questions}
    if wrong := sorted(answers.keys() - known.keys()):
        raise PaperError(
            sentence(
                "onbekende vraag {wrong}; bekend: {known}",
                wrong=", ".join(wrong),
                known=", ".join(sorted(known)),
            )
        )
    rows: dict[str, list[tuple[str, str]]] = {}
    for question in texts.of.questions:
        given = answers.get(question.id, "")
        text = check_text(given, what=question.id) if given else ""
        rows.setdefault(question.needed_for[0], []).append((question.text, text))
    return {section: Fields(tuple(found)) for section, found in rows.items()}


def _named(file: CaseFile, answers: Mapping[str, str]) -> Fields:
    questions = file.process.privacy_checks[_CHECK].questions
    return Fields(tuple((text, answers.get(key, "")) for key, text in questions.items()))


def _object(found: Dossier) -> Fields:
    place = found.place
    first = (
        ("Kern", place.town or "niet bekend"),
        ("BAG-objecten", ", ".join(place.object_ids) or facts.NONE),
        ("BAG-panden", ", ".join(place.building_ids) or facts.NONE),
    )
    return facts.where(found, first=first)


def _description(file: CaseFile, found: Dossier, texts: Texts) -> list[Block]:
    """Why the case was opened, and each fact with its source and date."""
    phrases = texts.of.phrases
    blocks: list[Block] = [Fields(((phrases["purpose"], file.case.purpose),))]
    told = found.assessment
    outcomes = () if told is None else (*told.routes, *told.hits)
    if not outcomes:
        return [*blocks, Text(phrases["nothing"] if told else phrases["not_seen"])]
    rows = tuple(
        (outcome.sentence or outcome.title, _origin(outcome, texts), "", day(outcome.newest))
        for outcome in outcomes
    )
    columns = (
        Column(phrases["fact"], 3.4), Column(phrases["origin"], 1.8),
        Column(phrases["reliability"], 1.2), Column(phrases["date"], 1.2),
    )  # fmt: skip
    return [*blocks, Table("Feiten", columns, rows)]


def _origin(outcome: RuleOutcome, texts: Texts) -> str:
    """The registers behind a fact; a report of a citizen is told apart."""
    phrases = texts.of.phrases
    found = sorted({one.register for one in outcome.evidence if one.register})
    named = [
        phrases["from_report"]
        if name == "MEL"
        else f"{phrases['from_register']} {word('register', name)}"
        for name in found
    ]
    return "; ".join(dict.fromkeys(named)) or phrases["nothing"]


def _done(file: CaseFile, names: Mapping[str, str], texts: Texts) -> list[Block]:
    """Steps of the case and measures, by day."""
    phrases = texts.of.phrases
    states = file.process.states
    rows = [(day(dutch_day(one.moved_at)), states[one.to_state].label) for one in file.history]
    rows += [
        (day(one.decided_on), names.get(one.instrument, one.instrument)) for one in file.measures
    ]
    if not rows:
        return [Text(phrases["nothing"])]
    columns = (Column(phrases["date"], 1.2), Column(phrases["step"], 4))
    return [Table("Ondernomen", columns, tuple(rows))]


def _requests(file: CaseFile, texts: Texts) -> list[Block]:
    phrases = texts.of.phrases
    if not file.requests:
        return []
    said = {Answer.HIT: phrases["hit"], Answer.NO_HIT: phrases["no_hit"], None: phrases["waiting"]}
    rows = tuple((one.partner, one.question, said[one.answer]) for one in file.requests)
    columns = (
        Column(phrases["partner"], 1.4), Column(phrases["question"], 3.4),
        Column(phrases["answer"], 1.2),
    )  # fmt: skip
    return [Table("Vragen", columns, rows)]


def _mitigating(found: Dossier) -> list[Block]:
    told = found.assessment
    if told is None:
        return []
    blocks = [facts.against(told)]
    return [*blocks, facts.unknown(told)] if told.unknown else blocks


def _checks(file: CaseFile, texts: Texts) -> Table:
    phrases = texts.of.phrases
    labels = file.process.privacy_checks
    rows = tuple(
        (
            labels[one.step].label,
            phrases["allowed" if one.allows else "refused"],
            day(dutch_day(one.checked_at)),
        )
        for one in file.checks
    )
    columns = (
        Column(phrases["check"], 3.6), Column(phrases["answer"], 1), Column(phrases["date"], 1.4),
    )  # fmt: skip
    return Table("Privacytoetsen", columns, rows)
