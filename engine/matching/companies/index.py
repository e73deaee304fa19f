"""Known companies, and which of them a name means, how sure that is, or that none is meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from math import exp

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from engine.matching.answer import NONE, Answer, nothing
from engine.matching.companies import ranking
from engine.matching.companies.candidates import Candidates
from engine.matching.companies.features import FEATURES, Known, compare
from engine.matching.companies.found import Found, options
from engine.matching.companies.lexicon import Lexicon
from engine.matching.companies.model import ANSWERS, METHODS, CompanyModel
from engine.matching.companies.parts import Compared, explain
from engine.matching.companies.shapes import Shape, shapes

Floats = NDArray[np.float64]
EXACT = "exact"
"""Method of an answer whose name is the same, but for case, accents and signs."""
_CHUNK = 4096


class Index:
    """Known companies, each with one name or more.

    Args:
        companies: id and names of each; names without anything that names are passed over.
        model: weights and limits.
        lexicon: what words mean.
    """

    def __init__(
        self, companies: Iterable[tuple[str, Iterable[str]]], model: CompanyModel, lexicon: Lexicon
    ) -> None:
        self._model, self._lexicon = model, lexicon
        bearers: dict[Shape, set[str]] = defaultdict(set)
        self._written: dict[str, dict[Shape, str]] = defaultdict(dict)
        taken: dict[str, tuple[Shape, ...]] = {}
        for company_id, names in companies:
            for name in names:
                if name not in taken:
                    taken[name] = shapes(name, lexicon)
                for shape in taken[name]:
                    bearers[shape].add(company_id)
                    self._written[company_id].setdefault(shape, name)
        self._names = sorted(bearers, key=lambda shape: (shape.words, shape.core, shape.forms))
        self._ids = [sorted(bearers[shape]) for shape in self._names]
        self._bearers: Mapping[Shape, set[str]] = bearers
        self._known = Known(self._names, lexicon, model.worth, model.agreement)
        self._prepared = [self._known.prepare(shape) for shape in self._names]
        self._candidates = Candidates(
            self._names, pieces=model.pieces, keep=model.keep, max_postings=model.max_postings
        )
        self._weigh()

    def match(self, queries: Sequence[tuple[str, str]], *, best: bool = False) -> list[Answer]:
        """Say of each query which company is meant.

        Args:
            queries: id and name of each.
            best: give the likeliest company, whatever its probability; the first by id of those
                that fit equally well. None remains for a name in which nothing names.

        Returns:
            One answer per query, in their order. A name that differs in a number or a place, or
            that two companies fit equally well, has none, with alternatives.
        """
        return self.answers(self.find(queries), best=best)

    def answers(self, found: Sequence[Found], *, best: bool) -> list[Answer]:
        """As `match`, of queries that were compared already."""
        usual = self._usual(found)
        known: dict[tuple[str, str | None], Answer] = {}
        answers = []
        for one in found:
            key = (one.name, one.absent)
            if key not in known:
                known[key] = self._answer(one, usual, best=best)
            answers.append(known[key]._replace(query_id=one.query_id))
        return answers

    def find(
        self, queries: Sequence[tuple[str, str]], *, without: Mapping[str, str] | None = None
    ) -> list[Found]:
        """Compare every query with its candidates.

        Args:
            queries: id and name of each.
            without: for a query the company that is taken to be unknown.
        """
        taken = {name: shapes(name, self._lexicon) for name in {name for _, name in queries}}
        distinct = sorted(
            {s for found in taken.values() for s in found}, key=lambda s: (s.text, s.forms, s.core)
        )
        pairs = self._compare(distinct)
        known: dict[tuple[str, str | None], Found] = {}
        found = []
        for query_id, name in queries:
            absent = None if without is None else without.get(query_id)
            if (name, absent) not in known:
                mine = [pairs[shape] for shape in taken[name]]
                known[name, absent] = self._found(query_id, name, taken[name], mine, absent)
            found.append(replace(known[name, absent], query_id=query_id))
        return found

    def with_model(self, model: CompanyModel) -> "Index":
        """The same companies with other weights; what candidates are sought by stays."""
        other = copy(self)
        other._model = model
        other._weigh()
        return other

    def _weigh(self) -> None:
        self._pair_weights = self._model.pairs.vector(FEATURES)
        self._answer_weights = {name: self._model.methods[name].vector(ANSWERS) for name in METHODS}

    def score(self, found: Found) -> tuple[str, float]:
        """Method and probability of the best candidate, but for exactly equal names."""
        row = found.rows[found.ranked[0].pair]
        method = ranking.method(row)
        weights = self._model.methods[method]
        numbers = np.array(ranking.described(found.ranked, found.rows))
        logit = weights.bias + float(numbers @ self._answer_weights[method])
        return method, 1.0 / (1.0 + exp(-max(-40.0, min(40.0, logit))))

    def compare(self, name: str, company_id: str) -> Compared:
        """Why a name fits a known company: its best name, field by field.

        Raises:
            KeyError: the company is not known, or one of the two has nothing that names.
        """
        queries = [self._known.prepare(shape) for shape in shapes(name, self._lexicon)]
        tried = [
            (np.array(compare(query, self._known.prepare(shape))), written)
            for query in queries
            for shape, written in sorted(
                self._written[company_id].items(), key=lambda one: (one[0].text, one[1])
            )
        ]
        if not tried:
            raise KeyError(company_id)
        row, written = max(tried, key=lambda one: float(one[0] @ self._pair_weights))
        return explain(written, row, self._pair_weights)

    def _same(self, names: Sequence[Shape]) -> frozenset[str]:
        return frozenset(one for shape in names for one in self._bearers.get(shape, ()))

    def _compare(self, queries: Sequence[Shape]) -> dict[Shape, tuple[list[int], Floats]]:
        """By query: known names and their features."""
        compared: dict[Shape, tuple[list[int], Floats]] = {}
        for start in range(0, len(queries), _CHUNK):
            part = queries[start : start + _CHUNK]
            mine, theirs = self._candidates.find(part)
            prepared = [self._known.prepare(shape) for shape in part]
            rows = np.array(
                [
                    compare(prepared[i], self._prepared[j])
                    for i, j in zip(mine.tolist(), theirs.tolist(), strict=True)
                ]
            ).reshape(-1, len(FEATURES))
            ends = np.searchsorted(mine, np.arange(len(part) + 1))
            for at, shape in enumerate(part):
                inside = slice(ends[at], ends[at + 1])
                compared[shape] = (theirs[inside].tolist(), rows[inside])
        return compared

    def _found(
        self,
        query_id: str,
        name: str,
        names: tuple[Shape, ...],
        compared: Sequence[tuple[list[int], Floats]],
        absent: str | None,
    ) -> Found:
        rows = np.concatenate([rows for _, rows in compared] or [np.zeros((0, len(FEATURES)))])
        at = [j for known, _ in compared for j in known]
        pairs = [
            (row, ids)
            for row, j in enumerate(at)
            if (ids := [i for i in self._ids[j] if i != absent] if absent else self._ids[j])
        ]
        utility = self._model.pairs.bias + rows @ self._pair_weights
        ranked = ranking.rank(pairs, utility) if pairs else ()
        return Found(query_id, name, names, ranked, rows, self._same(names) - {absent}, absent)

    def _usual(self, found: Sequence[Found]) -> dict[bool, float]:
        """Probability of an exactly equal name, by whether it has a legal form.

        A name may be another company's by coincidence. The fewer names of the sheet are exactly
        those of known companies, the more of them are so by coincidence.
        """
        chosen = self._model.coincidence
        names = {one.name: one for one in found}
        equal: dict[bool, int] = {True: 0, False: 0}
        for one in names.values():
            if one.exact is not None:
                equal[one.has_form] += 1
        prior = chosen.usual_share * chosen.usual_weight
        share = {form: (equal[form] + prior) / (len(names) + chosen.usual_weight) for form in equal}
        rate = {True: chosen.with_form, False: chosen.without_form}
        return {form: max(0.0, 1.0 - rate[form] / share[form]) for form in equal}

    def _answer(self, found: Found, usual: Mapping[bool, float], *, best: bool) -> Answer:
        if not found.names:
            return nothing(found.query_id)
        if not found.ranked:
            return self._last_resort(found) if best else nothing(found.query_id)
        ranked, most = found.ranked, self._model.alternatives
        method, score = self.score(found)
        if (exact := found.exact) is not None and exact in ranked[0].ids:
            method, score = EXACT, usual[found.has_form]
        elif found.is_tie:
            score = min(score, ranked[0].share)
        named = options(ranked, score, first=exact if method == EXACT else None, most=most)
        top, others = named[0], tuple(named[1 : 1 + most])
        margin = max(0.0, top.score - others[0].score) if others else top.score
        if best or self._is_given(found, method, score):
            return Answer(found.query_id, top.id, method, top.score, margin, others)
        shown = (top, *others)[:most]
        return Answer(found.query_id, None, NONE, top.score, margin, shown)

    def _is_given(self, found: Found, method: str, score: float) -> bool:
        if score < self._model.threshold or not found.is_usable:
            return False
        if method == EXACT:
            return True
        row = found.rows[found.ranked[0].pair]
        other = self._model.different_word
        return not found.is_tie and not ranking.is_barred(row, different_word=other)

    def _last_resort(self, found: Found) -> Answer:
        """The name spelled most alike, for a query that shares no piece with any known name."""
        texts = [shape.text for shape in self._names]
        near = process.extractOne(
            found.names[0].text, texts, scorer=JaroWinkler.similarity, processor=None
        )
        if near is None:
            return nothing(found.query_id)
        return Answer(found.query_id, self._ids[near[2]][0], METHODS[-1], 0.0, 0.0)
