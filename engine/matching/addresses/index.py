"""Known addresses, ready to be asked: `match` answers questions about places.

Ids go before words, words before points. Words that name several places, or a place that is none,
are not settled by a point.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from engine.matching import sharing
from engine.matching.addresses import known as known_addresses
from engine.matching.addresses import old_names, points, weighing
from engine.matching.addresses.fallback import Fallback
from engine.matching.addresses.known import Known, parcel_key
from engine.matching.addresses.matcher import Matcher, Verdict, Weighed
from engine.matching.addresses.old_names import NO_OLD_NAMES, OldNames
from engine.matching.addresses.query import Query
from engine.matching.addresses.weighing import Weighing
from engine.matching.answer import NONE, Answer, Candidate

MANY = 5_000
"""Questions from where on several processes are faster than one."""


class Index:
    """Known addresses in comparable form.

    Attributes:
        matcher: finds what words mean.
    """

    def __init__(
        self, known: Sequence[Known], weighing: Weighing, old: OldNames = NO_OLD_NAMES
    ) -> None:
        self.known = tuple(known)
        self._old = old
        self.matcher = Matcher(known_addresses.build(self.known, old), weighing)
        x = np.array([np.nan if one.x is None else one.x for one in self.known], dtype=np.float64)
        y = np.array([np.nan if one.y is None else one.y for one in self.known], dtype=np.float64)
        lacking = np.full(len(x), np.nan)
        rd_x, rd_y = points.to_points(x, y, lacking, lacking)
        at = np.flatnonzero(np.isfinite(rd_x))
        self._places = points.Places(at.tolist(), rd_x[at], rd_y[at], weighing.points)
        self._fallback = Fallback(self.matcher)
        self._most = weighing.decision.max_alternatives

    def __reduce__(self) -> tuple[type["Index"], tuple[Sequence[Known], Weighing, OldNames]]:
        """A pickle has what this was made of: making it again is faster than reading it."""
        return Index, (self.known, self.matcher.weighing, self._old)

    def match(
        self, queries: Iterable[Query], *, best: bool = False, workers: int = 1
    ) -> list[Answer]:
        """Answer questions in the order given.

        Args:
            queries: questions about places.
            best: name the likeliest address of every question, also where it is not likely.
            workers: processes that share the work where it is much; the answers are the same.
        """
        asked = list(queries)
        if workers > 1 and len(asked) >= MANY:
            work = partial(_answers, self, asked, best)
            return sharing.in_parts(work, len(asked), workers=workers)
        return self._match(asked, best=best)

    def _match(self, asked: Sequence[Query], *, best: bool) -> list[Answer]:
        answers = [self._by_id(query) or self._by_words(query, best=best) for query in asked]
        open_ = [at for at, answer in enumerate(answers) if answer is None]
        for at, answer in zip(
            open_, self._by_points([asked[at] for at in open_], best=best), strict=True
        ):
            answers[at] = answer
        return [answer for answer in answers if answer is not None]

    def _by_id(self, query: Query) -> Answer | None:
        """The address that an id of the query names; None when none does, or several do."""
        if not query.ids and not query.parcel:
            return None
        tables = self.matcher.known
        for how, names in (
            ("id", query.ids),
            ("parcel", (parcel_key(query.parcel),) if query.parcel else ()),
        ):
            by = tables.by_id if how == "id" else tables.by_parcel
            found = {self.known[at].id for name in names for at in by.get(name, ())}
            if len(found) == 1:
                return Answer(query.query_id, found.pop(), how, 1.0, 1.0)
        return None

    def _by_words(self, query: Query, *, best: bool) -> Answer | None:
        """What the words mean; None when a point may still answer."""
        verdict = self.matcher.judge(query)
        if verdict.asked.is_parcel and (found := self._by_parcel(query)):
            return found
        if verdict.at is None and not verdict.is_closed and _has_point(query):
            return None
        return self._told(query, verdict, best=best)

    def _by_parcel(self, query: Query) -> Answer | None:
        key = parcel_key(query.address or query.street or "")
        found = {self.known[at].id for at in self.matcher.known.by_parcel.get(key, ())}
        return Answer(query.query_id, found.pop(), "parcel", 1.0, 1.0) if len(found) == 1 else None

    def _told(self, query: Query, verdict: Verdict, *, best: bool) -> Answer:
        most, score, margin = self._most, verdict.score, verdict.margin
        named = verdict.ranked
        if verdict.at is None and not best:
            others = self._candidates(named[:most])
            return Answer(query.query_id, None, NONE, score, margin, others)
        if named:
            others = self._candidates(named[1 : most + 1]) if len(named) > 1 else ()
            chosen = self.known[named[0].at].id
            return Answer(query.query_id, chosen, verdict.method, score, margin, others)
        at = self._fallback.likeliest(query, verdict.asked)
        if at is None:
            return Answer(query.query_id, None, NONE, 0.0, 0.0)
        return Answer(query.query_id, self.known[at].id, "near", 0.0, 0.0)

    def _candidates(self, ranked: Sequence[Weighed]) -> tuple[Candidate, ...]:
        return tuple([Candidate(self.known[one.at].id, one.probability) for one in ranked])

    def _by_points(self, queries: Sequence[Query], *, best: bool) -> list[Answer]:
        """Answers by the point of each query."""
        columns = [
            np.array(
                [np.nan if (value := getattr(q, name)) is None else value for q in queries],
                dtype=np.float64,
            )
            for name in ("x", "y", "lon", "lat")
        ]
        x, y = points.to_points(columns[0], columns[1], columns[2], columns[3])
        weighing, answers = self.matcher.weighing, []
        for query, found in zip(queries, self._places.nearest(x, y), strict=True):
            ranked = _one_per_id([Candidate(self.known[at].id, p) for at, p in found])
            score = ranked[0].score if ranked else 0.0
            margin = score - (ranked[1].score if len(ranked) > 1 else 0.0)
            if ranked and (best or score >= weighing.points.accept):
                alternatives = tuple(ranked[1 : self._most + 1])
                answers.append(
                    Answer(query.query_id, ranked[0].id, "point", score, margin, alternatives)
                )
            elif best:
                answers.append(self._told(query, self.matcher.judge(query), best=True))
            else:
                kept = tuple(ranked[: self._most])
                answers.append(Answer(query.query_id, None, NONE, score, margin, kept))
        return answers


def _answers(
    index: Index, asked: Sequence[Query], best: bool, begin: int, end: int
) -> list[Answer]:
    return index.match(asked[begin:end], best=best)


def _has_point(query: Query) -> bool:
    return any(value is not None for value in (query.x, query.y, query.lat, query.lon))


def _one_per_id(ranked: Sequence[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for one in ranked:
        best.setdefault(one.id, one)
    return list(best.values())


def load(known: Sequence[Known], rules: Path) -> Index:
    """Make an index with the weights and old names of a rules folder.

    Raises:
        SettingsError: a file of the folder is not there or wrong.
    """
    return Index(known, weighing.load(rules), old_names.load(rules))
