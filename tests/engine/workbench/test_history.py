"""The history of a rule: runs, judgements that count, reasons, lift, and the proposal to demote."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy.orm import Session

from engine import precision
from engine.casework import places, second_readers
from engine.casework.judgements import judge
from engine.casework.models import Listing, Role, Verdict
from engine.casework.places import LocationState
from engine.rule_settings import PrecisionSettings
from engine.rules import loader
from engine.rules.model import Rule, Status
from engine.snapshot import Run, publish
from engine.workbench import history
from engine.workbench.history import DATA_WRONG, OTHER_REASON, Change, RuleHistory
from tests.engine.conftest import DAY
from tests.engine.rules.world import RULE, changed, write
from tests.engine.workbench.desk import NOW, opened, somebody

WEEK = "2026-W44"
FEW = PrecisionSettings(source="proef", verified=False, confidence=0.95, min_judgements=4)


@pytest.fixture(scope="module")
def rule(tmp_path_factory: pytest.TempPathFactory) -> Rule:
    loaded = loader.load(write(tmp_path_factory.mktemp("rules"))).rule("AAA-01")
    return loaded.model_copy(
        update={"false_positives": ("verzamelgebouw", "familiebedrijf"), "min_precision": 0.5}
    )


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with opened(tmp_path) as casework, casework.writing() as session:
        yield session


def _state(rule: Rule, name: str, **values: Any) -> LocationState:
    state = LocationState(
        name, (f"v-{name}",), "high", (rule.id,), ((rule.id, rule.condition_hash),)
    )
    return replace(state, **values)


def _list(session: Session, state: LocationState, arm: str = "ranked", week: str = WEEK) -> None:
    place = places.find_or_add(session, state)
    session.add(
        Listing(
            place=place,
            run="r",
            week=week,
            arm=arm,
            band="high",
            rule_ids=list(state.rule_ids),
            listed_on=DAY,
        )
    )
    session.flush()


def _judge(session: Session, state: LocationState, verdict: Verdict, **values: Any) -> None:
    given: dict[str, Any] = {"user": somebody(session, "een", Role.RIEC_LIAISON), "week": WEEK}
    given |= {"run": "r", "reason": "gezien", "now": NOW}
    made = judge(session, location=state, verdict=verdict, **(given | values))
    if made.needs_second:
        reader = somebody(session, "lezer", Role.RIEC_LIAISON)
        second_readers.read(
            session, made.id, user=reader, agrees=True, reason="ook gezien", now=NOW
        )


def _found(session: Session, state: LocationState, verdict: Verdict, **values: Any) -> None:
    """List a location and judge it."""
    arm = values.pop("arm", "ranked")
    _list(session, state, arm, values.get("week", WEEK))
    _judge(session, state, verdict, **values)


def _told(session: Session, rule: Rule, *runs: Run, settings: Any = FEW) -> RuleHistory:
    return history.of_rules(session, runs, [rule], settings=settings).rules[0]


def test_without_judgements_nothing_is_known(session: Session, rule: Rule) -> None:
    told = history.of_rules(session, (), [rule], settings=FEW)
    only = told.rules[0]
    assert (told.base.value, only.precision.value, only.lift.value) == (None, None, None)
    assert (only.runs, only.demotion) == ((), None)
    assert only.lift.unknown == precision.NOTHING_JUDGED


def test_verdicts_count_as_right_wrong_or_neither(session: Session, rule: Rule) -> None:
    for number, verdict in enumerate(Verdict):
        _found(session, _state(rule, f"L{number}"), verdict)
    tally = _told(session, rule).tally
    assert (tally.right, tally.wrong, tally.unclear, tally.care_first) == (1, 2, 1, 1)
    assert _told(session, rule).precision.value == pytest.approx(1 / 3)


def test_judgement_that_waits_for_a_second_reader_does_not_count(
    session: Session, rule: Rule
) -> None:
    state = _state(rule, "L1")
    _list(session, state)
    user = somebody(session, "een", Role.RIEC_LIAISON)
    judge(
        session, user=user, location=state, run="r", week=WEEK, verdict=Verdict.INNOCENT,
        reason="gezien", now=NOW,
    )  # fmt: skip
    tally = _told(session, rule).tally
    assert (tally.right, tally.wrong) == (0, 0)


def test_second_reader_of_a_location_does_not_count_again(session: Session, rule: Rule) -> None:
    _found(session, _state(rule, "L1"), Verdict.WORTH_A_LOOK)
    two = somebody(session, "twee", Role.ANALYST)
    _judge(session, _state(rule, "L1"), Verdict.INNOCENT, user=two)
    tally = _told(session, rule).tally
    assert (tally.right, tally.wrong) == (1, 0)


def test_location_found_back_under_another_name_in_its_week_counts_once(
    session: Session, rule: Rule
) -> None:
    _found(session, _state(rule, "L1"), Verdict.INNOCENT)
    _judge(session, _state(rule, "L9", bag_ids=("v-L1", "v-extra")), Verdict.INNOCENT)
    assert _told(session, rule).tally.wrong == 1


def test_location_without_bag_ids_is_found_by_its_own_name(session: Session, rule: Rule) -> None:
    bare = _state(rule, "L1", bag_ids=())
    _found(session, bare, Verdict.INNOCENT)
    _judge(session, bare, Verdict.WORTH_A_LOOK, now=NOW + timedelta(hours=1))
    tally = _told(session, rule).tally
    assert (tally.right, tally.wrong) == (0, 1)


def test_location_counts_again_in_another_week(session: Session, rule: Rule) -> None:
    _found(session, _state(rule, "L1"), Verdict.INNOCENT)
    _found(session, _state(rule, "L1"), Verdict.WORTH_A_LOOK, week="2026-W45")
    tally = _told(session, rule).tally
    assert (tally.right, tally.wrong) == (1, 1)


def test_location_that_was_not_listed_or_not_hit_is_left_out(session: Session, rule: Rule) -> None:
    _judge(session, _state(rule, "L1"), Verdict.WORTH_A_LOOK)
    _list(session, _state(rule, "L2"))
    _judge(session, _state(rule, "L2"), Verdict.WORTH_A_LOOK, week="2026-W45")
    _found(session, _state(rule, "L3", rule_ids=("AAA-02",)), Verdict.WORTH_A_LOOK)
    assert _told(session, rule).precision.judged == 0


def test_judgement_under_another_condition_is_told_and_not_counted(
    session: Session, rule: Rule
) -> None:
    _found(session, _state(rule, "L1", conditions=((rule.id, "older"),)), Verdict.INNOCENT)
    _found(session, _state(rule, "L2", conditions=()), Verdict.INNOCENT)
    _found(session, _state(rule, "L3"), Verdict.WORTH_A_LOOK)
    tally = _told(session, rule).tally
    assert (tally.right, tally.wrong, tally.other_condition) == (1, 0, 2)


def test_reasons_are_the_rules_own_explanations_or_another_one(
    session: Session, rule: Rule
) -> None:
    innocent = Verdict.INNOCENT
    for number, text in enumerate(["Familiebedrijf ", "familiebedrijf", "bruiloft", None]):
        _found(session, _state(rule, f"L{number}"), innocent, innocent_explanation=text)
    _found(session, _state(rule, "L5"), Verdict.DATA_ERROR)
    _found(session, _state(rule, "L6"), Verdict.WORTH_A_LOOK)
    assert _told(session, rule).tally.reasons == (
        ("familiebedrijf", 2),
        ("verzamelgebouw", 0),
        (DATA_WRONG, 1),
        (OTHER_REASON, 2),
    )


def test_later_reader_may_name_the_explanation_that_the_blind_one_could_not_see(
    session: Session, rule: Rule
) -> None:
    state = _state(rule, "L1")
    _found(session, state, Verdict.INNOCENT, innocent_explanation="bedrijven onder één dak")
    _judge(session, state, Verdict.WORTH_A_LOOK, innocent_explanation="familiebedrijf")
    _judge(session, state, Verdict.INNOCENT, innocent_explanation="verzamelgebouw")
    assert dict(_told(session, rule).tally.reasons)["verzamelgebouw"] == 1
    assert dict(_told(session, rule).tally.reasons)["familiebedrijf"] == 0


def test_random_arm_gives_the_base_rate_and_the_lift(session: Session, rule: Rule) -> None:
    for number in range(4):
        verdict = Verdict.WORTH_A_LOOK if number == 0 else Verdict.INNOCENT
        other = _state(rule, f"R{number}", rule_ids=(), conditions=())
        _found(session, other, verdict, arm="random")
    _found(session, _state(rule, "R9", rule_ids=()), Verdict.UNCLEAR, arm="random")
    for number in range(2):
        _found(session, _state(rule, f"L{number}"), Verdict.WORTH_A_LOOK)
    told = history.of_rules(session, (), [rule], settings=FEW)
    assert (told.base.right, told.base.judged) == (1, 4)
    assert told.rules[0].lift.value == pytest.approx(4.0)


def test_random_location_with_a_hit_counts_for_the_rule_too(session: Session, rule: Rule) -> None:
    _found(session, _state(rule, "L1"), Verdict.WORTH_A_LOOK, arm="random")
    assert _told(session, rule).precision.right == 1


def test_demotion_is_proposed_from_the_minimum_of_judgements(session: Session, rule: Rule) -> None:
    for number in range(3):
        _found(session, _state(rule, f"L{number}"), Verdict.INNOCENT)
    assert _told(session, rule).demotion is None
    _found(session, _state(rule, "L3"), Verdict.WORTH_A_LOOK)
    demotion = _told(session, rule).demotion
    assert demotion is not None
    assert (demotion.old, demotion.new) == (Status.TEST, Status.EXPERIMENTAL)
    assert demotion.reason == (
        "Van 4 beoordeelde locaties met deze regel waren er 1 terecht (25,0%). De ondergrens van "
        "het 95%-interval is 4,6%, onder de norm van 50%. Voorstel: van test naar experimental; "
        "de eigenaar (regisseur) beslist."
    )


@pytest.mark.parametrize(
    ("status", "new"),
    [
        (Status.STABLE, Status.TEST),
        (Status.TEST, Status.EXPERIMENTAL),
        (Status.EXPERIMENTAL, None),
        (Status.DEPRECATED, None),
    ],
)
def test_demotion_is_one_step_down(rule: Rule, status: Status, new: Status | None) -> None:
    wrong = precision.share(0, 9, confidence=0.95)
    found = history.propose_demotion(
        rule.model_copy(update={"status": status}), wrong, settings=FEW
    )
    assert (found.new if found else None) == new


def test_lower_bound_exactly_at_the_norm_is_good_enough(rule: Rule) -> None:
    share = precision.share(8, 10, confidence=0.95)
    at = rule.model_copy(update={"min_precision": share.low})
    above = rule.model_copy(update={"min_precision": (share.low or 0) + 1e-9})
    assert history.propose_demotion(at, share, settings=FEW) is None
    assert history.propose_demotion(above, share, settings=FEW) is not None


def test_rule_without_a_norm_is_never_demoted(rule: Rule) -> None:
    free = rule.model_copy(update={"min_precision": None})
    wrong = precision.share(0, 99, confidence=0.95)
    assert history.propose_demotion(free, wrong, settings=FEW) is None


def _run(day: int, **rule: Any) -> Run:
    run = Run(Path(f"2026-11-{day:02d}-abc"))
    told = {"id": "AAA-01", "version": "1.0.0", "hash": "h1", "condition_hash": "c1", **rule}
    outcomes = {"AAA-01": {"HIT": day, "NO_HIT": 5, "UNKNOWN": 1}}
    meta = {"as_of": f"2026-11-{day:02d}", "published_at": "x", "rules": [told]}
    run.__dict__["meta"] = meta | {"outcomes": outcomes}
    return run


def test_runs_stand_oldest_first_and_show_what_changed(session: Session, rule: Rule) -> None:
    runs = [
        _run(8, version="2.0.0", hash="h3", condition_hash="c2"),
        _run(1),
        _run(4, version="1.0.1", hash="h2"),
        _run(2),
        _run(9, hash="h4", condition_hash=None),
    ]
    told = _told(session, rule, *runs).runs
    assert [(one.as_of.day, one.version, one.hits, one.unknown) for one in told] == [
        (1, "1.0.0", 1, 1),
        (2, "1.0.0", 2, 1),
        (4, "1.0.1", 4, 1),
        (8, "2.0.0", 8, 1),
        (9, "1.0.0", 9, 1),
    ]
    assert [one.change for one in told] == [
        Change.NONE,
        Change.NONE,
        Change.TEXT,
        Change.CONDITION,
        Change.UNKNOWN,
    ]


def test_run_that_did_not_judge_the_rule_says_so_and_one_without_it_is_left_out(
    session: Session, rule: Rule
) -> None:
    waiting, without = _run(1), _run(2, id="AAA-09")
    waiting.meta["outcomes"] = {}
    told = _told(session, rule, waiting, without).runs
    assert [(one.as_of, one.hits, one.unknown) for one in told] == [(date(2026, 11, 1), None, None)]


def test_history_does_not_depend_on_the_order_of_its_input(session: Session, rule: Rule) -> None:
    for number in range(5):
        _found(session, _state(rule, f"L{number}"), list(Verdict)[number])
    runs = [_run(3), _run(1), _run(2)]
    assert _told(session, rule, *runs) == _told(session, rule, *reversed(runs))


def test_every_change_has_a_dutch_label() -> None:
    assert len({change.label for change in Change}) == 4


def test_text_and_points_keep_the_condition_and_a_threshold_does_not(tmp_path: Path) -> None:
    def condition(name: str, **values: object) -> str:
        loaded = loader.load(write(tmp_path / name, changed(RULE, **values)))
        return loaded.rule("AAA-01").condition_hash

    same = condition("same")
    assert condition("text", title="Anders", points=2, status="experimental") == same
    assert condition("threshold", params={"window_months": 24, "min_branches": 3}) != same


def test_judgement_keeps_the_conditions_of_its_run(
    tmp_path: Path, session: Session, rule: Rule
) -> None:
    tables = {
        "locations": pa.table(
            {
                "location_id": ["L1"],
                "object_ids": [["v1"]],
                "building_ids": [["b"]],
                "band": ["low"],
            }
        ),
        "hits": pa.table(
            {"location_id": ["L1", "L1"], "rule_id": ["X-1", rule.id], "outcome": ["HIT", "HIT"]}
        ),
    }
    told = [{"id": rule.id, "condition_hash": rule.condition_hash}, {"id": "X-1"}]
    run = publish(tmp_path, as_of=DAY, tables=tables, meta={"rules": told}).run
    state = places.states(run, ["L1"])["L1"]
    assert state.rule_ids == (rule.id, "X-1")
    assert state.conditions == ((rule.id, rule.condition_hash),)
    _found(session, state, Verdict.WORTH_A_LOOK)
    assert _told(session, rule).tally.right == 1
