"""Answers to queries for people: the likeliest record, or none when it is not clear who is meant.

A runner-up that is somebody else makes an answer ambiguous; one that is the same person, such as
the same officer in two registrations, does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from engine.matching.answer import NONE, Answer, Candidate, nothing
from engine.matching.people import clusters, records, scoring
from engine.matching.people.blocking import TooCommon
from engine.matching.people.columns import People
from engine.matching.people.model import PeopleModel
from engine.matching.people.scoring import Scored

WEIGHED = "weighed"
"""Method of an answer that the weights of all fields gave."""
BY_NAME = "nearest name"
"""Method of an answer to a query that shares no key with any record, when one must be given."""
_CHUNK = 2_000_000
ShortNames = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Linked:
    """The answers, and what was too common to compare by.

    Attributes:
        answers: one per query, in their order.
        too_common: keys that were left out.
    """

    answers: Sequence[Answer]
    too_common: Sequence[TooCommon]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Rows of candidates of one query with their probability, the likeliest first."""

    rows: Sequence[int]
    scores: Sequence[float]


def link(
    queries: People,
    others: People,
    model: PeopleModel,
    short_names: ShortNames,
    *,
    within: bool = False,
    best: bool = False,
) -> Linked:
    """Say for every query which record is meant.

    Args:
        queries: whom to look for.
        others: who it may be.
        model: the shipped model.
        short_names: names that a short form may stand for.
        within: the queries stand among the others under their own id: look for their doubles.
        best: name the likeliest record for every query, without a threshold.

    Returns:
        Per query the id, its probability and its margin over the next record that is somebody
        else. Of records that fit equally well the lowest id counts.
    """
    asked = () if within else queries.cells
    people = records.table(asked, others.cells, words=model.name_words, short_names=short_names)
    scored = scoring.score(people, model)
    rows = _rows_of(queries, others, within=within)
    offset = len(asked)
    ids = {row + offset: record_id for row, record_id in enumerate(others.ids)}
    ranked = _ranked(scored, ids, most=model.limits.alternatives + 1)
    same = _same_people(people, scored, ranked, rows, model)
    answers = []
    nearest = _nearest(people, ranked, rows, ids) if best else {}
    for query_id, row in zip(queries.ids, rows, strict=True):
        answer = _answer(query_id, ranked.get(row), same, ids, model, best=best)
        if answer.id is None and row in nearest:
            answer = Answer(query_id, ids[nearest[row]], BY_NAME, 0.0, 0.0)
        answers.append(answer)
    return Linked(answers, scored.too_common)


def people_in(
    others: People, model: PeopleModel, short_names: ShortNames
) -> tuple[Sequence[str], Sequence[TooCommon]]:
    """Part one set into people.

    Returns:
        For every record the first id of its group, in the order of the set, and what was too
        common to compare by.
    """
    people = records.table((), others.cells, words=model.name_words, short_names=short_names)
    scored = scoring.score(people, model)
    found = clusters.group(
        len(others.ids),
        zip(scored.left.tolist(), scored.right.tolist(), scored.probability.tolist(), strict=True),
        unseen=model.grouped.unseen,
        most=model.grouped.most,
    )
    return [others.ids[row] for row in found], scored.too_common


def _rows_of(queries: People, others: People, *, within: bool) -> list[int]:
    """The row of every query."""
    if not within:
        return list(range(len(queries.ids)))
    at = {record_id: row for row, record_id in enumerate(others.ids)}
    return [at[record_id] for record_id in queries.ids]


def _ranked(scored: Scored, ids: Mapping[int, str], *, most: int) -> dict[int, _Ranked]:
    """The likeliest candidates by row of the query; a pair within one set counts both ways."""
    within = bool(len(scored.left)) and int(scored.left[0]) in ids
    left, right, score = scored.left, scored.right, scored.probability
    if within:
        left, right = np.concatenate([left, right]), np.concatenate([right, left])
        score = np.concatenate([score, score])
    names = np.array([ids[row] for row in right.tolist()], dtype=object)
    order = sorted(range(len(left)), key=lambda i: (left[i], -score[i], names[i]))
    found: dict[int, tuple[list[int], list[float]]] = {}
    for i in order:
        rows, scores = found.setdefault(int(left[i]), ([], []))
        if len(rows) < most:
            rows.append(int(right[i]))
            scores.append(float(score[i]))
    return {row: _Ranked(*lists) for row, lists in found.items()}


def _same_people(
    people: pa.Table,
    scored: Scored,
    ranked: Mapping[int, _Ranked],
    rows: Sequence[int],
    model: PeopleModel,
) -> frozenset[tuple[int, int]]:
    """Pairs of candidates of one query that are one person themselves."""
    accepted = model.accepted
    wanted = set()
    for row in rows:
        found = ranked.get(row)
        if found is None or found.scores[0] < accepted.probability:
            continue
        for other, score in zip(found.rows[1:], found.scores[1:], strict=True):
            if found.scores[0] - score < accepted.margin:
                wanted.add((min(found.rows[0], other), max(found.rows[0], other)))
    if not wanted:
        return frozenset()
    again = scoring.score(people, model, pairs=sorted(wanted), counterparts=scored.counterparts)
    sure = again.probability >= accepted.probability
    return frozenset(zip(again.left[sure].tolist(), again.right[sure].tolist(), strict=True))


def _answer(
    query_id: str,
    found: _Ranked | None,
    same: frozenset[tuple[int, int]],
    ids: Mapping[int, str],
    model: PeopleModel,
    *,
    best: bool,
) -> Answer:
    if found is None:
        return nothing(query_id)
    first, top = found.rows[0], found.scores[0]
    somebody_else = (
        score
        for row, score in zip(found.rows[1:], found.scores[1:], strict=True)
        if (min(first, row), max(first, row)) not in same
    )
    margin = top - next(somebody_else, 0.0)
    others = tuple(Candidate(ids[r], s) for r, s in zip(found.rows, found.scores, strict=True))
    if best or (top >= model.accepted.probability and margin >= model.accepted.margin):
        return Answer(query_id, ids[first], WEIGHED, top, margin, others[1:])
    return Answer(query_id, None, NONE, top, margin, others[: model.limits.alternatives])


def _nearest(
    people: pa.Table,
    ranked: Mapping[int, _Ranked],
    rows: Sequence[int],
    ids: Mapping[int, str],
) -> dict[int, int]:
    """The row with the nearest name for every query that shares no key with any record.

    Equal names are compared once; of equally near ones the lowest id counts.
    """
    alone = [row for row in rows if row not in ranked]
    if not alone or not ids:
        return {}
    given, surname = people["givens"].to_pylist(), people["surname"].to_pylist()
    texts = [f"{g or ''} {s or ''}" for g, s in zip(given, surname, strict=True)]
    first: dict[str, int] = {}
    for row in sorted(ids, key=lambda r: ids[r]):
        first.setdefault(texts[row], row)
    known = [*first]
    asked = sorted({texts[row] for row in alone})
    step = max(1, _CHUNK // len(known))
    near: dict[str, int] = {}
    for start in range(0, len(asked), step):
        part = asked[start : start + step]
        scores = process.cdist(part, known, scorer=JaroWinkler.similarity, dtype=np.float32)
        for text, at in zip(part, scores.argmax(axis=1).tolist(), strict=True):
            near[text] = first[known[at]]
    return {row: near[texts[row]] for row in alone}
