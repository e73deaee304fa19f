"""The report of a backtest: what packs said on past dates, as proof for who publishes them.

It holds counts only, no location: it may be kept as long as the pack it proves. Equal packs and
deliveries give an equal report, to the byte.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import ValidationError

from engine.errors import WorkbenchError
from engine.rules.loader import RuleSet
from engine.strict import Strict


class RuleCounts(Strict):
    """Locations per outcome of one rule on one date."""

    rule_id: str
    hits: int
    no_hits: int
    unknown: int


class Unknown(Strict):
    """Rules that were UNKNOWN at every location, for one reason (Dutch)."""

    reason: str
    rules: tuple[str, ...]


class SourceGap(Strict):
    """A source that gave nothing on a date, and why (Dutch)."""

    source: str
    why: str


class Day(Strict):
    """One date.

    Attributes:
        inputs: hash of everything the date's result depends on.
        locations: how many there were; 0 when no BAG had been delivered.
        eligible: locations that could stand on the list, of the packs asked for.
        new_eligible, gone: against the date before; None on the first.
        stability: Jaccard of the eligible of this date and the one before, 0..1; None on the
            first date and when there are none on both.
        bands: locations per band, of all packs.
        rules: counts of the packs asked for, by rule.
        unknown: rules that could not be judged, by reason.
        gaps: sources without a usable delivery, in the order of `sources.yaml`.
    """

    as_of: date
    inputs: str
    locations: int
    eligible: int
    new_eligible: int | None
    gone: int | None
    stability: float | None
    bands: Mapping[str, int]
    rules: tuple[RuleCounts, ...]
    unknown: tuple[Unknown, ...]
    gaps: tuple[SourceGap, ...]


class BacktestReport(Strict):
    """What packs said on past dates.

    Attributes:
        packs: hash of every pack of the folder, by name, as `pack_hashes` makes it.
        versions: version of every pack, by name.
        rules: condition of every rule of the folder (`Rule.condition_hash`), by id.
        asked: packs that the counts are about; all of them when none was named.
        settings: hash of `settings.yml` as it was read.
        days: by date, oldest first.
        lead_days: of every location that is eligible on the last date: days between the first
            of these dates on which it was eligible and the last, longest first.
    """

    format: Literal[1] = 1
    municipality: str
    packs: Mapping[str, str]
    versions: Mapping[str, str]
    rules: Mapping[str, str]
    asked: tuple[str, ...]
    settings: str
    days: tuple[Day, ...]
    lead_days: tuple[int, ...]

    @property
    def hash(self) -> str:
        """SHA-256 of the content, hexadecimal: what a publication cites."""
        return _sha256(self.model_dump(mode="json"))

    def covers(self, ruleset: RuleSet, *, packs: Sequence[str] = ()) -> bool:
        """True when these packs, by default all of the folder, are those that were tested.

        Versions may differ: a version is raised when a pack is published. A rule that combines
        rules of other packs is proven with those as they were, so name these packs too.
        """
        now = pack_hashes(ruleset)
        named = packs or sorted(now)
        tested = [name for name in named if name in self.asked]
        return len(tested) == len(named) and all(
            now.get(name) == self.packs.get(name) is not None for name in named
        )

    def to_json(self) -> str:
        """The report with its hash, keys sorted, ending with a newline."""
        content = {**self.model_dump(mode="json"), "hash": self.hash}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "BacktestReport":
        """Read a report and check its hash.

        Raises:
            WorkbenchError: not a report, of another version, or changed after it was written.
        """
        try:
            content = dict(json.loads(text))
            cited = content.pop("hash")
            report = cls.model_validate_json(json.dumps(content))
        except (TypeError, ValueError, ValidationError, KeyError) as error:
            raise WorkbenchError(
                "geen rapport van een backtest ({error}): maak hem opnieuw met `dijkwacht rules "
                "backtest --out`",
                error=str(error).splitlines()[0],
            ) from error
        if cited != report.hash:
            raise WorkbenchError(
                "het rapport van de backtest is veranderd nadat het werd geschreven: "
                "maak hem opnieuw met `dijkwacht rules backtest --out`"
            )
        return report


def pack_hashes(ruleset: RuleSet) -> dict[str, str]:
    """Hash of the rules of every pack and the features they use, by pack; not of its version."""
    return {
        pack.pack: _sha256([[r.id, r.hash] for r in ruleset.rules if r.pack == pack.pack])
        for pack in ruleset.packs
    }


def _sha256(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
