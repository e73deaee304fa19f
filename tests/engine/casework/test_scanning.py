"""A scan: stricter rules at one location, kept in the case, and nothing of a run changes."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import snapshot
from engine.casework import cases, places, scanning
from engine.casework.models import AuditEntry, Case, CaseKind, CaseScan, Role
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from engine.features import run_hits
from engine.rules import combined, loader
from engine.rules.loader import RuleSet
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from engine.tables import Gate
from tests.engine.casework.conftest import NOW, SETTINGS


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return loader.load(SHIPPED_RULES)


def _reported(run: Run) -> str:
    """A location of which a partner told something."""
    rows = run.table("tables/partner_report").to_pylist()
    return min(str(row["location_id"]) for row in rows if row["location_id"])


def _quiet(run: Run) -> str:
    reports = run.table("tables/partner_report").to_pylist()
    told = {row["location_id"] for row in reports}
    known: set[str] = set(run.table("locations")["location_id"].to_pylist())
    return min(known - told)


def _case(session: Session, run: Run, location: str, kind: CaseKind = CaseKind.CASE) -> Case:
    role = Role.BIBOB_OFFICER if kind is CaseKind.BIBOB else Role.RIEC_LIAISON
    return cases.open_case(
        session,
        user=sign_in(session, subject=f"u.{role}", role=role, now=NOW),
        kind=kind,
        location=places.states(run, [location])[location],
        purpose="Naar aanleiding van een gesprek.",
        now=NOW,
    )


def _scan(session: Session, case: Case, run: Run, ruleset: RuleSet) -> CaseScan:
    return scanning.scan(
        session,
        case,
        user=case.opened_by,
        run=run,
        ruleset=ruleset,
        settings=SETTINGS,
        now=NOW,
    )


def _bytes(run: Run) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(run.path.rglob("*")) if p.is_file()}


def test_what_a_partner_gave_is_read_in_a_case_and_the_run_stays(
    session: Session, sample_run: Run, ruleset: RuleSet
) -> None:
    before = _bytes(sample_run)
    made = _scan(session, _case(session, sample_run, _reported(sample_run)), sample_run, ruleset)
    found = {one["rule_id"]: one for one in made.outcomes}
    assert found["DRG-06"]["outcome"] == "HIT"
    assert found["DRG-06"]["explanation"]
    assert all(key.startswith("partners:") for key in found["DRG-06"]["evidence"])
    assert _bytes(sample_run) == before
    assert not [name for one in made.outcomes for name in one if "point" in name]
    assert [one["rule_id"] for one in made.outcomes] == sorted(found)


def test_only_the_own_location_is_kept(session: Session, sample_run: Run, ruleset: RuleSet) -> None:
    made = _scan(session, _case(session, sample_run, _quiet(sample_run)), sample_run, ruleset)
    assert {one["outcome"] for one in made.outcomes if one["rule_id"] == "DRG-06"} == {"NO_HIT"}


@pytest.mark.parametrize(
    ("kind", "gates"),
    [
        (CaseKind.SIGNAL, {"G2"}),
        (CaseKind.CASE, {"G2", "G4"}),
        (CaseKind.BIBOB, {"G2", "G3"}),
    ],
)
def test_kind_of_case_decides_which_rules_are_judged(
    session: Session, sample_run: Run, ruleset: RuleSet, kind: CaseKind, gates: set[str]
) -> None:
    case = _case(session, sample_run, _quiet(sample_run), kind)
    made = _scan(session, case, sample_run, ruleset)
    judged = {one["rule_id"] for one in made.outcomes} | made.not_judged.keys()
    assert {ruleset.rule(rule_id).gate.value for rule_id in judged} == gates
    assert judged == {rule.id for rule in ruleset.rules if rule.gate.value in gates}
    assert all(why for why in made.not_judged.values())


def test_register_that_nobody_delivers_is_unknown_and_not_nothing(
    session: Session, sample_run: Run, ruleset: RuleSet, tmp_path: Path
) -> None:
    other = _without_source(sample_run, "partners", tmp_path)
    made = _scan(session, _case(session, other, _quiet(other)), other, ruleset)
    (one,) = [one for one in made.outcomes if one["rule_id"] == "DRG-06"]
    assert (one["outcome"], one["reason"]) == ("UNKNOWN", "bron ontbreekt: partner_report")


def test_every_scan_is_kept_and_logged(session: Session, sample_run: Run, ruleset: RuleSet) -> None:
    case = _case(session, sample_run, _quiet(sample_run), CaseKind.SIGNAL)
    first = _scan(session, case, sample_run, ruleset)
    second = _scan(session, case, sample_run, ruleset)
    assert cases.scans(session, case) == [second, first]
    assert first.outcomes == second.outcomes
    names = [entry.actie_naam for entry in session.scalars(select(AuditEntry))]
    assert names.count("Zaak bekeken: regels van poort G2") == 2


def test_closed_case_reads_nothing_new(session: Session, sample_run: Run, ruleset: RuleSet) -> None:
    case = _case(session, sample_run, _quiet(sample_run))
    cases.close_case(session, case, user=case.opened_by, now=NOW)
    with pytest.raises(CaseworkError, match="is closed"):
        _scan(session, case, sample_run, ruleset)


def test_other_role_may_not_scan(session: Session, sample_run: Run, ruleset: RuleSet) -> None:
    case = _case(session, sample_run, _quiet(sample_run))
    case.opened_by.role = Role.ANALYST
    with pytest.raises(CaseworkError, match="may not scan a case"):
        _scan(session, case, sample_run, ruleset)


def test_run_without_the_location_is_refused(
    session: Session, run: Run, sample_run: Run, ruleset: RuleSet
) -> None:
    case = _case(session, sample_run, _quiet(sample_run))
    with pytest.raises(CaseworkError, match="does not have the location"):
        _scan(session, case, run, ruleset)


def _without_source(run: Run, source: str, folder: Path) -> Run:
    """The same run, made without one of its sources."""
    tables = {
        str(file.relative_to(run.path).with_suffix("")): run.table(
            str(file.relative_to(run.path).with_suffix(""))
        )
        for file in run.path.rglob("*.parquet")
    }
    meta = {key: value for key, value in run.meta.items() if key not in ("as_of", "result_hash")}
    kept = [row for row in run.meta["source_tables"] if row["source"] != source]
    tables["tables/partner_report"] = tables["tables/partner_report"].slice(0, 0)
    return snapshot.publish(
        folder, as_of=run.as_of, tables=tables, meta={**meta, "source_tables": kept}
    ).run


def test_rule_that_reads_hits_of_the_run_gets_them(
    session: Session, sample_run: Run, ruleset: RuleSet
) -> None:
    case = _case(session, sample_run, _quiet(sample_run), CaseKind.SIGNAL)
    made = _scan(session, case, sample_run, ruleset)
    (one,) = [one for one in made.outcomes if one["rule_id"] == "DRG-12"]
    assert run_hits.MISSING not in str(one["reason"])


def test_combined_rule_of_a_case_follows_from_its_parts(ruleset: RuleSet) -> None:
    rules = {rule.id: rule for rule in ruleset.rules}
    victim = rules["SLACHTOFFER"]
    assert combined.usable_parts(victim, rules) == frozenset()
    usable = combined.usable_parts(victim, rules, (Gate.G2, Gate.G4))
    assert usable == {"AFP-01", "AFP-02", "AFP-03", "AFP-05", "AFP-06", "AFP-07"}
