"""Drafts of packs: one pack, its version, its diff, and every finding at once."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.rules import loader
from engine.rules.model import Outcome
from engine.rules.versions import Record, content_hash, keep_record, keep_text
from engine.workbench import edit_text, editing, pack_files
from engine.workbench.editing import AddCase, Draft, Edit, SetValue
from engine.workbench.versioning import Level
from tests.engine.rules.world import BOTH, RULE, SECOND, changed, write
from tests.engine.workbench.desk import TWO_POINTS, rules_folder

MORE = AddCase("AAA-01", "drie", {"branches": 3, "location.land_use": "dwelling"}, Outcome.HIT)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return rules_folder(tmp_path)


def _edited(rules: Path, old: str, new: str) -> Draft:
    base = pack_files.named(pack_files.read_packs(rules), "AAA")
    return editing.draft_text(rules, base, base.text.replace(old, new))


def test_draft_has_a_new_version_and_the_rules_as_edited(rules: Path) -> None:
    before = (rules / "packs" / "aaa.yml").read_bytes()
    draft = editing.draft(rules, [TWO_POINTS, MORE])
    assert (draft.change.base_version, draft.change.version) == ("1.0.0", "2.0.0")
    assert (draft.level, draft.base.hash) == (Level.MAJOR, draft.change.base_hash)
    assert [(d.rule_id, d.key) for d in draft.differences] == [
        ("AAA-01", "cases"),
        ("AAA-01", "points"),
    ]
    assert (rules / "packs" / "aaa.yml").read_bytes() == before
    (rules / "packs" / "aaa.yml").write_text(draft.change.text, "utf-8")
    rule = loader.load(rules).rule("AAA-01")
    assert (rule.points, rule.version, len(rule.cases)) == (2.0, "2.0.0", 4)
    assert draft.change.text_hash == content_hash((rules / "packs" / "aaa.yml").read_bytes())


@pytest.mark.parametrize(
    ("edit", "version"),
    [
        (SetValue("AAA-01", ("title",), "Anders"), "1.0.1"),
        (SetValue("AAA-01", ("false_positives",), ["veiling"]), "1.0.1"),
        (SetValue("AAA-01", ("params", "min_branches"), 2.0), "1.0.1"),
        (SetValue("AAA-01", ("points",), 4), "2.0.0"),
        (MORE, "1.0.1"),
    ],
    ids=["title", "explanations", "equal number", "points", "case"],
)
def test_version_follows_from_what_differs(rules: Path, edit: Edit, version: str) -> None:
    assert editing.draft(rules, [edit]).change.version == version


def test_new_rule_in_an_edited_file_is_a_minor_version(rules: Path, tmp_path: Path) -> None:
    more = write(tmp_path / "more", RULE, SECOND, BOTH, changed(RULE, id="AAA-09", title="Erbij"))
    base = pack_files.named(pack_files.read_packs(rules), "AAA")
    draft = editing.draft_text(rules, base, (more / "packs" / "aaa.yml").read_text("utf-8"))
    assert (draft.level, draft.change.version) == (Level.MINOR, "1.1.0")


def test_comment_alone_is_a_patch_and_nothing_is_nothing(rules: Path) -> None:
    assert _edited(rules, "rules:\n", "# waarom\nrules:\n").change.version == "1.0.1"
    with pytest.raises(RulePackError, match="nothing changes"):
        _edited(rules, "rules:\n", "rules:\n")


def test_edited_file_may_carry_the_right_version_and_no_other(rules: Path) -> None:
    title = "title: Proefpack\nversion: 1.0.0"
    assert _edited(rules, title, "title: X\nversion: 1.0.1").change.version == "1.0.1"
    with pytest.raises(RulePackError, match=r"version is 2\.0\.0; this change .* 1\.0\.1"):
        _edited(rules, title, "title: X\nversion: 2.0.0")


def test_pack_keeps_its_name(rules: Path) -> None:
    with pytest.raises(RulePackError, match="a pack keeps its name"):
        _edited(rules, "pack: AAA", "pack: CCC")


def test_version_goes_above_the_published_ones(rules: Path) -> None:
    for version, is_finished in (("3.0.0", True), ("7.0.0", False)):
        content = f"{version}\n".encode()
        keep_text(rules, "AAA", version, content)
        if is_finished:
            sha = content_hash(content)
            keep_record(rules, Record(pack="AAA", version=version, sha256=sha, reason="x"))
    assert editing.draft(rules, [TWO_POINTS]).change.version == "4.0.0"


def test_pack_that_was_changed_under_its_published_version_is_refused(rules: Path) -> None:
    keep_text(rules, "AAA", "1.0.0", b"other")
    sha = content_hash(b"other")
    keep_record(rules, Record(pack="AAA", version="1.0.0", sha256=sha, reason="x"))
    with pytest.raises(RulePackError, match="was published with other content"):
        editing.draft(rules, [TWO_POINTS])


def test_everything_wrong_is_told_at_once_with_the_users_own_file(rules: Path) -> None:
    edits: list[Edit] = [
        replace(MORE, expect=Outcome.NO_HIT),
        SetValue("AAA-01", ("hit_when",), "branches >= $min_branches"),
        SetValue("AAA-01", ("params", "min_n"), 1),
    ]
    with pytest.raises(RulePackError) as caught:
        editing.draft(rules, edits)
    told = str(caught.value)
    file = rules / "packs" / "aaa.yml"
    assert told.count(f"{file}:") == len(told.splitlines())
    for what in (
        "param min_n is used nowhere",
        "expects NO_HIT, the rule",
        "expects UNKNOWN, the rule",
    ):
        assert what in told


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        pytest.param([], "these edits change: none", id="no edit"),
        pytest.param(
            [TWO_POINTS, SetValue("BBB-01", ("points",), 2)],
            "these edits change: AAA, BBB",
            id="two packs",
        ),
        pytest.param(
            [SetValue("AAA-1", ("points",), 2)], "most like it: .*AAA-01", id="no such rule"
        ),
        pytest.param([SetValue("AAA-01", ("id",), "X")], "never reused", id="id"),
        pytest.param([SetValue("AAA-01", ("cases",), [])], "add a case", id="cases"),
        pytest.param([SetValue("AAA-01", ("poins",), 2)], "known: title, status", id="typo"),
        pytest.param([SetValue("AAA-01", (), 2)], "nothing cannot be set", id="no key"),
        pytest.param([SetValue("AAA-01", ("points",), 3)], "nothing changes", id="same value"),
        pytest.param([SetValue("AAA-01", ("points",), "veel")], "points", id="wrong type"),
    ],
)
def test_edit_that_does_not_fit_is_refused(rules: Path, edits: list[Edit], message: str) -> None:
    with pytest.raises(RulePackError, match=message):
        editing.draft(rules, edits)


def test_card_can_be_filled_key_by_key(rules: Path) -> None:
    steps = ("lawful", "proxy", "quality", "statistical", "substantive")
    edits = [SetValue("AAA-01", ("suitability", step), f"antwoord: {step}") for step in steps]
    text = editing.draft(rules, edits).change.text
    card = pack_files.of_text(rules / "packs" / "aaa.yml", text).rules[0].suitability
    assert card is not None
    assert (card.lawful, card.substantive) == ("antwoord: lawful", "antwoord: substantive")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte order mark"])
def test_windows_line_ends_and_a_byte_order_mark_stay(rules: Path, mark: str) -> None:
    file = rules / "packs" / "aaa.yml"
    windows = mark + file.read_text("utf-8").replace("\n", "\r\n")
    file.write_bytes(windows.encode())
    text = editing.draft(rules, [TWO_POINTS, MORE]).change.text
    assert text.startswith(mark + "owner: regisseur\r\n")
    assert "\n" not in text.replace("\r\n", "")
    old, new = ("points: 3\r\n", "points: 2\r\n")
    assert text.count(new) == windows.count(new) + 1
    assert text.count(old) == windows.count(old) - 1


def test_diff_applies_with_git(rules: Path) -> None:
    file = rules / "packs" / "aaa.yml"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    draft = editing.draft(rules, [TWO_POINTS, MORE])
    subprocess.run(
        ["git", "apply", "-"], cwd=rules.parent, input=draft.change.diff.encode(), check=True
    )
    assert file.read_bytes() == draft.change.text.encode()


def test_same_edits_give_the_same_draft(rules: Path) -> None:
    assert editing.draft(rules, [TWO_POINTS, MORE]) == editing.draft(rules, [TWO_POINTS, MORE])


def test_file_that_is_no_pack_is_told_with_its_line(rules: Path) -> None:
    (rules / "packs" / "ccc.yml").write_text("pack: CCC\nversion: [\n", "utf-8")
    with pytest.raises(RulePackError, match=r"ccc\.yml:\d"):
        pack_files.read_packs(rules)


def test_unknown_pack_names_the_known_ones(rules: Path) -> None:
    with pytest.raises(RulePackError, match="no pack X; known: AAA, BBB"):
        pack_files.named(pack_files.read_packs(rules), "X")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("AAA-01.points=2", SetValue("AAA-01", ("points",), 2)),
        (" AAA-01.points = 2.5 ", SetValue("AAA-01", ("points",), 2.5)),
        (
            "AAA-01.params.window_months=36",
            SetValue("AAA-01", ("params", "window_months"), 36),
        ),
        ("AAA-01.title=Let op: a = b", SetValue("AAA-01", ("title",), "Let op: a = b")),
        ("AAA-01.hit_when=branches >= 2", SetValue("AAA-01", ("hit_when",), "branches >= 2")),
        (
            "AAA-01.false_positives=[veiling, kermis]",
            SetValue("AAA-01", ("false_positives",), ["veiling", "kermis"]),
        ),
        (
            "AAA-01.suitability.proxy=nee: geen",
            SetValue("AAA-01", ("suitability", "proxy"), "nee: geen"),
        ),
        ("AAA-01.makes_eligible=true", SetValue("AAA-01", ("makes_eligible",), True)),
    ],
)
def test_edit_is_read_as_it_is_typed(rules: Path, typed: str, expected: SetValue) -> None:
    assert edit_text.parse_set(typed, pack_files.read_packs(rules)) == expected


def test_param_that_holds_a_text_stays_a_text(tmp_path: Path) -> None:
    rule = changed(RULE, params={"window_months": 24, "min_branches": 2, "code": "0112"})
    found = pack_files.read_packs(write(tmp_path, rule))
    assert edit_text.parse_set("AAA-01.params.code=0113", found).value == "0113"


def test_case_is_read_as_it_is_typed(rules: Path) -> None:
    found = pack_files.read_packs(rules)
    typed = "AAA-01={name: drie, facts: {branches: 3, location.land_use: dwelling}, expect: HIT}"
    assert edit_text.parse_case(typed, found) == MORE


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("AAA-01.points", "is not RULE.KEY=VALUE"),
        ("AAA-01=2", "is not RULE.KEY=VALUE"),
        ("AAA-01.=2", "is not RULE.KEY=VALUE"),
        ("AAA-01.points=", "nothing stands behind"),
        ("AAA-01.points=[", "does not parse"),
    ],
)
def test_edit_in_another_form_is_refused(rules: Path, typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        edit_text.parse_set(typed, pack_files.read_packs(rules))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("AAA-01", "is not RULE="),
        ("AAA-01={name: x, facts: {}}", "expect: Field required"),
        ("AAA-01={name: x, facts: {}, expect: MISS}", "expect: Input should be"),
        ("AAA-01=drie", "case: Input should be"),
    ],
)
def test_case_in_another_form_is_refused(rules: Path, typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        edit_text.parse_case(typed, pack_files.read_packs(rules))
