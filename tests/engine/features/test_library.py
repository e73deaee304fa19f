"""The library: what a feature file must be, all findings at once, with file and line."""

from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.features import library
from engine.features.feature import REQUIRED
from engine.tables import Gate
from tests.engine.features.world import STARTS, feature_sql, load_feature, write_feature


def complaint(tmp_path: Path, text: str, name: str = "sample") -> str:
    write_feature(tmp_path, text, name)
    with pytest.raises(RulePackError) as error:
        library.load(tmp_path)
    return str(error.value)


def test_reads_a_feature(tmp_path: Path) -> None:
    feature = load_feature(tmp_path, STARTS, "starts")
    assert feature.facts == ("branches",)
    assert feature.params == ("window_months",)
    assert feature.placeholders == ("as_of", "window_months_from")
    assert (feature.tables, feature.gate) == (("branch",), Gate.O)
    assert feature.absent == "zero"


def test_an_empty_folder_has_no_features(tmp_path: Path) -> None:
    assert library.load(tmp_path) == {}


def test_reports_all_files_at_once(tmp_path: Path) -> None:
    write_feature(tmp_path, feature_sql(name="a").replace("newest", "latest"), "a")
    whole = complaint(tmp_path, feature_sql("getenv('x') AS n", name="b"), "b")
    assert "a.sql:3: a feature must return newest" in whole
    assert "b.sql:3: function getenv" in whole


@pytest.mark.parametrize("column", REQUIRED)
def test_required_columns(tmp_path: Path, column: str) -> None:
    text = feature_sql().replace(f"AS {column}", "AS other").replace(f"b.{column}", "b.branch_id")
    text = text.replace("GROUP BY b.branch_id", "GROUP BY b.branch_id")
    assert f"a feature must return {column}" in complaint(tmp_path, text)


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        pytest.param("count(*)", "needs a lower-case name", id="no name"),
        pytest.param('count(*) AS "N"', "needs a lower-case name", id="capital"),
        pytest.param('count(*) AS "n; DROP"', "needs a lower-case name", id="odd name"),
        pytest.param("count(*) AS n, 1 AS n", "returned twice", id="twice"),
        pytest.param("count(*) AS known", "a name that the engine uses", id="name of the engine"),
        pytest.param("count(*) AS location", "a name that the engine uses", id="location"),
    ],
)
def test_facts_have_usable_names(tmp_path: Path, facts: str, what: str) -> None:
    assert what in complaint(tmp_path, feature_sql(facts))


def test_params_used_are_declared(tmp_path: Path) -> None:
    text = feature_sql("count(*) FILTER (WHERE b.employees > $least) AS n")
    assert "$least is bound by nothing" in complaint(tmp_path, text)


def test_params_declared_are_used(tmp_path: Path) -> None:
    assert "param 'least' is declared and not used" in complaint(
        tmp_path, feature_sql(header="-- params: least\n")
    )


def test_from_needs_a_span(tmp_path: Path) -> None:
    text = feature_sql(
        "count(*) FILTER (WHERE b.started_on > $least_from) AS n", header="-- params: least\n"
    )
    assert "$least_from is bound by nothing" in complaint(tmp_path, text)


def test_the_file_has_the_name_of_its_feature(tmp_path: Path) -> None:
    assert "calls itself 'other'" in complaint(tmp_path, feature_sql(name="other"))


@pytest.mark.parametrize(
    ("predicate", "what"),
    [
        pytest.param("n > 1", "reads columns of location only, not n", id="a fact"),
        pytest.param("location.nope > 1", "not location.nope", id="unknown column"),
        pytest.param("location.x > $as_of", "not params", id="a bound value"),
        pytest.param("location.x >", "known_when:", id="no expression"),
        pytest.param("getenv(location.town) = ''", "function getenv", id="function"),
    ],
)
def test_known_when_is_about_the_location(tmp_path: Path, predicate: str, what: str) -> None:
    whole = complaint(tmp_path, feature_sql(header=f"-- known_when: {predicate}\n"))
    assert what in whole
    assert "sample.sql:3:" in whole


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(RulePackError, match=r"notes\.txt:1: this folder holds \.cypher and"):
        library.load(tmp_path)


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    assert library.load(tmp_path) == {}


def test_text_must_be_utf8(tmp_path: Path) -> None:
    (tmp_path / "sample.sql").write_bytes(b"-- feature: caf\xe9")
    with pytest.raises(RulePackError, match="not UTF-8"):
        library.load(tmp_path)


def test_line_ends_do_not_change_the_digest(tmp_path: Path) -> None:
    one = load_feature(tmp_path / "a", STARTS, "starts")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "starts.sql").write_bytes(STARTS.replace("\n", "\r\n").encode())
    two = library.load(tmp_path / "b")["starts"]
    assert one.digest == two.digest
    assert load_feature(tmp_path / "c", STARTS + "\n-- x", "starts").digest != one.digest
