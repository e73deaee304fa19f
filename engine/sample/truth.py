"""What a sample should lead to: planted scenarios, innocent look-alikes, and who is who where."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.sample.links import Link
from engine.sample.world import Site

WHOLE_SITE = frozenset({"farm", "greenhouse", "ribbon", "recreation"})
"""Sites in the outer area are one yard; elsewhere each unit is a location of its own."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come of one planted place.

    Attributes:
        kind: planted or lookalike.
        scenario: name of the pair that it belongs to.
        rules: rules that must HIT there; for a look-alike those that may, because the list of
            a look-alike says what speaks for it (mitigating rules included).
        not_rules: rules that must not HIT there.
        strength: expected score of one that may stand on the list, 0 when it may not.
        ranked: so strong that it stands there in the first week, however ties fall.
        why: one sentence for whoever tests or shows it.
    """

    kind: str
    scenario: str
    site: Site
    rules: tuple[str, ...]
    not_rules: tuple[str, ...] = ()
    strength: float = 0.0
    ranked: bool = False
    why: str = ""

    @property
    def eligible(self) -> bool:
        """May it stand on the list."""
        return self.strength > 0

    def as_json(self, number: int) -> dict[str, object]:
        """The entry of `truth.json`; ids and rules are sorted."""
        site = self.site
        is_whole = site.kind in WHOLE_SITE
        units = site.units if is_whole else [site.unit]
        alone = is_whole or len(site.units) == 1
        buildings = (site.buildings if is_whole else site.unit.buildings) if alone else []
        return {
            "id": f"{self.kind}-{number:02d}",
            "kind": self.kind,
            "scenario": self.scenario,
            "address": site.unit.address.line,
            "object_ids": sorted(unit.object_id for unit in units),
            "building_ids": sorted(building.building_id for building in buildings),
            "expected_rules": sorted(self.rules),
            "forbidden_rules": sorted(self.not_rules),
            "expect_eligible": self.eligible,
            "expect_ranked": self.ranked,
            "expect_listed": self.ranked,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Links:
    """What of the registers is one and the same.

    Attributes:
        links: pairs that are written differently, and look-alikes that are not one.
        places: BAG id of the unit where a row happened, by table and row.
    """

    links: Sequence[Link]
    places: Mapping[str, Mapping[str, str]]


def write(expectations: Iterable[Expectation], known: Links, file: Path, **about: object) -> None:
    """Write `truth.json`: what the sample was made with, planted places, links and places."""
    entries = [found.as_json(number) for number, found in enumerate(expectations, start=1)]
    links = [link.as_json() for link in known.links]
    told = {**about, "scenarios": entries, "links": links, "places": known.places}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")
