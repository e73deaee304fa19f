"""Messages of the Handelsregister: valid by its schema, and read back as they were invented."""

import json
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from connectors.delivery import Item, Row
from engine.sample import hr_messages
from engine.sample.companies import Companies, Enterprise, Officer, appoint, end, own
from engine.sample.people import People
from engine.sample.trades import AT_HOME
from engine.sample.world import World
from tests import shared
from tests.connectors.deliver import quarantined, rows
from tests.connectors.hr.answers import read, read_files
from tests.engine.sample.conftest import AS_OF

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = shared.DATA / "kvk" / "hr_dataservice" / "xsd_v3_0" / "Catalogus.xsd"
HRIP, KVK = "schemas/hrip/catalogus", "schemas/kvk/dataservice/catalogus"
STARTED, ENDED = date(2019, 3, 4), date(2026, 6, 30)
SAMPLE = "hr/inschrijvingen.zip"


@pytest.fixture(scope="module")
def items(sample: Path) -> list[Item]:
    return read_files(sample / SAMPLE)


def _read(folder: Path, *enterprises: Enterprise) -> list[Row]:
    names = {enterprise.kvk: enterprise.name for enterprise in enterprises}
    told = [hr_messages.message(e, names, on=AS_OF) for e in enterprises]
    return rows(read(folder, *told, as_of=AS_OF))


def _values(found: list[Row], table: str) -> list[dict[str, object]]:
    return [dict(row.values) for row in found if row.table == table]


@shared.needs(SCHEMA)
def test_every_message_is_valid_by_the_schema(sample: Path) -> None:
    schema, count = etree.XMLSchema(etree.parse(SCHEMA)), 0
    with zipfile.ZipFile(sample / SAMPLE) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode().replace(HRIP, KVK)
            for product in etree.fromstring(text).iter("{*}product"):
                schema.assertValid(etree.fromstring(etree.tostring(product[0])))
                count += 1
    assert count > 100


def test_accounts_are_read_back_until_the_end_of_their_book_year(tmp_path: Path) -> None:
    companies = Companies()
    filer = companies.found("bv", "Boekjaar B.V.", STARTED)
    filer.filed_year = 2023
    silent = companies.found("bv", "Zwijger B.V.", STARTED)
    found = _values(_read(tmp_path, filer, silent), "enterprise")
    assert [row.get("accounts_filed_until") for row in found] == [date(2023, 12, 31), None]


def test_only_two_messages_are_of_no_use(items: list[Item]) -> None:
    reasons = sorted(bad.reason for bad in quarantined(items))
    assert len(reasons) == 2
    assert reasons[0].startswith("IPD0005")
    assert reasons[1] == "registratie/datumAanvang is not a date that exists"


def test_messages_carry_functions_and_ends_and_leave_branches_to_others(items: list[Item]) -> None:
    counts = Counter(row.table for row in rows(items))
    assert counts.keys() == {"enterprise", "officer"}
    roles = {row.values["role"] for row in rows(items, "officer")}
    assert roles == {"director", "sole_shareholder", "partner", "sole_trader"}
    ends = {row.values.get("end_kind") for row in rows(items, "enterprise")}
    assert {"turbo_liquidation", "bankruptcy", None} <= ends


def test_everybody_has_a_birth_date_and_only_who_is_written_twice_shares_it(
    items: list[Item], sample: Path
) -> None:
    people = {
        (row.values["party_name"], row.births["party"])
        for row in rows(items, "officer")
        if row.values["party_kind"] == "natural"
    }
    links = json.loads((sample / "truth.json").read_text("utf-8"))["links"]
    twice = [
        link for link in links if (link["verdict"], link["subject"]["table"]) == ("same", "officer")
    ]
    assert len({born for _, born in people}) + len(twice) == len(people) > 50


def test_messages_hold_no_bsn_and_no_home(sample: Path) -> None:
    with zipfile.ZipFile(sample / SAMPLE) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    for name in ("bsn", "woonLocatie", "geboorteplaats", "communicatiegegevens"):
        assert f"<{name}" not in text


@pytest.mark.parametrize(
    ("kind", "deposited"),
    [
        ("turbo_liquidation", ENDED + timedelta(days=5)),
        ("turbo_liquidation", None),
        ("dissolution", None),
        ("bankruptcy", None),
    ],
)
def test_end_is_read_back_as_it_was_told(kind: str, deposited: date | None, tmp_path: Path) -> None:
    enterprise = Companies().found("bv", "Proef & Zoon B.V.", STARTED)
    appoint(enterprise, [People(Random(1)).make()], owners=True)
    end(enterprise, ENDED, kind=kind, deposited=deposited)
    (found,) = _values(_read(tmp_path, enterprise), "enterprise")
    assert (found["end_kind"], found.get("deposit_on")) == (kind, deposited)
    assert (found["started_on"], found["ended_on"]) == (STARTED, ENDED)
    assert found["statutory_name"] == "Proef & Zoon B.V."


def test_functions_are_read_back_as_they_were_told(tmp_path: Path) -> None:
    companies, person = Companies(), People(Random(1)).make()
    holding = companies.found("bv", "Proef Holding B.V.", STARTED)
    works = companies.found("bv", "Proef Werken B.V.", STARTED)
    appoint(holding, [person], owners=True)
    own(holding, works)
    works.officers.append(Officer("director", STARTED, person, ended=ENDED))
    found = _read(tmp_path, holding, works)
    told = {
        (v["enterprise_id"], v["role"], v.get("party_kvk"), v.get("ended_on"))
        for v in _values(found, "officer")
    }
    assert told == {
        (holding.kvk, "director", None, None),
        (holding.kvk, "sole_shareholder", None, None),
        (works.kvk, "director", holding.kvk, None),
        (works.kvk, "sole_shareholder", holding.kvk, None),
        (works.kvk, "director", None, ENDED),
    }
    people = {r.births["party"] for r in found if r.births}
    assert people == {person.born}


@pytest.mark.parametrize(
    ("form", "role"),
    [
        ("sole_trader", "sole_trader"),
        ("general_partnership", "partner"),
        ("professional_partnership", "partner"),
        ("foundation", "director"),
        ("association", "director"),
        ("owners_association", None),
    ],
)
def test_form_and_personnel_are_those_of_the_other_source(
    form: str, role: str | None, world: World, tmp_path: Path
) -> None:
    companies = Companies()
    enterprise = companies.found(form, "Proef", STARTED)
    companies.open_branch(enterprise, world.units[5], [AT_HOME[0].sbi], employees=4)
    if role is not None:
        appoint(enterprise, [People(Random(1)).make()], role=role)
    found = _read(tmp_path, enterprise)
    (company,) = _values(found, "enterprise")
    assert company["legal_form"] == form
    has_business = form not in ("association", "owners_association")
    assert company.get("employees") == (4 if has_business else None)
    assert [v["role"] for v in _values(found, "officer")] == ([role] if role else [])


def test_old_start_is_as_vague_as_in_the_other_source(tmp_path: Path) -> None:
    companies = Companies()
    old = [companies.found("foundation", "Proef", date(1987, 5, 6)) for _ in range(6)]
    found = _values(_read(tmp_path, *old), "enterprise")
    told = {str(v["enterprise_id"]): v.get("started_on_partial") for v in found}
    assert told == {e.kvk: "1987" if int(e.kvk) % 3 == 0 else None for e in old}
    assert set(told.values()) == {"1987", None}
