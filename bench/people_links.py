"""Queries against records of people, beside Splink and rapidfuzz."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bench import people_splink
from bench.matching_table import Failures, Measured, Measurement, brier, reliability
from bench.people_sets import (
    PeopleSet,
    half,
)
from bench.people_truth import FUZZ_THRESHOLD, best_of_splink, failures, short_names
from engine.matching.answer import Answer
from engine.matching.people import linking
from engine.matching.people.model import PeopleModel


def links(
    people: PeopleSet,
    shipped: PeopleModel,
    *,
    halves: Sequence[PeopleModel] = (),
    splink: bool = False,
) -> Measurement:
    """Queries against records: an answer for each query or none."""
    start = time.perf_counter()
    answers = linking.link(people.queries, people.others, shipped, short_names()).answers
    seconds = time.perf_counter() - start
    persons = {people.truth[i] for i in people.others.ids}
    with_one = sum(people.truth[i] in persons for i in people.queries.ids)
    said = [a.score for a in answers]
    true = [_is_right(a, people, best=True) for a in answers]
    rows = [
        _counted(
            "dijkwacht", _links_of(answers), people, with_one, seconds, Brier=brier(said, true)
        )
    ]
    rows += [_halved(people, halves)] if halves else []
    rows += _splink_links(people, with_one) if splink else []
    rows.append(_fuzzy_links(people, with_one))
    return Measurement(
        title=f"{people.title}: queries" + ("" if splink else ", some without a counterpart"),
        queries=len(answers),
        without=len(answers) - with_one,
        unit="queries",
        rows=rows,
        reliability=reliability(said, true),
        failures=_failed_answers(answers, people, persons),
    )


def _links_of(answers: Iterable[Answer]) -> list[tuple[str, str]]:
    return [(a.query_id, a.id) for a in answers if a.id is not None]


def _is_right(answer: Answer, people: PeopleSet, *, best: bool = False) -> bool:
    """True when the record that is named, or else the likeliest one, is that person."""
    named = answer.id
    if named is None and best and answer.alternatives:
        named = answer.alternatives[0].id
    return named is not None and people.truth[named] == people.truth[answer.query_id]


def _counted(
    method: str,
    links: Sequence[tuple[str, str]],
    people: PeopleSet,
    known: int,
    seconds: float | None,
    **further: float,
) -> Measured:
    right = sum(people.truth[a] == people.truth[b] for a, b in links)
    return Measured(method, right, len(links) - right, known - right, seconds, further)


def _halved(people: PeopleSet, halves: Sequence[PeopleModel]) -> Measured:
    """Each half of the people matched with the weights of the other half."""
    links: list[tuple[str, str]] = []
    known = 0
    for which, learned in enumerate(halves):
        part = half(people, which)
        links += _links_of(linking.link(part.queries, part.others, learned, short_names()).answers)
        persons = {part.truth[i] for i in part.others.ids}
        known += sum(part.truth[i] in persons for i in part.queries.ids)
    return _counted("dijkwacht, weights of the other half", links, people, known, None)


def _splink_links(people: PeopleSet, known: int) -> list[Measured]:
    found = people_splink.defaults(people)
    rows = []
    for name, threshold in (
        ("Splink defaults", people_splink.DEMO_THRESHOLD),
        *best_of_splink(found, people),
    ):
        links = [(a, b) for a, b, p in found.pairs if p >= threshold]
        seconds = found.seconds if name == "Splink defaults" else None
        rows.append(_counted(name, links, people, known, seconds, threshold=threshold))
    return rows


def _fuzzy_links(people: PeopleSet, known: int) -> Measured:
    """Token sort ratio of all texts of a record together; the best above a threshold."""
    start = time.perf_counter()
    asked = [" ".join(sorted(c.values())) for c in people.queries.cells]
    texts = [" ".join(sorted(c.values())) for c in people.others.cells]
    links = []
    for at, text in enumerate(asked[:: max(1, len(asked) // 1000)]):
        row = at * max(1, len(asked) // 1000)
        hit = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=FUZZ_THRESHOLD)
        if hit is not None:
            links.append((people.queries.ids[row], people.others.ids[hit[2]]))
    tried = people.queries.ids[:: max(1, len(asked) // 1000)]
    persons = {people.truth[i] for i in people.others.ids}
    known = sum(people.truth[i] in persons for i in tried)
    name = (
        "rapidfuzz alone" if len(tried) == len(asked) else f"rapidfuzz alone ({len(tried)} queries)"
    )
    return _counted(name, links, people, known, time.perf_counter() - start)


def _failed_answers(
    answers: Sequence[Answer], people: PeopleSet, persons: set[str]
) -> list[Failures]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        is_known = people.truth[answer.query_id] in persons
        kind = None
        if answer.id is not None and not _is_right(answer, people):
            kind = "fout: iemand anders" if is_known else "fout: staat er niet in"
        elif answer.id is None and is_known:
            near = _is_right(answer, people, best=True)
            kind = "gemist: te onzeker" if near else "gemist: niet vergeleken of lager"
        if kind:
            kinds[kind].append(f"{answer.query_id} ({answer.score:.2f})")
    return failures(kinds)
