"""Features that read hits of other rules: beyond the weekly scan only, of judged rules only."""

from pathlib import Path

import pytest

from tests.engine.features.world import write_feature
from tests.engine.rules.world import RULE, SECOND, changed, complaints, write

TEXT = """-- feature: elsewhere
-- title: Signalen elders
-- hits: {hits}
SELECT location_id, count(*) AS signals, min(started_on) AS newest,
  list(record_key) AS evidence, []::VARCHAR[] AS members
FROM branch
WHERE list_contains($hit_locations, location_id)
GROUP BY location_id
"""
READER = changed(
    SECOND,
    id="AAA-03",
    gate="G2",
    feature="elsewhere",
    params={"min_signals": 1},
    hit_when="signals >= $min_signals",
    explain="{signals} signalen.",
    cases=[
        {"name": "een", "facts": {"signals": 1}, "expect": "HIT"},
        {"name": "geen", "facts": {"signals": 0}, "expect": "NO_HIT"},
        {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
    ],
)


@pytest.mark.parametrize(
    ("gate", "hits", "message"),
    [
        pytest.param("G2", "AAA-01, AAA-02", None, id="inside a case"),
        pytest.param("G1", "AAA-01", "needs gate G2 or stricter", id="weekly scan"),
        pytest.param("G2", "AAA-09", "AAA-09, which is no rule here", id="no rule"),
        pytest.param("G2", "AAA-03", "AAA-03, which no run judges", id="beyond the scan"),
    ],
)
def test_what_a_feature_may_read_of_a_run(
    tmp_path: Path, gate: str, hits: str, message: str | None
) -> None:
    folder = write(tmp_path, RULE, SECOND, changed(READER, gate=gate))
    write_feature(folder / "features", TEXT.format(hits=hits), "elsewhere")
    told = complaints(folder)
    assert (told == []) if message is None else any(message in what for what in told), told
