"""A view as tables: no cell is a formula, and nothing that is not known is filled in."""

import csv
import io
import json

from engine.exports.network import tables
from tests.engine.exports.network.small import BRANCH, COMPANY, PLACE, SOMEBODY, small


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_relations_as_csv_have_days_source_record_and_gate() -> None:
    rows = _read(tables.edges_csv(small()))
    assert [row["relatie"] for row in rows] == ["r1", "r2", "r3", "r4"]
    first, second, third, fourth = rows
    assert (first["van"], first["naar"], first["record"]) == (BRANCH, COMPANY, "hr:branch:1")
    assert (first["begin"], first["einde"]) == ("2020-05-01", "9999-12-31")
    assert (second["begin"], second["einde"], second["poort"]) == ("2020-05", "2023-01-01", "G1")
    assert second["rol"] == "bestuurder"
    assert (third["begin"], third["bron"], third["naar"]) == ("", "", PLACE)
    assert (fourth["afgeleid"], third["afgeleid"]) == ("ja", "nee")


def test_name_that_looks_like_a_formula_is_made_neutral() -> None:
    names = [row["naam"] for row in _read(tables.nodes_csv(small()))]
    assert names[0] == "'=1+1 B.V. (KVK 90000001)"


def test_nodes_as_csv_say_what_is_known_and_whom_to_ask() -> None:
    rows = {row["knoop"]: row for row in _read(tables.nodes_csv(small()))}
    assert rows[COMPANY]["feiten"] == "rechtsvorm: bv; naam: =1+1 B.V.; begonnen: 1 mei 2020"
    assert (rows[COMPANY]["knooppunt"], rows[COMPANY]["buren niet getoond"]) == ("ja", "30")
    assert (rows[SOMEBODY]["vraag"], rows[SOMEBODY]["feiten"]) == ("vraag: A", "")


def test_json_has_every_part_of_the_view() -> None:
    loaded = json.loads(tables.to_json(small()))
    assert list(loaded) == ["start", "as_of", "nodes", "edges", "notices", "paths"]
    assert loaded["as_of"] == "2026-11-01"
    assert loaded["nodes"][0]["busy"] == [{"kind": "OFFICER_OF", "degree": 31, "reason": None}]
    assert loaded["edges"][3]["is_derived"] is True
