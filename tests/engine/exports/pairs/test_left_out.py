"""What of the pairs of a run is not told: by kind, with the limit that was reached."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.casework.match_models import MatchKind
from engine.exports.pairs import left_out
from engine.snapshot import META, Run

NOTHING = {"told": 3, "left_out": 0, "too_common": 0}


def _run(folder: Path, pairs: dict[str, Any]) -> Run:
    (folder / META).write_text(json.dumps({"register": {"pairs": pairs}}), "utf-8")
    return Run(folder)


def test_cut_is_told_with_the_limit(tmp_path: Path) -> None:
    counts = {"person": {"told": 2000, "left_out": 1234, "too_common": 2}, "company": NOTHING}
    (one,) = left_out.of_run(_run(tmp_path, counts))
    assert one.kind is MatchKind.PERSON
    assert one.sentence == (
        "1.234 minder waarschijnlijke paren van personen staan niet in deze lijst, omdat een grens "
        "is bereikt (in_run in rules/matching/people.yml); op 2 combinaties van naam en "
        "geboortedatum die veel personen delen, is niet vergeleken (in_run in "
        "rules/matching/people.yml)."
    )


def test_values_that_are_too_common_are_told_alone(tmp_path: Path) -> None:
    (one,) = left_out.of_run(_run(tmp_path, {"person": {"left_out": 0, "too_common": 1}}))
    assert one.sentence.startswith("Op 1 combinaties van naam")


@pytest.mark.parametrize("pairs", [{}, {"address": NOTHING}], ids=["older run", "nothing cut"])
def test_nothing_left_out_is_not_told(tmp_path: Path, pairs: dict[str, Any]) -> None:
    assert left_out.of_run(_run(tmp_path, pairs)) == []


def test_kinds_stand_in_a_fixed_order(tmp_path: Path) -> None:
    counts = {kind: {"left_out": 1, "too_common": 0} for kind in ("person", "company", "address")}
    found = [one.kind.value for one in left_out.of_run(_run(tmp_path, counts))]
    assert found == ["address", "company", "person"]
