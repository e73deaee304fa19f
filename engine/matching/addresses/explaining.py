"""Why a place is, or is not, a known address: the fields compared, with their values.

Addresses are no person's, so the values stand beside each other.
"""

from pathlib import Path

from engine.errors import MatchingError
from engine.matching.addresses import weighing
from engine.matching.addresses.index import load
from engine.matching.addresses.known import Entry, Known
from engine.matching.addresses.matcher import Matcher, Weighed
from engine.matching.addresses.query import Query
from engine.matching.addresses.street_words import written_out
from engine.matching.addresses.weighing import FIELDS
from engine.matching.explaining import Explained
from engine.matching.fields import Field

_AGREEMENTS = {
    "equal": ("equal", "area_only", "one", "at"),
    "similar": (
        "within", "abbreviated", "close", "similar", "weak", "contested", "area", "typo",
        "variant", "range",
    ),
    "different": ("near", "area_known", "other", "other_known", "extra"),
    "missing": ("missing",),
}  # fmt: skip
_AGREEMENT = {level: word for word, levels in _AGREEMENTS.items() for level in levels}
_NAMES = {
    "postcode": "postcode", "street": "street", "suffix": "house_addition", "town": "town",
    "number": "house_number", "relation": "relation",
}  # fmt: skip


def fields(matcher: Matcher, one: Weighed) -> tuple[Field, ...]:
    """The fields of a candidate, in the order of the weights."""
    entry = matcher.known.entries[one.at]
    made = []
    for field, level in zip(FIELDS, one.levels, strict=True):
        mine, theirs = _values(field, one, entry)
        weight = matcher.comparer.weight(field, level)
        made.append(Field(_NAMES[field], _AGREEMENT[level], weight, mine, theirs))
    return tuple(made)


def _values(field: str, one: Weighed, entry: Entry) -> tuple[str | None, str | None]:
    """What was read, in comparable form, and what the register has."""
    reading = one.reading
    postcode, street, town = entry.place
    number, letter, addition = entry.house
    if field == "postcode":
        return reading.postcode or reading.area, postcode or entry.postcode or entry.area
    if field == "street":
        return _street(reading.street), street or _street(entry.street)
    if field == "suffix":
        written = " ".join(part for part in (letter, addition) if part)
        return "".join(reading.pieces) or None, written or entry.suffix or None
    if field == "town":
        return reading.town or next(iter(reading.elsewhere), None), town or entry.town
    if field == "number":
        asked = (
            str(reading.number) if reading.upto is None else f"{reading.number}-{reading.upto[0]}"
        )
        return asked, number or (None if entry.number is None else str(entry.number))
    return ("near" if reading.is_near else None), None


def _street(key: str | None) -> str | None:
    return written_out(key) if key else None


class _Explainer:
    """Compares two addresses; the second is taken to be one that exists."""

    def threshold(self, rules: Path) -> float:
        """See `explaining.Explainer`."""
        return weighing.load(rules).decision.min_score

    def explain(self, mine: str, theirs: str, rules: Path) -> Explained:
        """See `explaining.Explainer`."""
        index = load([Known(id="theirs", address=theirs)], rules)
        verdict = index.matcher.judge(Query(query_id="mine", address=mine))
        if not verdict.ranked:
            what = "no house number and street in common, or one of the two is no address"
            raise MatchingError(f"{mine!r} and {theirs!r}: {what}")
        best = verdict.ranked[0]
        return Explained(best.probability, verdict.method, fields(index.matcher, best))


EXPLAINER = _Explainer()
