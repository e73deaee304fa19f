"""A scan: which rules a case judges, where, on what, and that nothing of it leaves the case."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from engine.casework import audit, cases, places, scanning
from engine.casework.bibob import files
from engine.casework.case_models import CaseKind, CaseScan
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.casework.users import sign_in
from engine.errors import CaseworkError, RunError
from engine.features import run_hits
from engine.rules import combined, loader, scope
from engine.rules.loader import RuleSet
from engine.rules.scope import Scope
from engine.settings import SHIPPED_RULES, Settings
from engine.snapshot import Run
from engine.tables import Gate
from tests.engine.casework import case_world
from tests.engine.casework.bibob.desk import HOOK
from tests.engine.casework.conftest import NOW, SETTINGS
from tests.engine.features.world import branch

Said = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return loader.load(case_world.packs(tmp_path_factory.mktemp("packs") / "rules"))


@pytest.fixture
def con() -> Iterator[DuckDBPyConnection]:
    with closing(case_world.town()) as con:
        yield con


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with closing(case_world.town()) as con:
        return case_world.published(tmp_path_factory.mktemp("town") / "runs", con)


def _role(kind: CaseKind) -> Role:
    return Role.BIBOB_OFFICER if kind is CaseKind.BIBOB else Role.RIEC_LIAISON


def _open(casework: Casework, run: Run, kind: CaseKind, location: str) -> int:
    purpose = "Naar aanleiding van een gesprek."
    with casework.writing() as session:
        user = sign_in(session, subject="m.jansen", role=_role(kind), now=NOW)
        where = places.states(run, [location])[location]
        if kind is CaseKind.BIBOB:
            return files.open_file(
                session, user=user, location=where, given=HOOK, purpose=purpose, now=NOW
            ).case_id
        return cases.open_case(
            session, user=user, kind=kind, location=where, purpose=purpose, now=NOW
        ).id


def _scan(
    casework: Casework,
    number: int,
    run: Run,
    ruleset: RuleSet,
    role: Role = Role.RIEC_LIAISON,
    settings: Settings = SETTINGS,
) -> CaseScan:
    return scanning.scan(
        casework,
        number,
        subject="m.jansen",
        role=role,
        run=run,
        ruleset=ruleset,
        settings=settings,
        now=NOW,
    )


def _said(
    casework: Casework,
    run: Run,
    ruleset: RuleSet,
    kind: CaseKind = CaseKind.CASE,
    location: str = "L1",
) -> Said:
    number = _open(casework, run, kind, location)
    made = _scan(casework, number, run, ruleset, _role(kind))
    return {one["rule_id"]: one for one in made.outcomes}


def _count(casework: Casework) -> int:
    with casework.reading() as session:
        return session.query(CaseScan).count()


@pytest.mark.parametrize(
    ("kind", "judged", "not_judged"),
    [
        (CaseKind.SIGNAL, ["AAA-01", "AAA-07", "AAA-K2"], ["AAA-05", "AAA-08"]),
        (CaseKind.CASE, ["AAA-01", "AAA-03", "AAA-07", "AAA-K2"], ["AAA-05", "AAA-06", "AAA-08"]),
        (CaseKind.BIBOB, ["AAA-04"], []),
    ],
)
def test_kind_of_case_decides_which_rules_are_judged(
    casework: Casework,
    town: Run,
    ruleset: RuleSet,
    kind: CaseKind,
    judged: list[str],
    not_judged: list[str],
) -> None:
    made = _scan(casework, _open(casework, town, kind, "L1"), town, ruleset, _role(kind))
    assert [one["rule_id"] for one in made.outcomes] == judged
    assert sorted(made.not_judged) == not_judged


def test_hit_is_kept_with_explanation_facts_evidence_and_texts(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    rule = ruleset.rule("AAA-03")
    assert _said(casework, town, ruleset)["AAA-03"] == {
        "rule_id": "AAA-03",
        "version": rule.version,
        "condition_hash": rule.condition_hash,
        "outcome": "HIT",
        "reason": None,
        "explanation": "1 keer gezien.",
        "filtered_by": None,
        "facts": {"at_least": 1, "police": 1},
        "evidence": ["politie:police_report:pL1"],
        "members": [],
        "newest": "2026-05-01",
        "title": "Proef AAA-03",
        "status": "test",
        "role": "scenario",
        "gate": "G4",
        "false_positives": ["verwisseld adres"],
        "route_to": None,
    }


def test_place_where_nothing_lies_is_no_hit(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    said = _said(casework, town, ruleset, location="L3")
    assert {one["outcome"] for one in said.values()} == {"NO_HIT"}
    assert not [one for one in said.values() if one["evidence"] or one["facts"]]


def test_evidence_of_a_case_is_of_its_own_location(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    said = _said(casework, town, ruleset, location="L2")
    keys = {key for one in said.values() for key in one["evidence"]}
    assert keys == {"kvk:branch:aL2", "kvk:branch:bL2", "politie:police_report:pL2"}


def test_combined_rule_rests_on_parts_of_the_case_and_of_the_weekly_scan(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    said = _said(casework, town, ruleset, CaseKind.SIGNAL)
    assert said["AAA-K2"]["outcome"] == "HIT"
    assert said["AAA-K2"]["facts"] == {"AAA-01": "HIT", "AAA-02": "HIT"}
    assert "AAA-02" not in said


def test_rule_that_is_not_judged_says_why(casework: Casework, town: Run, ruleset: RuleSet) -> None:
    made = _scan(casework, _open(casework, town, CaseKind.CASE, "L1"), town, ruleset)
    assert made.not_judged == {
        "AAA-05": "wacht op: netwerk",
        "AAA-06": "leest gegevens van poort G3: opent deze zaak niet",
        "AAA-08": "regel is uitgeschakeld",
    }


def test_no_route_to_care_stands_in_a_bibob_file(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    made = _scan(
        casework,
        _open(casework, town, CaseKind.BIBOB, "L1"),
        town,
        ruleset,
        Role.BIBOB_OFFICER,
    )
    assert "AAA-07" not in {one["rule_id"] for one in made.outcomes} | made.not_judged.keys()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        pytest.param(
            "DELETE FROM source_table WHERE table_name = 'police_report'",
            "bron ontbreekt: police_report",
            id="no source",
        ),
        pytest.param(
            "UPDATE source_table SET delivered_on = DATE '2026-01-01' WHERE source = 'politie'",
            "bron verouderd: politie (304 dagen, grens 92)",
            id="stale",
        ),
        pytest.param(
            "UPDATE source_table SET privacy_check = NULL WHERE source = 'politie'",
            "geen privacytoets vastgelegd: politie",
            id="no privacy check",
        ),
    ],
)
def test_rule_without_a_usable_source_is_unknown_never_no_hit(
    casework: Casework,
    tmp_path: Path,
    con: DuckDBPyConnection,
    ruleset: RuleSet,
    broken: str,
    reason: str,
) -> None:
    con.execute(broken)
    run = case_world.published(tmp_path / "other", con)
    one = _said(casework, run, ruleset, location="L3")["AAA-03"]
    assert (one["outcome"], one["reason"]) == ("UNKNOWN", reason)


def test_table_that_the_run_lost_is_unknown_although_its_source_is_known(
    casework: Casework, town: Run, ruleset: RuleSet, tmp_path: Path
) -> None:
    run = _copy(town, tmp_path)
    (run.path / "tables" / "police_report.parquet").unlink()
    said = _said(casework, run, ruleset)
    told = (said["AAA-03"]["outcome"], said["AAA-03"]["reason"])
    assert told == ("UNKNOWN", "tabel ontbreekt in deze run: police_report")
    assert said["AAA-01"]["outcome"] == "HIT"


def test_table_from_which_retention_took_rows_is_unknown_and_others_are_judged(
    casework: Casework, town: Run, ruleset: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _copy(town, tmp_path)
    file = run.path / "run.json"
    file.write_text(json.dumps({**run.meta, "redacted": {"rows": 1}}), "utf-8")
    monkeypatch.setattr(scanning, "INSOLVENCY", "tables/police_report")
    said = _said(casework, Run(run.path), ruleset)
    told = (said["AAA-03"]["outcome"], said["AAA-03"]["reason"])
    assert told == ("UNKNOWN", "de bewaartermijn van een bron is verstreken: police_report")
    assert said["AAA-01"]["outcome"] == "HIT"


def test_second_scan_leaves_the_first_as_it_was(
    casework: Casework, tmp_path: Path, con: DuckDBPyConnection, town: Run, ruleset: RuleSet
) -> None:
    number = _open(casework, town, CaseKind.SIGNAL, "L3")
    con.execute("UPDATE location SET land_use = 'dwelling' WHERE location_id = 'L3'")
    branch(con, "c", "L3", "2026-06-01")
    branch(con, "d", "L3", "2026-06-02")
    later = case_world.published(tmp_path / "later", con)
    for run in (town, later):
        _scan(casework, number, run, ruleset)
    with casework.reading() as session:
        newest, first = cases.scans(session, cases.find(session, number))
        assert (newest.run, first.run) == (later.path.name, town.path.name)
        assert [one.outcomes[0]["outcome"] for one in (first, newest)] == ["NO_HIT", "HIT"]


def test_closed_case_reads_nothing_new(casework: Casework, town: Run, ruleset: RuleSet) -> None:
    number = _open(casework, town, CaseKind.CASE, "L1")
    with casework.writing() as session:
        case = cases.find(session, number)
        cases.close_case(session, case, user=case.opened_by, now=NOW)
        entries = len(audit.search(session))
    with pytest.raises(CaseworkError, match="is gesloten"):
        _scan(casework, number, town, ruleset)
    assert _count(casework) == 0
    with casework.reading() as session:
        assert len(audit.search(session)) == entries


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR, Role.BIBOB_OFFICER])
def test_other_role_may_not_scan(
    casework: Casework, town: Run, ruleset: RuleSet, role: Role
) -> None:
    number = _open(casework, town, CaseKind.CASE, "L1")
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        _scan(casework, number, town, ruleset, role)
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        scanning.check(casework, number, subject="x", role=role, now=NOW)
    assert _count(casework) == 0


def test_run_without_the_location_is_refused(
    casework: Casework, tmp_path: Path, con: DuckDBPyConnection, town: Run, ruleset: RuleSet
) -> None:
    number = _open(casework, town, CaseKind.CASE, "L3")
    con.execute("DELETE FROM location WHERE location_id = 'L3'")
    run = case_world.published(tmp_path / "smaller", con)
    with pytest.raises(RunError, match="locatie L3 staat niet in run"):
        _scan(casework, number, run, ruleset)
    assert _count(casework) == 0


def test_log_names_gates_and_tables_before_and_evidence_after(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    _said(casework, town, ruleset)
    with casework.reading() as session:
        assert audit.verify(session) == 3
        before, after = map(audit.to_vng, audit.search(session)[1:])
    assert before["actieNaam"] == "Zaak bekeken: regels van poort G2, G4"
    kinds = "'poort G2', 'poort G4', 'branch', 'police_report', 'report'"
    assert kinds in str(before["verwerkteObjecten"])
    assert after["actieNaam"] == "Uitkomsten van regels in de zaak bewaard"
    assert "'objectId': 'politie:police_report:pL1'" in str(after["verwerkteObjecten"])
    for entry in (before, after):
        assert (entry["gegevensbron"], entry["gebruiker"]) == (town.path.name, "m.jansen")
        assert "'objecttype': 'zaak', 'soortObjectId': 'nummer'" in str(entry["verwerkteObjecten"])


def test_reading_is_logged_also_when_judging_fails(
    casework: Casework, town: Run, ruleset: RuleSet, tmp_path: Path
) -> None:
    run = _copy(town, tmp_path)
    number = _open(casework, run, CaseKind.CASE, "L1")
    (run.path / "tables" / "location.parquet").unlink()
    with pytest.raises(RunError, match="no location 'L1' among the locations"):
        _scan(casework, number, run, ruleset)
    with casework.reading() as session:
        names = [entry.actie_naam for entry in audit.search(session)]
    assert names == ["Zaak geopend: casus", "Zaak bekeken: regels van poort G2, G4"]
    assert _count(casework) == 0


def test_others_can_write_while_rules_are_judged(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    number = _open(casework, town, CaseKind.CASE, "L1")
    others: list[int] = []

    def progress(stage: str, done: int, total: int | None) -> None:
        del stage, done, total
        if not others:
            others.append(_open(casework, town, CaseKind.SIGNAL, "L2"))

    scanning.scan(
        casework,
        number,
        subject="m.jansen",
        role=Role.RIEC_LIAISON,
        run=town,
        ruleset=ruleset,
        settings=SETTINGS,
        now=NOW,
        progress=progress,
    )
    assert others == [number + 1]
    assert _count(casework) == 1


@pytest.mark.parametrize("kind", list(CaseKind))
def test_opening_and_scanning_changes_no_run(
    casework: Casework, town: Run, ruleset: RuleSet, kind: CaseKind
) -> None:
    before = _bytes(town)
    _said(casework, town, ruleset, kind)
    assert _bytes(town) == before


def test_outcomes_hold_no_points(casework: Casework, town: Run, ruleset: RuleSet) -> None:
    said = _said(casework, town, ruleset)
    names = {name for one in said.values() for name in (*one, *one["facts"])}
    assert not {name for name in names if "point" in name or name in ("score", "band")}


def test_folder_of_packs_opens_no_gate(casework: Casework, town: Run, ruleset: RuleSet) -> None:
    opens = {kind: SETTINGS.cases.opens["case"] for kind in SETTINGS.cases.opens}
    wide = SETTINGS.cases.model_copy(update={"opens": opens})
    settings = SETTINGS.model_copy(update={"cases": wide})
    number = _open(casework, town, CaseKind.SIGNAL, "L1")
    made = _scan(casework, number, town, ruleset, settings=settings)
    assert "AAA-03" not in {one["rule_id"] for one in made.outcomes}


def test_rule_that_reads_hits_of_the_run_gets_them(casework: Casework, sample_run: Run) -> None:
    location = str(sample_run.table("locations")["location_id"][0])
    shipped = loader.load(SHIPPED_RULES)
    one = _said(casework, sample_run, shipped, CaseKind.SIGNAL, location)["DRG-12"]
    assert run_hits.MISSING not in str(one["reason"])


def test_victim_follows_from_its_parts_but_the_one_of_a_bibob_file() -> None:
    shipped = loader.load(SHIPPED_RULES)
    rules = {rule.id: rule for rule in shipped.rules}
    within = Scope(frozenset({Gate.G2, Gate.G4}))
    judged = [rule.id for rule in scope.judged(shipped, within)]
    usable = combined.usable_parts(rules["SLACHTOFFER"], rules, judged)
    assert usable == {"AFP-01", "AFP-02", "AFP-03", "AFP-05", "AFP-06", "AFP-07"}


def _copy(run: Run, folder: Path) -> Run:
    shutil.copytree(run.path, folder / "run")
    return Run(folder / "run")


def _bytes(run: Run) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(run.path.rglob("*")) if p.is_file()}
