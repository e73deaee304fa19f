"""Cases in packs: run against the predicate itself; the shipped ones all hold."""

from pathlib import Path

import pytest

from engine.rules import loader
from engine.rules.cases import check_cases
from engine.rules.model import Outcome
from engine.settings import SHIPPED_RULES
from tests.engine.rules.world import BOTH, CASES, RULE, SECOND, changed, write

SHIPPED = loader.load(SHIPPED_RULES)


def failures(folder: Path) -> list[str]:
    return [finding.what for finding in check_cases(loader.load(folder))]


def test_cases_that_hold_give_no_findings(tmp_path: Path) -> None:
    assert failures(write(tmp_path)) == []


def test_a_case_that_does_not_hold_is_named_with_its_line(tmp_path: Path) -> None:
    wrong = {**CASES[0], "name": "fout", "expect": "NO_HIT"}
    folder = write(tmp_path, changed(RULE, cases=[*CASES, wrong]))
    (finding,) = check_cases(loader.load(folder))
    assert finding.what == "AAA-01: case 'fout' expects NO_HIT, the rule says HIT"
    line = (folder / "packs" / "aaa.yml").read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert line.lstrip().startswith("- ")


def test_a_fact_that_is_left_out_is_unknown(tmp_path: Path) -> None:
    silent = {"name": "niets", "facts": {}, "expect": "NO_HIT"}
    found = failures(write(tmp_path, changed(RULE, cases=[*CASES, silent])))
    assert found == ["AAA-01: case 'niets' expects NO_HIT, the rule says UNKNOWN"]


def test_a_combined_case_that_does_not_hold(tmp_path: Path) -> None:
    wrong = {"name": "fout", "facts": {"AAA-01": "UNKNOWN"}, "expect": "HIT"}
    cases = [*list(BOTH["cases"]), wrong]  # type: ignore[call-overload]
    folder = write(tmp_path, RULE, SECOND, changed(BOTH, cases=cases))
    assert failures(folder) == ["AAA-K1: case 'fout' expects HIT, the rule says UNKNOWN"]


def test_every_failure_is_reported(tmp_path: Path) -> None:
    flipped = [{**case, "expect": "UNKNOWN"} for case in CASES[:2]]
    flipped += [{**CASES[2], "expect": "HIT"}]
    other = [{"name": "toch", "facts": {"reports": 0, "location.x": 1.5}, "expect": "NO_HIT"}]
    other += [{"name": "wel", "facts": {"reports": 1}, "expect": "HIT"}]
    other += [{"name": "open", "facts": {"reports": None}, "expect": "UNKNOWN"}]
    folder = write(
        tmp_path,
        changed(RULE, cases=[*flipped, {**CASES[1], "name": "w"}]),
        changed(SECOND, cases=other),
    )
    assert len(failures(folder)) == 3


def test_shipped_cases_hold() -> None:
    assert [str(finding) for finding in check_cases(SHIPPED)] == []


@pytest.mark.parametrize("rule_id", sorted(SHIPPED.compiled))
def test_shipped_rules_show_every_outcome(rule_id: str) -> None:
    assert {case.expect for case in SHIPPED.rule(rule_id).cases} == set(Outcome)
