"""A case to practise with: one location of the invented municipality, its facts, then the answers.

Only from the invented municipality: a real location is never training material.
"""

from engine.errors import PaperError
from engine.exports import dossier
from engine.exports.papers import facts
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Fields, Text
from engine.exports.papers.texts import Texts, fill
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY, fingerprint
from engine.snapshot import Run
from engine.translatable import sentence

CONTRACT = Contract(
    kind="training",
    required=frozenset({"about", "facts", "questions", "answers"}),
    optional=frozenset({"rules", "close"}),
    placeholders=(OF_RUN - {"week"}) | {"location"},
    phrases={
        "question": frozenset(), "answer": frozenset(), "no_hits": frozenset(),
        "held_back": frozenset({"count"}),
    },
    questions=True,
)  # fmt: skip
MOST_EVENTS = 20


def draft(run: Run, *, location: str, texts: Texts) -> Draft:
    """The content of a practice case.

    Raises:
        PaperError: the run is not of the invented municipality.
        RunError: the run has no such location.
    """
    require_sample(run)
    found = dossier.build(run, location)
    told = found.assessment
    rows = tuple((f"{at}. {one.text}", "") for at, one in enumerate(texts.of.questions, start=1))
    phrases = texts.of.phrases
    answers: list[Block] = []
    if told is not None:
        answers += [Text(notice) for notice in told.notices]
        has_hits = told.hits or told.routes
        answers.append(facts.hits(told) if has_hits else Text(phrases["no_hits"]))
        answers.append(facts.against(told))
        if told.unknown:
            count = {"count": str(len(told.unknown))}
            answers += [Text(fill(phrases["held_back"], count)), facts.unknown(told)]
    return Draft(
        subject=location,
        values={
            **of_run(run), "location": found.place.label,
        },
        filled={
            "facts": facts.neutral(found, most_events=MOST_EVENTS),
            "questions": [Fields(rows)],
            "answers": answers,
        },
        origin=Origin(run, facts.rule_ids(told), (), (location,)),
    )  # fmt: skip


def require_sample(run: Run) -> None:
    """Refuse a run of real deliveries.

    The invented municipality has a public key of its own, which a real run never uses, and only
    enterprise numbers that the register does not give out.

    Raises:
        PaperError: with the way to a run that can be used.
    """
    numbers = run.table("tables/enterprise")["enterprise_id"].to_pylist()
    is_invented = all(str(number).startswith("99") for number in numbers if number)
    if run.meta.get("key_fingerprint") != fingerprint(PUBLIC_SAMPLE_KEY) or not is_invented:
        raise PaperError(
            sentence(
                "run {run} is geen run van de verzonnen gemeente; oefen met `dijkwacht demo`",
                run=run.path.name,
            )
        )
