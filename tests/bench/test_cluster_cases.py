"""Every hard kind of ownership: which come out right, and which are known not to."""

import duckdb
import pytest

from bench import cluster_cases
from engine.register import clusters
from engine.register.intake import SOURCE_TABLE

KNOWN_MISSES = {
    "holding is bestuurder van twee, aandeelhouder onbekend",
    "boerenfamilie: bv met een ander vak",
}
"""Not joined on purpose: a trust office, or two trades of people who only know each other."""


@pytest.mark.parametrize("kind", cluster_cases.KINDS)
def test_kind_comes_out_as_whose_it_is(kind: str) -> None:
    cases = cluster_cases.make([kind], each=2, seed=1)
    with duckdb.connect(config={"threads": 1}) as con:
        con.execute(SOURCE_TABLE)
        con.execute("INSERT INTO source_table VALUES ('hr', 'officer', 'HR', NULL, 'P', 1, true)")
        cluster_cases.fill(con, cases)
        clusters.build(con)
        rows = con.execute("SELECT enterprise_id, cluster_id FROM enterprise_cluster").fetchall()
    found = dict(rows)
    assert found.keys() == cases.hand.keys()
    pairs = {(found[one], hand) for one, hand in cases.hand.items()}
    assert len({cluster for cluster, _ in pairs}) == len(pairs), "no cluster is of two hands"
    assert (len({hand for _, hand in pairs}) == len(pairs)) is (kind not in KNOWN_MISSES)
