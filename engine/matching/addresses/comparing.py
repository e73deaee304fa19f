"""How a reading compares with one known address: a level for each field, and what they weigh."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from engine.matching.addresses import likeness
from engine.matching.addresses.known import Entry, Tables
from engine.matching.addresses.numbers import plain_suffix
from engine.matching.addresses.reading import Reading
from engine.matching.addresses.street_words import written_out
from engine.matching.addresses.weighing import FIELDS, Likeness, Weighing

_ORDER = ("close", "similar", "weak", "other")
_WITHIN = {"close": "within", "similar": "weak"}
"""Level of a street of which only the last words are alike, by how alike they are."""


class Levels(NamedTuple):
    """How every field compares; the words of `weighing.Weights`."""

    postcode: str
    street: str
    suffix: str
    town: str
    number: str
    relation: str


class Comparer:
    """Compares readings with known addresses; what was compared before is not compared again."""

    def __init__(self, known: Tables, weighing: Weighing) -> None:
        self._known, self._weighing = known, weighing
        weights = weighing.weights
        self._weights = {field: getattr(weights, field) for field in FIELDS}
        self._same = _same_suffixes(weighing.suffixes.same)
        self._by_shape: dict[tuple[str, ...], dict[tuple[int, str], list[str]]] = {}
        self._written: dict[tuple[str, ...], dict[str, str]] = {}
        self._odds: dict[Levels, float] = {}
        self._streets: dict[tuple[tuple[str, ...], bool, tuple[str, ...]], dict[str, str]] = {}

    def odds(self, levels: Levels) -> float:
        """Base-2 logarithm of the odds that a record compared so is the right one."""
        found = self._odds.get(levels)
        if found is None:
            found = self._weighing.weights.bias + sum(
                self._weights[field][level] for field, level in zip(FIELDS, levels, strict=True)
            )
            self._odds[levels] = found
        return found

    def weight(self, field: str, level: str) -> float:
        """What one level of one field weighs."""
        return float(self._weights[field][level])

    def levels(self, reading: Reading, entry: Entry, suffix: str, number: str) -> Levels:
        """Compare one reading with one entry that has its number.

        Args:
            reading: what was asked.
            entry: a known address.
            suffix: the suffix that is asked of it, which may be that of the end of a range.
            number: `one` or `range`.
        """
        town = self._town(reading, entry)
        how = self._suffix(reading, entry, suffix, number)
        if how == "split":
            how, town = "equal", "similar"
        return Levels(
            self._postcode(reading, entry),
            self._street(reading, entry),
            how,
            town,
            number,
            "near" if reading.is_near else "at",
        )

    def _postcode(self, reading: Reading, entry: Entry) -> str:
        if reading.area is None or entry.area is None:
            return "missing"
        if reading.postcode is None:
            return "area_only" if reading.area == entry.area else "other"
        if entry.postcode is None:
            return "area_only" if reading.area == entry.area else "missing"
        if reading.postcode == entry.postcode:
            return "equal"
        exists = reading.postcode in self._known.postcodes
        if reading.area == entry.area:
            return "area_known" if exists else "area"
        is_slip = not exists and OSA.distance(reading.postcode, entry.postcode) == 1
        return "typo" if is_slip else "other"

    def _street(self, reading: Reading, entry: Entry) -> str:
        if reading.street is None or entry.street is None:
            return "missing"
        if reading.street == entry.street:
            return "within" if reading.is_within else "equal"
        places = self.places(reading)
        own = entry.town or entry.area
        if reading.is_known and self._is_in(reading.street, (*places, *((own,) if own else ()))):
            return "other_known"
        asked = self.alike(reading, (*places, *((own,) if own else ())))
        level = asked.get(entry.street)
        if level:
            return level
        if entry.postcode != reading.postcode:
            return "other"
        return self._likeness(reading.words, entry.street, is_whole=reading.is_whole)

    def _likeness(self, words: tuple[str, ...], street: str, *, is_whole: bool) -> str:
        """How alike some words are to a street, however many other streets are."""
        if street in likeness.inside(words):
            return "within"
        whole, limits = "".join(words), self._weighing.likeness
        level = _level(whole, street, limits)
        if level == "other" and likeness.is_abbreviation(words, self._known.streets.words[street]):
            return "abbreviated"
        if level == "other" and not is_whole:
            level = min(
                (_level(f, street, limits) for f in likeness.forms(words)), key=_ORDER.index
            )
            level = _WITHIN.get(level, "other")
        return level

    def places(self, reading: Reading) -> tuple[str, ...]:
        """Keys of the places that a reading names: its towns, else its area or postcode."""
        if reading.town is not None:
            return tuple(sorted(self._known.within.get(reading.town, frozenset((reading.town,)))))
        return (reading.area,) if reading.area else ()

    def _is_in(self, street: str, places: Sequence[str]) -> bool:
        return any(street in self._known.streets.by_place.get(place, ()) for place in places)

    def alike(self, reading: Reading, places: tuple[str, ...]) -> dict[str, str]:
        """Levels of the streets of some places that the words of a reading may mean."""
        key = reading.words, reading.is_whole, places
        found = self._streets.get(key)
        if found is None:
            found = self._alike(reading.words, places, is_whole=reading.is_whole)
            if len(self._streets) > 100_000:
                self._streets.clear()
            self._streets[key] = found
        return found

    def _alike(
        self, words: tuple[str, ...], places: tuple[str, ...], *, is_whole: bool
    ) -> dict[str, str]:
        by_place, limits = self._known.streets.by_place, self._weighing.likeness
        streets = self._written.get(places)
        if streets is None:
            found = sorted({street for place in places for street in by_place.get(place, ())})
            streets = self._written[places] = {street: written_out(street) for street in found}
        whole = "".join(words)
        if not whole or whole in streets:
            return {}
        ranked = likeness.alike((whole,), streets, weak=limits.weak)
        if not ranked and not is_whole:
            ranked = likeness.alike(likeness.forms(words)[1:], streets, weak=limits.weak)
        made = {s: self._likeness(words, s, is_whole=is_whole) for s, _ in ranked}
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < limits.lead:
            made = dict.fromkeys(made, "contested")
        elif ranked:
            made.update({street: "contested" for street, _ in ranked[1:]})
        inner = likeness.inside(words)
        made.update(dict.fromkeys(sorted(inner & streets.keys()), "within"))
        short = self._shortened(words, places, streets)
        if len(short) == 1 and made.get(short[0]) not in ("close", "similar"):
            made[short[0]] = "abbreviated"
        elif len(short) > 1:
            made.update(dict.fromkeys(short, "contested"))
        return {street: level for street, level in made.items() if level != "other"}

    def _shortened(
        self, words: tuple[str, ...], places: tuple[str, ...], streets: Iterable[str]
    ) -> list[str]:
        """The streets of some places that words are abbreviations of, sorted."""
        own = self._known.streets.words
        by_shape = self._by_shape.get(places)
        if by_shape is None:
            by_shape = self._by_shape[places] = {}
            for street in streets:
                shape = len(own[street]), own[street][-1][0]
                by_shape.setdefault(shape, []).append(street)
        alike = by_shape.get((len(words), words[-1][0]), ())
        return [street for street in alike if likeness.is_abbreviation(words, own[street])]

    def _suffix(self, reading: Reading, entry: Entry, suffix: str, number: str) -> str:
        if suffix == entry.suffix:
            return "equal"
        if not suffix:
            return "missing"
        if self._same.get(suffix, suffix) == self._same.get(entry.suffix, entry.suffix):
            return "variant"
        if number == "one" and self._is_split(reading, entry):
            return "split"
        return "other" if entry.suffix else "extra"

    def _is_split(self, reading: Reading, entry: Entry) -> bool:
        """True when the last pieces of the suffix are the first words of the town."""
        if entry.town is None or reading.town is not None or not reading.elsewhere:
            return False
        for at in range(len(reading.pieces) - 1, -1, -1):
            if plain_suffix("".join(reading.pieces[:at])) == entry.suffix:
                text = "".join(reading.pieces[at:]).lower() + reading.elsewhere[0]
                return self.is_like_town(text, entry.town)
        return False

    def _town(self, reading: Reading, entry: Entry) -> str:
        if entry.town is None:
            return "missing"
        if reading.town is not None:
            if reading.town == entry.town:
                return "equal"
            within = self._known.within.get(reading.town, frozenset())
            if entry.town not in within:
                return "other_known"
            return "within" if len(within) > 1 else "equal"
        for text in (*reading.elsewhere, *reading.before):
            if self.is_like_town(text, entry.town):
                return "similar"
        return "other" if reading.elsewhere else "missing"

    def is_like_town(self, text: str, town: str) -> bool:
        """True when a text may be a town that is spelled wrong."""
        limits = self._weighing.likeness
        return likeness.of_towns(text, town, limits.town_one_edit) >= limits.town


def _level(one: str, street: str, limits: Likeness) -> str:
    """How alike one key is to that of a street."""
    score = likeness.of_keys(one, street)
    if score < limits.weak:
        return "other"
    count = likeness.edits(one, street)
    if count * limits.letters_per_edit > len(street):
        return "weak"
    if count <= limits.close_edits:
        return "close"
    return "similar" if count <= limits.similar_edits else "weak"


def _same_suffixes(groups: Sequence[Sequence[str]]) -> dict[str, str]:
    return {name: group[0] for group in groups for name in group}
