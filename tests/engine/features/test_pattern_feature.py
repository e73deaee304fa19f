"""A feature as a network pattern: what it must return, what it may read, and where it is wrong."""

from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.features import library
from engine.features.feature import Feature
from engine.tables import Gate

HEAD = "// feature: sample\n// title: Proef\n"
PATH = (
    "MATCH (l:Location)<-[:PART_OF]-(a:Address)<-[r:REGISTERED_AT]-(b:Branch)-[:BRANCH_OF]->"
    "(e:Enterprise)<-[o:OFFICER_OF]-(p:Person)-[o2:OFFICER_OF]->(e2:Enterprise)"
)
NEEDED = (
    "l.id AS location_id, max(r.valid_from) AS newest, "
    "collect(DISTINCT r.record_key) AS evidence, collect(DISTINCT a.object_id) AS members"
)


def _text(
    *, header: str = "", where: str = "", facts: str = "count(DISTINCT e2.id) AS others"
) -> str:
    return f"{HEAD}{header}{PATH}\n{where}\nRETURN {NEEDED}, {facts}\n"


def _load(folder: Path, text: str) -> Feature:
    (folder / "sample.cypher").write_text(text, "utf-8")
    return library.load(folder)["sample"]


def _complaint(folder: Path, text: str) -> str:
    with pytest.raises(RulePackError) as caught:
        _load(folder, text)
    return str(caught.value)


def test_pattern_is_a_feature_with_facts_lineage_and_gate(tmp_path: Path) -> None:
    header = "// params: window_years\n// absent: zero\n"
    where = "WHERE e2.ended_on > $window_years_from AND e2.end_kind IN ['bankruptcy']"
    feature = _load(tmp_path, _text(header=header, where=where))
    assert feature.facts == ("others",)
    assert feature.params == ("window_years",)
    assert feature.placeholders == ("window_years_from",)
    assert feature.gate is Gate.G1
    assert {"officer", "branch", "enterprise", "address"} <= set(feature.tables)
    assert ("officer", "party_id") in feature.columns
    assert feature.pattern is not None
    assert [(t.column, t.constant.name) for t in feature.tests] == [
        ("enterprise.ended_on", "window_years_from")
    ]


def test_same_text_has_the_same_digest_and_another_has_not(tmp_path: Path) -> None:
    one = _load(tmp_path, _text())
    assert _load(tmp_path, _text()).digest == one.digest
    assert _load(tmp_path, _text(where="WHERE e2.id <> e.id")).digest != one.digest


@pytest.mark.parametrize("column", ["location_id", "newest", "evidence", "members"])
def test_every_required_column_must_be_there(tmp_path: Path, column: str) -> None:
    text = _text().replace(f" AS {column}", " AS other_fact", 1)
    assert f"a feature must return {column}" in _complaint(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(_text(facts="e2.main_sbi AS code"), "without sbi_version", id="code alone"),
        pytest.param(_text(facts="count(*) AS Others"), "lower-case name", id="capital"),
        pytest.param(_text(facts="count(*) AS known"), "the engine uses", id="reserved"),
        pytest.param(
            _text(facts="count(*) AS n, min(e.employees) AS newest_2"),
            "newest_2 must be a date",
            id="newest is no date",
        ),
        pytest.param(
            _text(facts="count(*) AS n, b.id AS evidence_2"), "must be collect", id="one key"
        ),
        pytest.param(
            _text(facts="collect(DISTINCT o.record_key) AS evidence_2"),
            "its key holds the pseudonym",
            id="pseudonym as evidence",
        ),
        pytest.param(_text(facts="p.id AS person"), "person", id="person as fact"),
        pytest.param(_text(facts="e2.id AS company"), "never an identity", id="identity as fact"),
        pytest.param(
            _text(facts="e2.name AS company, count(*) AS n"), "where somebody comes from", id="name"
        ),
        pytest.param(_text(where="WHERE a.town = 'Leimuiden'"), "who lives there", id="a village"),
        pytest.param(
            _text(where="WHERE e.legal_form = 'foreign'"), "nationality", id="foreign form"
        ),
        pytest.param(
            _text(where="WHERE e.legal_form <> 'bv'"), "takes foreign ones with it", id="all but"
        ),
        pytest.param(_text(where="WHERE e.end_kind = 'polen'"), "speaks of", id="word of origin"),
        pytest.param(
            _text(where="WHERE e2.ended_on > $window_years_from"),
            "declare it under `// params:`",
            id="param that nobody declared",
        ),
        pytest.param(
            _text(header="// params: idle_months\n"), "declared and not used", id="idle param"
        ),
        pytest.param(_text() + "LIMIT 3\n", "LIMIT", id="outside the subset"),
        pytest.param(_text().replace("OFFICER_OF]->", "OFICER_OF]->"), "OFFICER_OF", id="typo"),
        pytest.param(f"{HEAD}MATCH (l:Location", "sample.cypher:3", id="broken off"),
        pytest.param(_text().replace("// title: Proef\n", ""), "// title: …", id="no title"),
        pytest.param(
            _text().replace("feature: sample", "feature: other"), "named after", id="name"
        ),
    ],
)
def test_what_may_not_be_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    told = _complaint(tmp_path, text)
    assert message in told
    assert "sample.cypher:" in told


def test_streets_may_be_compared_with_each_other(tmp_path: Path) -> None:
    text = _text().replace(
        "RETURN", "MATCH (a2:Address) WHERE a2.street = a.street AND a2.town = a.town\nRETURN"
    )
    assert _load(tmp_path, text).facts == ("others",)


def test_subject_is_no_fact(tmp_path: Path) -> None:
    feature = _load(tmp_path, _text(facts="p.id AS subject, count(DISTINCT e2.id) AS others"))
    assert feature.facts == ("others",)


def test_one_name_in_two_languages_is_refused(tmp_path: Path) -> None:
    sql = (
        "-- feature: sample\n-- title: Proef\nSELECT location_id, NULL::DATE AS newest,\n"
        "[]::VARCHAR[] AS evidence, []::VARCHAR[] AS members, 1 AS n FROM location\n"
    )
    (tmp_path / "sample.sql").write_text(sql, "utf-8")
    assert "stands in sample.cypher too" in _complaint(tmp_path, _text())
