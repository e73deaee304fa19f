"""Answers of the insolvency register in the sample: the planted cases, and what is left out."""

from datetime import date
from pathlib import Path

from engine.sample import cir_files
from engine.sample.companies import Companies
from engine.sample.records import Records
from tests.connectors import deliver
from tests.connectors.deliver import quarantined
from tests.connectors.insolvencies.answers import facts, notes, reasons
from tests.engine.sample.conftest import AS_OF


def _write(out: Path, **case: object) -> list[Path]:
    companies, records = Companies(), Records()
    company = companies.found("bv", "Zeep & Bel B.V.", date(2020, 3, 4))
    records.add(
        "insolvencies", "", case_id="F.99/26/1", enterprise_id=company.kvk, kind="bankruptcy",
        **{"declared_on": date(2026, 7, 1), "ended_on": None, "end_kind": ""} | case,
    )  # fmt: skip
    cir_files.write(records, companies, out, as_of=AS_OF, seed=1)
    return sorted(out.iterdir())


def test_planted_case_keeps_its_number_and_facts(tmp_path: Path) -> None:
    items = deliver.read(_write(tmp_path), id="insolvencies", connector="cir")
    assert facts(items) == [
        {
            "case_id": "F.99/26/1",
            "enterprise_id": "99000001",
            "kind": "bankruptcy",
            "declared_on": date(2026, 7, 1),
        }
    ]


def test_ended_case_says_how(tmp_path: Path) -> None:
    files = _write(tmp_path, ended_on=date(2026, 9, 1), end_kind="lack_of_assets")
    (row,) = facts(deliver.read(files, id="insolvencies", connector="cir"))
    assert (row["ended_on"], row["end_kind"]) == (date(2026, 9, 1), "lack_of_assets")


def test_person_removed_and_broken_case_are_there_to_be_left_out(tmp_path: Path) -> None:
    items = deliver.read(_write(tmp_path), id="insolvencies", connector="cir")
    assert reasons(items) == {"person without a KVK number": 1, "removed from the register": 1}
    assert [bad.record_id for bad in quarantined(items)] == ["F.99/26/902"]
    assert notes(items)["last update of the register"] == "2026-10-31"
    assert not [key for key in notes(items) if key.startswith("unknown")]


def test_sample_has_a_case_for_every_bankruptcy(sample: Path) -> None:
    files = sorted((sample / "cir").glob("*.xml"))
    items = deliver.read(files, id="insolvencies", connector="cir")
    assert facts(items)
    assert all(str(row["enterprise_id"]).startswith("99") for row in facts(items))


def test_same_seed_gives_the_same_answers(tmp_path: Path) -> None:
    one, other = _write(tmp_path / "a"), _write(tmp_path / "b")
    assert [f.read_bytes() for f in one] == [f.read_bytes() for f in other]
