"""Missed and false links of people by kind of name."""

from collections.abc import Sequence

from bench import people_names
from bench.matching_table import Measured, Measurement
from bench.people_truth import short_names
from engine.matching.answer import Answer
from engine.matching.people import linking
from engine.matching.people.model import PeopleModel

_NAMED_PEOPLE = 600
_Z = 1.96


def kinds_of_names(shipped: PeopleModel) -> Measurement:
    """Equal error rates: missed and false links by kind of name, with 95 % intervals."""
    rows = []
    for kind in people_names.KINDS:
        registered = people_names.registered(kind, _NAMED_PEOPLE, 1)
        asked = list(people_names.asked(kind, registered, 1))
        others = people_names.as_people(registered)
        queries = people_names.as_people([one.person for one in asked])
        answers = linking.link(queries, others, shipped, short_names()).answers
        rows.append(_by_kind(kind, asked, answers))
    return Measurement(
        title="Kinds of names (invented)",
        queries=_NAMED_PEOPLE * len(rows),
        without=_NAMED_PEOPLE // 2 * len(rows),
        unit="queries",
        rows=rows,
    )


def _by_kind(kind: str, asked: Sequence[people_names.Asked], answers: Sequence[Answer]) -> Measured:
    known = sum(one.means is not None for one in asked)
    pairs = [(one, a) for one, a in zip(asked, answers, strict=True) if a.id is not None]
    right = sum(a.id == one.means for one, a in pairs)
    missed, wrong = known - right, len(pairs) - right
    further = {"missed rate": missed / known, "false rate": wrong / len(asked)}
    for name, count, total in (("missed", missed, known), ("false", wrong, len(asked))):
        low, high = interval(count, total)
        further |= {f"{name} low": low, f"{name} high": high}
    return Measured(kind, right, wrong, missed, None, further)


def interval(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    share, square = count / total, _Z**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = _Z * ((share * (1 - share) + square / (4 * total)) / total) ** 0.5
    spread /= 1 + square / total
    return max(0.0, middle - spread), min(1.0, middle + spread)
