"""Publishing: a second person, the right base, everything that lacks at once, and never half."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.casework import audit, proposals
from engine.casework.database import Casework
from engine.casework.models import ProposalState, ReportKind, Role
from engine.casework.proposals import Report
from engine.errors import CaseworkError, RulePackError
from engine.rules import loader, versions
from engine.rules.model import Rule
from engine.rules.versions import content_hash
from engine.workbench import editing, promotion, publishing
from engine.workbench.editing import SetValue
from engine.workbench.publishing import Published
from tests.engine.rules.world import CASES, RULE, changed
from tests.engine.workbench.desk import NOW, backtest_of, opened, proposed, rules_folder, somebody

LATER = NOW + timedelta(days=1)
STEPS = ("lawful", "proxy", "quality", "statistical", "substantive")
CARD = {**dict.fromkeys(STEPS, "beantwoord"), "owner": "regisseur"}


@pytest.fixture
def casework(tmp_path: Path) -> Iterator[Casework]:
    with opened(tmp_path) as casework:
        yield casework


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return rules_folder(tmp_path)


def _publish(casework: Casework, rules: Path, number: int, **values: Any) -> Published:
    given: dict[str, Any] = {"subject": "r.regisseur", "role": Role.RIEC_LIAISON, "now": LATER}
    return publishing.publish(casework, rules, number, **(given | values))


def _state(casework: Casework, number: int) -> ProposalState:
    with casework.reading() as session:
        return proposals.find(session, number).state


def _files(rules: Path) -> dict[str, bytes]:
    found = (path for path in sorted(rules.rglob("*")) if path.is_file())
    return {str(path.relative_to(rules)): path.read_bytes() for path in found}


def test_second_person_puts_the_pack_in_place_and_both_versions_are_kept(
    casework: Casework, rules: Path
) -> None:
    before = _files(rules)
    report = backtest_of(rules)
    number = proposed(casework, rules, report=report)
    assert _files(rules) == before
    done = _publish(casework, rules, number)
    assert (done.pack, done.version, done.file) == ("AAA", "2.0.0", rules / "packs" / "aaa.yml")
    assert loader.load(rules).rule("AAA-01").points == 2.0
    assert loader.lint(rules) == []
    base, new = versions.kept(rules)
    assert (base.version, base.file.read_bytes()) == ("1.0.0", before["packs/aaa.yml"])
    assert base.record is not None
    assert (base.record.published_by, base.record.reason) == (None, publishing.KEPT_BASE)
    assert new.file == done.kept
    assert new.file.read_bytes() == done.file.read_bytes()
    assert new.record is not None
    assert (new.record.proposed_by, new.record.published_by) == ("a.analist", "r.regisseur")
    assert (new.record.proposed_at, new.record.published_at) == (NOW, LATER)
    assert (new.record.reason, new.record.proposal) == ("Te zwaar.", number)
    assert (new.record.report_kind, new.record.report_sha256) == ("backtest", report.hash)
    with casework.reading() as session:
        proposal = proposals.find(session, number)
        assert proposal.decided_by is not None
        assert (proposal.state, proposal.decided_at) == (ProposalState.PUBLISHED, LATER)
        assert audit.verify(session) == 2


def test_next_publication_keeps_the_versions_before_it(casework: Casework, rules: Path) -> None:
    _publish(casework, rules, proposed(casework, rules))
    old = _files(rules)
    _publish(casework, rules, proposed(casework, rules, SetValue("AAA-01", ("title",), "Anders")))
    assert [one.version for one in versions.kept(rules)] == ["1.0.0", "2.0.0", "2.0.1"]
    new = _files(rules)
    assert {k: v for k, v in new.items() if k in old and "versions" in k} == {
        k: v for k, v in old.items() if "versions" in k
    }
    assert loader.lint(rules) == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param(
            {"subject": "a.analist", "role": Role.ANALYST}, "een tweede persoon", id="author"
        ),
        pytest.param({"subject": "a.analist"}, "een tweede persoon", id="author, other role"),
        pytest.param({"role": Role.ADMINISTRATOR}, "de rol beheerder mag dit niet", id="role"),
    ],
)
def test_wrong_person_changes_nothing(
    casework: Casework, rules: Path, values: dict[str, Any], message: str
) -> None:
    number, before = proposed(casework, rules), _files(rules)
    with pytest.raises(CaseworkError, match=message):
        _publish(casework, rules, number, **values)
    assert _files(rules) == before
    assert _state(casework, number) is ProposalState.OPEN


def test_second_proposal_on_one_base_must_be_made_again(casework: Casework, rules: Path) -> None:
    one = proposed(casework, rules)
    two = proposed(casework, rules, SetValue("AAA-02", ("points",), 1.5))
    _publish(casework, rules, one)
    before = _files(rules)
    with pytest.raises(CaseworkError, match=r"AAA 1\.0\.0, maar nu staat er 2\.0\.0") as caught:
        _publish(casework, rules, two)
    assert "dien het opnieuw in" in str(caught.value)
    assert _files(rules) == before
    again = proposed(casework, rules, SetValue("AAA-02", ("points",), 1.5))
    assert _publish(casework, rules, again).version == "3.0.0"


def test_proposal_is_published_once(casework: Casework, rules: Path) -> None:
    number = proposed(casework, rules)
    _publish(casework, rules, number)
    with pytest.raises(CaseworkError, match=r"is al gepubliceerd door r\.regisseur"):
        _publish(casework, rules, number)


def test_two_publishers_at_once_on_one_base_give_one_publication(
    casework: Casework, rules: Path
) -> None:
    numbers = [
        proposed(casework, rules),
        proposed(casework, rules, SetValue("AAA-02", ("points",), 1.5)),
    ]
    refused: list[Exception] = []
    start = threading.Barrier(2)

    def run(number: int, subject: str) -> None:
        start.wait()
        try:
            _publish(casework, rules, number, subject=subject)
        except CaseworkError as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=(number, f"p{number}")) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    states = sorted(_state(casework, number) for number in numbers)
    assert states == [ProposalState.OPEN, ProposalState.PUBLISHED]
    assert [one.version for one in versions.kept(rules)] == ["1.0.0", "2.0.0"]
    assert loader.lint(rules) == []


def test_what_became_wrong_around_the_pack_is_found_at_publication(
    casework: Casework, rules: Path
) -> None:
    number = proposed(casework, rules)
    (rules / "features" / "starts.sql").unlink()
    with pytest.raises(CaseworkError, match="unknown feature 'starts'") as caught:
        _publish(casework, rules, number, subject="a.analist")
    assert "een tweede persoon" in str(caught.value)
    assert str(rules / "packs" / "aaa.yml") in str(caught.value)


def test_pack_that_is_gone_is_told(casework: Casework, rules: Path) -> None:
    number = proposed(casework, rules)
    (rules / "packs" / "aaa.yml").unlink()
    with pytest.raises(CaseworkError, match="pakket AAA staat niet meer in"):
        _publish(casework, rules, number)


def test_version_of_another_proposal_is_not_taken(casework: Casework, rules: Path) -> None:
    number = proposed(casework, rules)
    content = b"van een ander"
    versions.keep_text(rules, "AAA", "2.0.0", content)
    sha = content_hash(content)
    record = versions.Record(pack="AAA", version="2.0.0", sha256=sha, reason="x", proposal=99)
    versions.keep_record(rules, record)
    with pytest.raises(CaseworkError, match=r"versie 2\.0\.0 van AAA bestaat al"):
        _publish(casework, rules, number)


CONDITION = "c" * 64
TESTED = {"AAA-01": CONDITION}


def _rule(**keys: object) -> Rule:
    """A rule as it comes out of a pack."""
    head = {"pack": "AAA", "version": "1.0.0", "owner": "regisseur", "condition_hash": CONDITION}
    own = {"role": "scenario", "family": "AAA", "expires_months": 24}
    return Rule.model_validate(changed(RULE, **keys) | head | own)


def test_everything_that_lacks_for_stable_is_said_at_once() -> None:
    cases = [case for case in CASES if case["expect"] != "UNKNOWN"]
    bare = _rule(status="stable", cases=cases)
    assert promotion.missing([_rule()], [bare], None) == (
        "AAA-01 kan niet naar stable: geen geval voor UNKNOWN",
        "AAA-01 kan niet naar stable: het voorstel heeft geen backtest",
        "AAA-01 kan niet naar stable: geen geschiktheidskaart (suitability)",
        "AAA-01 kan niet naar stable: geen herzieningsdatum (review_before)",
    )


@pytest.mark.parametrize("kind", [None, ReportKind.WHATIF])
def test_what_if_is_no_backtest(kind: ReportKind | None) -> None:
    ready = _rule(status="stable", suitability=CARD, review_before=date(2028, 1, 1))
    none = promotion.tested(kind, "{}")
    assert len(promotion.missing([_rule()], [ready], none)) == 1
    assert promotion.missing([_rule()], [ready], TESTED) == ()
    assert promotion.missing([], [ready], none) != ()
    assert promotion.missing([ready], [ready], none) == ()


@pytest.mark.parametrize("tested", [{}, {"AAA-01": "d" * 64}, {"AAA-02": CONDITION}])
def test_a_backtest_of_another_condition_is_none(tested: dict[str, str]) -> None:
    ready = _rule(status="stable", suitability=CARD, review_before=date(2028, 1, 1))
    (told,) = promotion.missing([_rule()], [ready], tested)
    assert told.endswith("de backtest ging niet over deze voorwaarde van de regel")


def test_card_with_blanks_is_no_card() -> None:
    card = {**CARD, "proxy": " ", "owner": None}
    blank = _rule(status="stable", suitability=card, review_before=date(2028, 1, 1))
    (told,) = promotion.missing([_rule()], [blank], TESTED)
    assert told.endswith("niet ingevuld: proxy, owner")


def _to_stable() -> list[SetValue]:
    return [
        SetValue("AAA-01", ("status",), "stable"),
        SetValue("AAA-01", ("suitability",), CARD),
        SetValue("AAA-01", ("review_before",), "2028-01-01"),
    ]


def test_promotion_needs_its_backtest_at_publication(casework: Casework, rules: Path) -> None:
    edits = [*_to_stable()[:2], replace(_to_stable()[2], value=NOW.date())]
    without = proposed(casework, rules, *edits)
    with pytest.raises(CaseworkError, match="AAA-01 kan niet naar stable: het voorstel heeft geen"):
        _publish(casework, rules, without)
    publishing.withdraw(casework, rules, without, subject="a.analist", role=Role.ANALYST, now=LATER)
    for report, what in (
        (backtest_of(rules, AAA_01="d" * 64), "de backtest ging niet over deze voorwaarde"),
        (Report(ReportKind.BACKTEST, '{"weeks": 8}'), "geen rapport van een backtest"),
    ):
        number = proposed(casework, rules, *edits, report=report)
        with pytest.raises(CaseworkError, match=what):
            _publish(casework, rules, number)
        publishing.withdraw(
            casework, rules, number, subject="a.analist", role=Role.ANALYST, now=LATER
        )
    done = _publish(casework, rules, proposed(casework, rules, *edits, report=backtest_of(rules)))
    assert (done.version, loader.load(rules).rule("AAA-01").status) == ("1.0.1", "stable")


PLACES = [
    pytest.param("engine.rules.versions.keep_text", 1, id="keeping the base"),
    pytest.param("engine.rules.versions.keep_record", 1, id="record of the base"),
    pytest.param("engine.rules.versions.keep_text", 2, id="keeping the version"),
    pytest.param("engine.swap.write_file", 4, id="replacing the pack"),
    pytest.param("engine.rules.versions.keep_record", 2, id="record of the version"),
    pytest.param("engine.casework.proposals.decide", 1, id="deciding"),
    pytest.param("engine.casework.audit.append", 1, id="logging"),
]


def _after(real: Callable[..., Any], turn: int, happen: Callable[[], None]) -> Callable[..., Any]:
    """The same function, which does `happen` after its work at the given turn."""
    turns = iter(range(1, 99))

    def called(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        if next(turns) == turn:
            happen()
        return result

    return called


@pytest.mark.parametrize(("place", "turn"), PLACES)
def test_publication_that_fails_leaves_everything_as_it_was(
    casework: Casework, rules: Path, monkeypatch: pytest.MonkeyPatch, place: str, turn: int
) -> None:
    number, before = proposed(casework, rules), _files(rules)

    def fail() -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        module, name = place.rsplit(".", 1)
        broken.setattr(place, _after(getattr(sys.modules[module], name), turn, fail))
        with pytest.raises(RulePackError, match="No space left on device; everything is as it"):
            _publish(casework, rules, number)
    assert _files(rules) == before
    assert _state(casework, number) is ProposalState.OPEN
    assert _publish(casework, rules, number).version == "2.0.0"
    assert loader.lint(rules) == []


def test_commit_that_fails_takes_the_files_back(
    casework: Casework, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, before = proposed(casework, rules), _files(rules)

    def fail(*_: object) -> None:
        raise RuntimeError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("sqlalchemy.orm.Session.begin", lambda session: _Broken(session, fail))
        with pytest.raises(RuntimeError, match="disk full"):
            _publish(casework, rules, number)
    assert _files(rules) == before
    assert _state(casework, number) is ProposalState.OPEN


class _Broken:
    """A transaction that fails when it should commit."""

    def __init__(self, session: Any, fail: Callable[[], None]) -> None:
        self.session, self.fail = session, fail

    def __enter__(self) -> None:
        self.session.connection()

    def __exit__(self, *raised: object) -> None:
        self.session.rollback()
        if raised[0] is None:
            self.fail()


KILLED = """
import os, sys
from pathlib import Path
from tests.engine.workbench.test_publishing import LATER, _after
from tests.engine.workbench.desk import SETTINGS
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.workbench import publishing
from engine import swap
from engine.rules import versions
url, rules, number, place, turn = sys.argv[1:]
module, name = place.rsplit(".", 1)
real = getattr(sys.modules[module], name)
setattr(sys.modules[module], name, _after(real, int(turn), lambda: os._exit(9)))
casework = open_casework(url, settings=SETTINGS)
publishing.publish(
    casework, Path(rules), int(number), subject="eerste", role=Role.RIEC_LIAISON, now=LATER
)
"""


@pytest.mark.parametrize(
    ("place", "turn", "is_in_place"),
    [
        pytest.param("engine.rules.versions.keep_text", 1, False, id="base kept"),
        pytest.param("engine.rules.versions.keep_text", 2, False, id="version kept"),
        pytest.param("engine.swap.write_file", 4, True, id="pack replaced"),
        pytest.param("engine.rules.versions.keep_record", 2, True, id="record written"),
    ],
)
def test_publication_that_was_killed_is_finished_by_publishing_again(
    casework: Casework, rules: Path, tmp_path: Path, place: str, turn: int, is_in_place: bool
) -> None:
    number, before = proposed(casework, rules), _files(rules)["packs/aaa.yml"]
    url = f"sqlite:///{tmp_path / 'casework.sqlite'}"
    told = [url, str(rules), str(number), place, str(turn)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *told], check=False, timeout=120)
    assert killed.returncode == 9
    assert _state(casework, number) is ProposalState.OPEN
    assert (_files(rules)["packs/aaa.yml"] != before) is is_in_place
    loader.load(rules)
    second = {"subject": "tweede", "role": Role.ANALYST}
    if is_in_place:
        with pytest.raises(CaseworkError, match="een publicatie brak af; rond die af"):
            publishing.reject(casework, rules, number, **second, reason="nee", now=LATER)  # type: ignore[arg-type]
    assert _publish(casework, rules, number, **second).version == "2.0.0"
    assert _state(casework, number) is ProposalState.PUBLISHED
    new = versions.find(rules, "AAA", "2.0.0")
    assert new is not None
    assert new.record is not None
    assert (new.record.published_by, new.is_whole) == ("tweede", True)
    assert loader.lint(rules) == []
    assert not [name for name in _files(rules) if name.endswith(".part")]


def test_rejected_proposal_leaves_its_number_to_the_next(casework: Casework, rules: Path) -> None:
    number = proposed(casework, rules)
    publishing.reject(
        casework,
        rules,
        number,
        subject="r.regisseur",
        role=Role.RIEC_LIAISON,
        reason="nog niet",
        now=LATER,
    )
    assert _state(casework, number) is ProposalState.REJECTED
    assert editing.draft(rules, [SetValue("AAA-01", ("points",), 2)]).change.version == "2.0.0"


def test_only_the_author_withdraws(casework: Casework, rules: Path) -> None:
    number = proposed(casework, rules)
    with pytest.raises(CaseworkError, match="alleen wie het indiende"):
        publishing.withdraw(casework, rules, number, subject="x", role=Role.ANALYST, now=LATER)
    publishing.withdraw(casework, rules, number, subject="a.analist", role=Role.ANALYST, now=LATER)
    assert _state(casework, number) is ProposalState.WITHDRAWN


def test_folder_that_is_not_there_is_named(casework: Casework, tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="absent: No such file"):
        _publish(casework, tmp_path / "absent", 1)


def test_obstacles_are_the_same_every_time(casework: Casework, rules: Path) -> None:
    number = proposed(
        casework, rules, *_to_stable()[:2], replace(_to_stable()[2], value=NOW.date())
    )
    with casework.writing() as session:
        user = somebody(session, "a.analist", Role.PRIVACY_OFFICER)
        proposal = proposals.find(session, number)
        told = publishing.obstacles(rules, proposal, user=user)
        assert told == publishing.obstacles(rules, proposal, user=user)
    assert [part.split(":")[0] for part in told] == [
        "een tweede persoon is nodig",
        "de rol functionaris gegevensbescherming mag dit niet; wel",
        "AAA-01 kan niet naar stable",
    ]
