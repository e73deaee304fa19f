"""Texts of papers: shipped ones are right, and every mistake is told at once, with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PaperError
from engine.exports.papers import (
    access_person,
    annual,
    dossier_paper,
    inspection,
    letter,
    police_request,
    riec,
    texts,
    training,
    weekly,
)  # fmt: skip
from engine.exports.papers.contract import Contract
from engine.settings import SHIPPED_RULES

CONTRACTS = (
    access_person.CONTRACT, annual.CONTRACT, dossier_paper.CONTRACT, inspection.CONTRACT,
    letter.ENTREPRENEURS,
    letter.OWNER, letter.RESIDENTS, police_request.CONTRACT, riec.CONTRACT, training.CONTRACT,
    weekly.CONTRACT,
)  # fmt: skip


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.kind)
def test_shipped_texts_fit_the_code(contract: Contract) -> None:
    found = texts.load(SHIPPED_RULES, contract)
    assert found.of.kind == contract.kind
    assert len(found.sha256) == 64


def _change(rules: Path, old: str, new: str, file: str = "weekly.yml") -> None:
    path = rules / "papers" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{week}", "{weak}", "unknown placeholder {weak}; known here: as_of,"),
        ("{week}", "{week.real}", "unknown placeholder {week.real}"),
        ("{week}", "{week!r}", "unknown placeholder {week}"),
        ("{week}", "{0}", "unknown placeholder {0}"),
        ("{week}", "{week", "write {{ for {"),
        ("- id: how", "- id: hou", "unknown section hou; known: algorithm, how,"),
        ("- id: how", "- id: list", "section list stands here twice"),
        ("- id: privacy", "- id: own-privacy", "section privacy is lacking"),
        ("legal: [algoritme]", "legal: [algoritmen]", "unknown paragraph of law algoritmen"),
        ("  arm: ", "  arms: ", "phrases: arm is lacking"),
        ("kind: weekly", "kind: lijst", "kind must be weekly"),
        ("formats: [docx, pdf, xlsx]", "formats: [odt]", "Input should be"),
        ("title: ", "kleur: rood\ntitle: ", "kleur: Extra inputs are not permitted"),
        ("roles: [riec_liaison", "roles: [riec_liasion", "Input should be"),
        ("keep: {months: 6", "keep: {months: 0", "greater than or equal to 1"),
    ],
)
def test_mistake_is_told_with_its_line(rules: Path, old: str, new: str, told: str) -> None:
    _change(rules, old, new)
    with pytest.raises(PaperError) as caught:
        texts.load(rules, weekly.CONTRACT)
    assert told in str(caught.value)
    assert caught.value.line is not None
    assert "weekly.yml:" in str(caught.value)


def test_every_mistake_is_told_at_once(rules: Path) -> None:
    _change(rules, "{week}", "{weak}")
    _change(rules, "- id: how", "- id: hou")
    with pytest.raises(PaperError) as caught:
        texts.load(rules, weekly.CONTRACT)
    assert "{weak}" in str(caught.value)
    assert "section hou" in str(caught.value)


def test_phrase_knows_its_own_placeholders_and_no_others(rules: Path) -> None:
    _change(rules, "{verdict}", "{number}")
    with pytest.raises(PaperError, match=r"unknown placeholder \{number\}"):
        texts.load(rules, weekly.CONTRACT)


def test_common_texts_are_checked_too(rules: Path) -> None:
    _change(rules, "{keep_until}", "{keep}", "common.yml")
    with pytest.raises(PaperError, match=r"common\.yml:\d+: unknown placeholder \{keep\}"):
        texts.load(rules, weekly.CONTRACT)


def test_absent_texts_are_named(rules: Path) -> None:
    (rules / "papers" / "weekly.yml").unlink()
    with pytest.raises(PaperError, match=r"weekly\.yml: texts cannot be read"):
        texts.load(rules, weekly.CONTRACT)


def test_municipality_can_add_a_section_of_its_own_and_is_read_again(rules: Path) -> None:
    before = texts.load(rules, weekly.CONTRACT)
    _change(rules, "  - id: how", "  - {id: own-bar, heading: Eigen kop}\n  - id: how")
    after = texts.load(rules, weekly.CONTRACT)
    assert [section.id for section in after.of.sections][1] == "own-bar"
    assert before.sha256 != after.sha256


@given(st.text())
def test_value_is_put_in_as_it_is(value: str) -> None:
    filled: Callable[[str], str] = lambda text: texts.fill(text, {"week": value})  # noqa: E731
    assert filled("a {week} {{b}}") == f"a {value} {{b}}"
