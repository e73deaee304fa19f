"""Names without a KVK number: which link to a company, which are proposed, which stay alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from engine.register import company_links, intake
from engine.register.company_links import CompanyNames, Linked
from engine.register.match_candidates import Told
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from tests.engine.register.taken import SETTINGS

PARTY = "P" + "0" * 19
COMPANIES = [
    ("11111111", "bv", "Loonbedrijf Bedachtdijk B.V."),
    ("22222222", "bv", "Bakkerij Verzonnen Leiden B.V."),
    ("33333333", "bv", "Bakkerij Verzonnen Alphen B.V."),
    ("44444444", "foundation", "Stichting Bedachte Molen"),
    ("55555555", "sole_trader", "Klusbedrijf Wilhelmina B.V."),
]


@contextmanager
def _register(name: str, *more: str) -> Iterator[tuple[DuckDBPyConnection, CompanyNames]]:
    """Companies, and one permit per name with an applicant without a number."""
    with duckdb.connect() as con:
        intake.create_tables(con)
        con.executemany(
            "INSERT INTO enterprise (enterprise_id, legal_form, statutory_name) VALUES (?, ?, ?)",
            COMPANIES,
        )
        given = CompanyNames()
        for number, one in enumerate((name, *more), start=1):
            con.execute(
                "INSERT INTO permit (permit_id, applicant_id, record_key) VALUES (?, ?, ?)",
                [f"Z{number}", f"{PARTY}{number}", f"vth:permit:Z{number}"],
            )
            given.add([Name(f"{PARTY}{number}", one, "applicant", "vth")])
        yield con, given


def _applicants(con: DuckDBPyConnection) -> list[str]:
    found = con.execute("SELECT applicant_id FROM permit ORDER BY permit_id").fetchall()
    return [one for (one,) in found]


def _candidates(con: DuckDBPyConnection) -> list[tuple[str, ...]]:
    query = "SELECT kind, subject, other FROM match_candidate ORDER BY ALL"
    return con.execute(query).fetchall()


@pytest.mark.parametrize(
    ("name", "company"),
    [
        pytest.param("Loonbedrijf Bedachtdijk BV", "11111111", id="dots left out"),
        pytest.param("B.V. LOONBEDRIJF BEDACHTDIJK", "11111111", id="form in front"),
        pytest.param("Bedachte Molen, Stichting", "44444444", id="foundation"),
    ],
)
def test_equal_name_with_equal_form_links(name: str, company: str) -> None:
    with _register(name) as (con, given):
        linked = company_links.build(con, given, settings=SETTINGS, vault=None)
        assert linked == Linked(compared=1, linked=1)
        assert _applicants(con) == [company]
        assert _candidates(con) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Wilhelmina Verzonnen", id="person"),
        pytest.param("Loonbedrijf Bedachtdijk", id="no legal form"),
        pytest.param("Loonbedrijf Bedachtdijk V.O.F.", id="form of a partnership"),
        pytest.param("Klusbedrijf Wilhelmina", id="name of a sole trader"),
    ],
)
def test_name_that_may_be_a_persons_is_not_compared(name: str) -> None:
    with _register(name) as (con, given):
        linked = company_links.build(con, given, settings=SETTINGS, vault=None)
        assert linked == Linked()
        assert _applicants(con) == [f"{PARTY}1"]
        assert _candidates(con) == []


def test_sole_traders_name_is_never_found() -> None:
    with _register("Klusbedrijf Wilhelmina B.V.") as (con, given):
        linked = company_links.build(con, given, settings=SETTINGS, vault=None)
        assert linked == Linked(compared=1)
        assert "55555555" not in {other for _, _, other in _candidates(con)}


def test_likely_name_waits_for_a_person() -> None:
    with _register("Loonbedrijf Bedachtdyk B.V.") as (con, given):
        linked = company_links.build(con, given, settings=SETTINGS, vault=None)
        assert linked == Linked(compared=1, proposed=1, pairs=Told(1))
        assert _applicants(con) == [f"{PARTY}1"]
        assert _candidates(con) == [("company", f"{PARTY}1", "11111111")]
        ((why, records),) = con.execute("SELECT why, records FROM match_candidate").fetchall()
        fields = {one["field"]: one for one in json.loads(why)}
        assert fields["name"]["theirs"] == "Loonbedrijf Bedachtdijk B.V."
        assert fields["legal_form"]["agreement"] == "equal"
        assert records == ["vth:permit:Z1"]


def test_name_in_another_place_is_no_link() -> None:
    with _register("Bakkerij Verzonnen Gouda B.V.") as (con, given):
        assert company_links.build(con, given, settings=SETTINGS, vault=None).linked == 0


def test_two_companies_with_one_name_are_not_chosen_between() -> None:
    with _register("Loonbedrijf Bedachtdijk BV") as (con, given):
        con.execute(
            "INSERT INTO enterprise (enterprise_id, legal_form, statutory_name) "
            "VALUES ('66666666', 'bv', 'B.V. Loonbedrijf Bedachtdijk')"
        )
        linked = company_links.build(con, given, settings=SETTINGS, vault=None)
        assert (linked.linked, linked.proposed) == (0, 1)
        assert {other for _, _, other in _candidates(con)} == {"11111111", "66666666"}


def test_vault_keeps_a_linked_name_under_the_number_too(tmp_path: Path) -> None:
    with (
        _register("Loonbedrijf Bedachtdijk BV") as (con, given),
        Vault(tmp_path / "vault.db", PUBLIC_SAMPLE_KEY) as vault,
    ):
        vault.put(given.by_party[f"{PARTY}1"])
        company_links.build(con, given, settings=SETTINGS, vault=vault)
        assert vault.subjects() == ["11111111", f"{PARTY}1"]


def test_party_in_the_key_of_its_row_is_proposed_only() -> None:
    with _register("Loonbedrijf Bedachtdijk BV") as (con, given):
        con.execute(
            "INSERT INTO officer (enterprise_id, party_id, record_key) VALUES ('1', $p, 'k')",
            {"p": f"{PARTY}1"},
        )
        linked = company_links.build(con, given, settings=SETTINGS, vault=None)
        assert (linked.linked, linked.proposed) == (0, 1)


def test_no_name_stands_in_what_is_shown_of_the_names() -> None:
    with _register("Loonbedrijf Bedachtdijk BV") as (_, given):
        assert repr(given) == "CompanyNames(1 parties)"
