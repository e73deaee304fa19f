"""People of a run that may be one person: pairs of pseudonyms for a person to judge."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from engine.register import person_links
from engine.register.match_candidates import Told
from engine.register.named_people import NamedPeople
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY, Pseudonyms
from engine.register.vault import Name
from engine.settings import SHIPPED_RULES, load_settings
from tests.engine.register.invented import Land, empty_land

PSEUDONYMS = Pseudonyms(PUBLIC_SAMPLE_KEY)
BORN = date(1961, 4, 23)
FULL, SHORT = "Wilhelmina van der Bedacht", "W. v.d. Bedacht"
Row = tuple[str, str, str, str | None, str | None]


class _Run:
    """Names in a register under construction."""

    def __init__(self, land: Land) -> None:
        self.land, self.people = land, NamedPeople()
        self.settings = load_settings()
        self.told = Told()

    def officer(self, name: str, born: date | None, company: str, kind: str = "natural") -> str:
        """Add an officer, and return the pseudonym."""
        party = self._party(name, born, company)
        self.land.add("officer", enterprise_id=company, party_id=party, party_kind=kind)
        return party

    def reporter(self, name: str, born: date, report: str) -> str:
        """Add somebody who reports something."""
        party = self._party(name, born, report)
        self.land.add("report", report_id=report, reporter_id=party)
        return party

    def _party(self, name: str, born: date | None, scope: str) -> str:
        party = (
            PSEUDONYMS.from_birth(name, born) if born else PSEUDONYMS.from_name(name, scope=scope)
        )
        births = {party: born} if born else {}
        self.people.add([Name(party, name, "party", "test")], births)
        return party

    def pairs(self, *, checked: bool = True) -> list[tuple[object, ...]]:
        """Compare, and return what `match_candidate` holds."""
        con = self.land.con
        for table in ("officer", "report", "title"):
            _tell_source(con, table, checked=checked)
        self.told = person_links.build(con, self.people, settings=self.settings)
        return con.execute("FROM match_candidate ORDER BY ALL").fetchall()


def _tell_source(con: DuckDBPyConnection, table: str, *, checked: bool) -> None:
    con.execute(
        "INSERT INTO source_table (source, table_name, privacy_check) VALUES ('test', ?, ?)",
        [table, "PT-1" if checked else None],
    )


@pytest.fixture
def run() -> Iterator[_Run]:
    with empty_land() as land:
        yield _Run(land)


def test_one_officer_spelled_in_two_ways_is_one_pair_without_a_value(run: _Run) -> None:
    pair = sorted([run.officer(FULL, BORN, "1"), run.officer(SHORT, BORN, "2")])
    run.officer("Karel Testman", date(1988, 10, 26), "3")
    [found] = run.pairs()
    row = dict(zip([c[0] for c in run.land.con.description or []], found, strict=True))
    assert (row["kind"], row["subject"], row["other"]) == ("person", *pair)
    told = json.loads(str(row["why"]))
    assert {one["field"] for one in told} >= {"given", "surname", "born"}
    assert all({*one} == {"field", "agreement", "weight"} for one in told)
    assert "edacht" not in str(found)
    assert "1961" not in str(found)
    assert row["records"]


@pytest.mark.parametrize(
    ("name", "born"),
    [
        pytest.param(FULL, date(1990, 12, 5), id="same name, born on another day"),
        pytest.param("Pieter van der Bedacht", date(1990, 12, 5), id="same surname"),
        pytest.param("Karel Testman", BORN, id="born on one day"),
        pytest.param("Bouwbedrijf van der Bedacht B.V.", None, id="a company"),
    ],
)
def test_two_people_stay_two(run: _Run, name: str, born: date | None) -> None:
    run.officer(FULL, BORN, "1")
    run.officer(name, born, "2")
    assert run.pairs() == []


@pytest.mark.parametrize("people", [0, 1])
def test_few_people_give_no_pair(run: _Run, people: int) -> None:
    for number in range(people):
        run.officer(FULL, BORN, str(number))
    assert run.pairs() == []


def test_who_reports_is_in_no_pair(run: _Run) -> None:
    run.officer(FULL, BORN, "1")
    run.reporter(SHORT, BORN, "R1")
    assert run.pairs() == []


def test_without_a_privacy_check_nobody_is_compared(run: _Run) -> None:
    run.officer(FULL, BORN, "1")
    run.officer(SHORT, BORN, "2")
    assert run.pairs(checked=False) == []


def test_legal_persons_are_not_compared(run: _Run) -> None:
    run.officer(FULL, BORN, "1", kind="legal")
    run.officer(SHORT, BORN, "2", kind="legal")
    assert run.pairs() == []


def test_names_of_companies_and_rows_are_passed_over() -> None:
    people = NamedPeople()
    people.add([Name("12345678", "X", "party", "s"), Name("s:permit:1", "Y", "name", "s")], {})
    assert people.names == {}
    assert "people" in repr(people)


def test_the_longest_name_of_a_pseudonym_counts() -> None:
    people = NamedPeople()
    party = PSEUDONYMS.from_reference("7", source="s")
    for name in ("J. Proef", "Jan Proef", "Proef"):
        people.add([Name(party, name, "party", "s")], {})
    assert people.names == {party: "Jan Proef"}


def _title(run: _Run, name: str, title: str, location: str, born: date | None = None) -> str:
    """A right of somebody at a location."""
    party = run._party(name, born, title)
    run.land.add(
        "title",
        title_id=title,
        parcel_id=title,
        holder_id=party,
        holder_kind="natural",
        location_id=location,
    )
    return party


def test_neighbours_with_one_first_name_are_no_pair(run: _Run) -> None:
    _title(run, "Zebulon Nergenshuizer", "1", "L1")
    _title(run, "Zebulon Verzonnenaar", "2", "L1")
    _title(run, "Zacharias Nergenshuizer", "3", "L1")
    assert run.pairs() == []


@pytest.mark.parametrize(
    ("places", "pairs"),
    [
        pytest.param(("L1", "L1"), 0, id="one place: nothing is connected"),
        pytest.param(("L1", "L2"), 1, id="two places"),
    ],
)
def test_a_pair_is_told_where_joining_connects_something(
    run: _Run, places: tuple[str, str], pairs: int
) -> None:
    for title, name, place in zip(("1", "2"), (FULL, SHORT), places, strict=True):
        _title(run, name, title, place, BORN)
    assert len(run.pairs()) == pairs


def test_two_officers_are_told_at_one_place_too(run: _Run) -> None:
    run.officer(FULL, BORN, "1")
    run.officer(SHORT, BORN, "2")
    for company in ("1", "2"):
        run.land.add("branch", branch_id=company, enterprise_id=company, location_id="L1")
    assert len(run.pairs()) == 1


def test_pairs_beyond_the_limit_are_counted_and_the_likeliest_stay(
    run: _Run, tmp_path: Path
) -> None:
    shutil.copytree(SHIPPED_RULES, tmp_path / "rules")
    file = tmp_path / "rules" / "matching" / "people.yml"
    text = file.read_text("utf-8")
    assert "\n  most: 2000\n" in text
    file.write_text(text.replace("\n  most: 2000\n", "\n  most: 1\n"), "utf-8")
    run.settings = load_settings(tmp_path / "rules")
    for company, name in enumerate((FULL, SHORT, "Wilhelmina van der Bedagt")):
        run.officer(name, BORN, str(company))
    assert len(run.pairs()) == 1
    assert (run.told.told, run.told.too_common) == (1, 0)
    assert run.told.left_out >= 1


def test_values_that_too_many_share_are_counted(run: _Run) -> None:
    for company in range(40):
        run.officer(f"Jan Verzonnen{company}", BORN, str(company))
    run.pairs()
    assert run.told.too_common >= 1
