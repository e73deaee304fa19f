"""One source record: what is told of it, what is withheld, and who may read it."""

import pytest

from engine.casework.models import Role
from engine.errors import CaseworkError, RoleRefused, RunError
from engine.exports.location import records
from engine.exports.location.records import Record
from engine.snapshot import Run
from tests.engine.exports.conftest import SOLE_TRADER_KVK, SOLE_TRADER_NAME, YARD

REPORT = "reports:report:M-1"


def _read(run: Run, key: str) -> Record:
    return records.read(run, key, role=Role.ANALYST)


def test_record_tells_its_columns_and_where_it_was_delivered(village: Run) -> None:
    found = _read(village, REPORT)
    assert dict(found.values)["soort"] == "nachtelijk verkeer"
    assert dict(found.values)["gemeld op"] == "3 oktober 2026"
    assert (found.title, found.source, found.line) == ("meldingen van burgers", "reports", 1)
    assert found.register == "MEL"
    assert str(found.delivered_on) == "2026-10-31"


def test_person_is_named_as_withheld_and_not_shown(village: Run) -> None:
    found = _read(village, REPORT)
    assert found.withheld == ("melder",)
    assert "Pabab" not in repr(found)


def test_company_that_is_a_person_is_withheld(village: Run) -> None:
    for key in ("kvk:branch:000090000002", f"kvk:enterprise:{SOLE_TRADER_KVK}"):
        found = _read(village, key)
        assert SOLE_TRADER_NAME not in repr(found)
        assert SOLE_TRADER_KVK not in repr(found)
        assert "KVK-nummer" in found.withheld


def test_legal_person_is_told(village: Run) -> None:
    told = dict(_read(village, "kvk:enterprise:90000019").values)
    assert told["statutaire naam"] == "Kas en Co B.V."


def test_insolvency_of_a_legal_person_has_its_number(village: Run) -> None:
    assert dict(_read(village, "insolvencys:insolvency:F.09/26/1").values)["zaak"] == "F.09/26/1"


@pytest.mark.parametrize(
    "key", ["x", "a:b", "a:nothing:1", "a:location:1", "reports:report:none", ""]
)
def test_what_is_no_record_is_refused(village: Run, key: str) -> None:
    with pytest.raises(RunError, match="geen record"):
        _read(village, key)


@pytest.mark.parametrize("table", ["police_report", "partner_report", "bibob_register"])
def test_table_behind_a_gate_opens_in_a_case_only(village: Run, table: str) -> None:
    with pytest.raises(CaseworkError, match="zaak"):
        _read(village, f"x:{table}:1")


@pytest.mark.parametrize(
    "key", [REPORT, "buildings:building:1884100000000001", "addresss:address:1884200000000001"]
)
def test_record_of_a_masked_location_is_refused(village: Run, key: str) -> None:
    assert records.read(village, key, role=Role.ANALYST, masked={"L0"})
    with pytest.raises(CaseworkError, match="afgeschermde"):
        records.read(village, key, role=Role.ANALYST, masked={YARD})


def test_role_without_facts_is_refused(village: Run) -> None:
    with pytest.raises(RoleRefused, match="beheerder"):
        records.read(village, REPORT, role=Role.ADMINISTRATOR)


def test_caption_leaves_out_a_number_that_may_be_a_persons() -> None:
    assert records.caption(REPORT) == "meldingen van burgers M-1"
    assert records.caption(f"hr:enterprise:{SOLE_TRADER_KVK}") == "ondernemingen"
    assert records.caption("hr:officer:90000019/Pab/director/") == "functionarissen"
    assert records.caption("r:registry_check:RDW/90000027/2026-10-12") == "erkenningen"
