"""Unknown is not zero: missing, stale and unchecked sources, each with its Dutch reason."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from engine.features import availability
from tests.engine.features.world import DAY, SETTINGS, feature_sql, load_feature, register, supply


def reasons(con: DuckDBPyConnection, folder: Path, text: str) -> tuple[str, ...]:
    return availability.reasons(
        load_feature(folder, text),
        availability.read(con),
        con,
        as_of=DAY,
        freshness=SETTINGS.freshness_days,
    )


def test_a_fresh_source_gives_no_reason(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch")
    assert reasons(con, tmp_path, feature_sql()) == ()


def test_a_table_that_nobody_fills(tmp_path: Path) -> None:
    assert reasons(register(), tmp_path, feature_sql()) == ("bron ontbreekt: branch",)


def test_a_source_that_fills_a_table_in_part_does_not_make_it_known(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch", source="koop", covers=False)
    assert reasons(con, tmp_path, feature_sql()) == ("bron ontbreekt: branch",)
    supply(con, "branch")
    assert reasons(con, tmp_path, feature_sql()) == ()


def test_a_stale_source_that_fills_a_table_in_part_does_no_harm(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch", source="koop", covers=False, delivered_on=DAY - timedelta(days=900))
    supply(con, "branch")
    assert reasons(con, tmp_path, feature_sql()) == ()


def test_a_table_that_only_stands_in_a_left_join_counts(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch")
    text = feature_sql(
        "max(e.employees) AS n", "branch b LEFT JOIN enterprise e USING (enterprise_id)"
    )
    assert reasons(con, tmp_path, text) == ("bron ontbreekt: enterprise",)


def test_derived_tables_need_no_source(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch")
    text = feature_sql(
        "count(c.why) AS n", "branch b JOIN enterprise_cluster c USING (enterprise_id)"
    )
    assert reasons(con, tmp_path, text) == ()


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        pytest.param(7, (), id="on the limit"),
        pytest.param(8, ("bron verouderd: kvk (8 dagen, grens 7)",), id="a day over"),
    ],
)
def test_age_against_the_limit_of_the_register(
    tmp_path: Path, age: int, expected: tuple[str, ...]
) -> None:
    con = register()
    supply(con, "branch", delivered_on=DAY - timedelta(days=age))
    assert reasons(con, tmp_path, feature_sql()) == expected


def test_the_newest_delivery_of_one_register_counts(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch", source="old", delivered_on=date(2020, 1, 1))
    supply(con, "branch", source="new")
    assert reasons(con, tmp_path, feature_sql()) == ()


def test_every_register_that_fills_a_table_must_be_fresh(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch", source="own", register="VTH", delivered_on=date(2026, 10, 1))
    supply(con, "branch")
    assert reasons(con, tmp_path, feature_sql()) == ("bron verouderd: own (31 dagen, grens 7)",)


def test_a_delivery_without_a_date_is_not_fresh(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch", delivered_on=None)
    assert reasons(con, tmp_path, feature_sql()) == ("bron zonder leverdatum: kvk",)


@pytest.mark.parametrize("check", [None, "", "  "], ids=["none", "empty", "blank"])
def test_own_reports_need_a_privacy_check(tmp_path: Path, check: str | None) -> None:
    con = register()
    supply(con, "report", source="meldingen", register="MEL", privacy_check=check)
    found = reasons(con, tmp_path, feature_sql(source="report b"))
    assert found == ("geen privacytoets vastgelegd: meldingen",)


def test_with_a_privacy_check_reports_are_read(tmp_path: Path) -> None:
    con = register()
    supply(con, "report", source="meldingen", register="MEL", privacy_check="PT-1")
    assert reasons(con, tmp_path, feature_sql(source="report b")) == ()


def test_an_open_table_needs_the_check_for_its_people_only(tmp_path: Path) -> None:
    con = register()
    supply(con, "permit", source="vth", register="VTH")
    con.execute("INSERT INTO permit (permit_id, source, applicant_id) VALUES ('1', 'vth', 'P1')")
    people = feature_sql("count(b.applicant_id) AS n", "permit b")
    assert reasons(con, tmp_path, feature_sql(source="permit b")) == ()
    assert reasons(con, tmp_path, people) == ("geen privacytoets vastgelegd: vth",)


def test_publications_without_people_need_no_check(tmp_path: Path) -> None:
    con = register()
    supply(con, "permit", source="koop", register="OP")
    supply(con, "permit", source="vth", register="VTH", privacy_check="PT-1")
    con.execute("INSERT INTO permit (permit_id, source) VALUES ('1', 'koop')")
    con.execute("INSERT INTO permit (permit_id, source, applicant_id) VALUES ('2', 'vth', 'P1')")
    assert reasons(con, tmp_path, feature_sql("count(b.applicant_id) AS n", "permit b")) == ()


def test_zones_come_without_a_delivery(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch")
    text = feature_sql("count(z.name) AS n", "branch b LEFT JOIN zone z ON z.name = b.place_match")
    assert reasons(con, tmp_path, text) == ("bron ontbreekt: zone",)
    con.execute("INSERT INTO zone (zone_id, kind) VALUES ('Z1', 'harbour')")
    assert reasons(con, tmp_path, text) == ()


def test_all_reasons_are_given(tmp_path: Path) -> None:
    con = register()
    supply(con, "report", source="mel", register="MEL", delivered_on=date(2026, 10, 1))
    text = feature_sql("max(o.role) AS n", "report b LEFT JOIN officer o ON o.powers = b.category")
    assert reasons(con, tmp_path, text) == (
        "bron ontbreekt: officer",
        "bron verouderd: mel (31 dagen, grens 7)",
        "geen privacytoets vastgelegd: mel",
    )
