"""What of the pairs of a run is not told, because a limit of the rules was reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine import translatable
from engine.casework.match_models import MatchKind
from engine.snapshot import Run
from engine.translatable import Sentence, capital, joined, mark

_MANY = {
    MatchKind.ADDRESS: mark("adressen bij een tekst"),
    MatchKind.COMPANY: mark("bedrijven bij een naam"),
    MatchKind.PERSON: mark("paren van personen"),
}
_LIMIT = {
    MatchKind.ADDRESS: "max_alternatives in rules/matching/addresses.yml",
    MatchKind.COMPANY: "proposals in rules/matching/companies.yml",
    MatchKind.PERSON: "in_run in rules/matching/people.yml",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of one kind of pairs is not told.

    Attributes:
        pairs: that were less likely than those that are told, and too many.
        too_common: combinations of name and birth date that so many share that nobody was
            compared by them.
    """

    kind: MatchKind
    pairs: int
    too_common: int

    @property
    def sentence(self) -> Sentence:
        """What is not told, where the limit stands, and what that means."""
        told = []
        if self.pairs:
            told.append(
                translatable.sentence(
                    "{count} minder waarschijnlijke {pairs} staan niet in deze lijst, omdat een "
                    "grens is bereikt ({limit})",
                    count=self.pairs,
                    pairs=translatable.sentence(_MANY[self.kind]),
                    limit=_LIMIT[self.kind],
                )
            )
        if self.too_common:
            told.append(
                translatable.sentence(
                    "op {count} combinaties van naam en geboortedatum die veel personen delen, "
                    "is niet vergeleken ({limit})",
                    count=self.too_common,
                    limit=_LIMIT[self.kind],
                )
            )
        return joined([capital(joined(told, between="; ")), "."], between="")


def of_run(run: Run) -> list[LeftOut]:
    """What a run left out, by kind; none when nothing, or the run is older than these counts."""
    return list(_found(run))


def _found(run: Run) -> Iterator[LeftOut]:
    counts = run.meta["register"].get("pairs", {})
    for kind in MatchKind:
        one = counts.get(kind.value, {})
        left_out, too_common = one.get("left_out", 0), one.get("too_common", 0)
        if left_out or too_common:
            yield LeftOut(kind, left_out, too_common)
