"""Editing a pack's text: what was asked changes, and not one byte beside it."""

import copy
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.errors import RulePackError
from engine.settings import SHIPPED_RULES
from engine.workbench import splicing
from engine.workbench.splicing import Steps, append, load, put
from engine.workbench.yaml_values import Value

TEXT = """\
# Kop met een opmerking
pack: AAA
version: 1.0.0   # semver
rules:
  - id: AAA-01   # nooit opnieuw
    title: "Tussen aanhalingstekens"
    status: test
    explain: >-
      {n} bedrijven begonnen hier in
      {window_months} maanden.

    # over de params
    params: {window_months: 24, words: [a, 'b c']}   # maanden
    points: 3
    purpose: toezicht
    false_positives:
      - veiling
      # waarom een markt
      - "markt, op zaterdag"
      - kermis
    legal_basis: [{text: wet, verified: false}]
    cases:
      - {name: een, facts: {n: 1}, expect: NO_HIT}   # net niet

  # de tweede
  - id: AAA-02
    title: 'Het ''tweede'''
    cases:
      - name: twee
        facts: {n: 2}
        expect: HIT
    params:
      span_days: 30
"""


def _changed_lines(before: str, after: str) -> list[tuple[str, ...]]:
    a, b = before.split("\n"), after.split("\n")
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(*a[i:j], "=>", *b[k:m]) for kind, i, j, k, m in blocks if kind != "equal"]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        pytest.param(
            ("version",),
            "1.0.1",
            ("version: 1.0.0   # semver", "=>", "version: 1.0.1   # semver"),
            id="head, comment kept",
        ),
        pytest.param(
            ("rules", 0, "points"), 2, ("    points: 3", "=>", "    points: 2"), id="number"
        ),
        pytest.param(
            ("rules", 0, "params", "window_months"),
            36,
            (
                "    params: {window_months: 24, words: [a, 'b c']}   # maanden",
                "=>",
                "    params: {window_months: 36, words: [a, 'b c']}   # maanden",
            ),
            id="param between braces",
        ),
        pytest.param(
            ("rules", 0, "params", "words"),
            ["a", "x: y"],
            (
                "    params: {window_months: 24, words: [a, 'b c']}   # maanden",
                "=>",
                '    params: {window_months: 24, words: [a, "x: y"]}   # maanden',
            ),
            id="list between braces",
        ),
        pytest.param(
            ("rules", 1, "params", "span_days"),
            31,
            ("      span_days: 30", "=>", "      span_days: 31"),
            id="param on its own line",
        ),
        pytest.param(
            ("rules", 0, "title"),
            'Een "nieuwe"',
            (
                '    title: "Tussen aanhalingstekens"',
                "=>",
                '    title: "Een \\"nieuwe\\""',
            ),
            id="double quotes stay",
        ),
        pytest.param(
            ("rules", 1, "title"),
            "Foto's",
            ("    title: 'Het ''tweede'''", "=>", "    title: 'Foto''s'"),
            id="single quotes stay",
        ),
        pytest.param(
            ("rules", 0, "status"),
            "stable",
            ("    status: test", "=>", "    status: stable"),
            id="word",
        ),
        pytest.param(
            ("rules", 0, "purpose"),
            ["toezicht", "bibob"],
            ("    purpose: toezicht", "=>", "    purpose: [toezicht, bibob]"),
            id="one word becomes a list",
        ),
        pytest.param(
            ("rules", 0, "explain"),
            "{n} stuks: veel.",
            (
                "      {n} bedrijven begonnen hier in",
                "      {window_months} maanden.",
                "=>",
                "      {n} stuks: veel.",
            ),
            id="folded text stays folded",
        ),
        pytest.param(
            ("rules", 0, "false_positives"),
            ["veiling", "markt, op zaterdag", "circus", "kermis"],
            ("=>", "      - circus"),
            id="item added between others",
        ),
        pytest.param(
            ("rules", 0, "false_positives"),
            ["veiling", "kermis"],
            ("      # waarom een markt", '      - "markt, op zaterdag"', "=>"),
            id="item taken away with its comment",
        ),
        pytest.param(
            ("rules", 0, "false_positives"),
            ["veiling", "rommelmarkt", "kermis"],
            (
                "      # waarom een markt",
                '      - "markt, op zaterdag"',
                "=>",
                '      - "rommelmarkt"',
            ),
            id="item replaced in its quotes",
        ),
        pytest.param(
            ("rules", 0, "review_before"),
            date(2027, 6, 1),
            ("=>", "    review_before: 2027-06-01"),
            id="new key at its usual place",
        ),
        pytest.param(
            ("rules", 0, "suitability"),
            {"lawful": "ja: wet", "reviewed_on": date(2026, 1, 1)},
            (
                "=>",
                "    suitability:",
                '      lawful: "ja: wet"',
                "      reviewed_on: 2026-01-01",
            ),
            id="new mapping",
        ),
        pytest.param(
            ("rules", 1, "params", "min_n"), 4, ("=>", "      min_n: 4"), id="new param, own line"
        ),
        pytest.param(
            ("rules", 0, "params", "min_n"),
            4,
            (
                "    params: {window_months: 24, words: [a, 'b c']}   # maanden",
                "=>",
                "    params: {window_months: 24, words: [a, 'b c'], min_n: 4}   # maanden",
            ),
            id="new param between braces",
        ),
    ],
)
def test_edit_changes_only_its_lines(path: Steps, value: Any, lines: tuple[str, ...]) -> None:
    assert _changed_lines(TEXT, put(TEXT, path, value)) == [lines]


def test_new_key_stands_before_the_keys_that_usually_follow() -> None:
    changed = put(TEXT, ("rules", 0, "min_precision"), 0.5)
    assert list(load(changed)["rules"][0])[-3:] == ["legal_basis", "min_precision", "cases"]


def test_case_is_added_like_the_last_one() -> None:
    case: dict[str, Value] = {
        "name": "drie, of meer",
        "facts": {"location.use": None, "n": 3},
        "expect": "HIT",
    }
    flow = append(TEXT, ("rules", 0, "cases"), case)
    line = '      - {name: "drie, of meer", facts: {location.use: null, n: 3}, expect: HIT}'
    assert _changed_lines(TEXT, flow) == [("=>", line)]
    lines = append(TEXT, ("rules", 1, "cases"), case)
    assert _changed_lines(TEXT, lines) == [
        (
            "=>",
            '      - name: "drie, of meer"',
            "        facts: {location.use: null, n: 3}",
            "        expect: HIT",
        )
    ]


@pytest.mark.parametrize("cases", ["", "    cases: []\n", "    cases:\n"])
def test_first_case_makes_the_list(cases: str) -> None:
    text = f"rules:\n  - id: A\n{cases}"
    changed = append(text, ("rules", 0, "cases"), {"name": "een", "facts": {}, "expect": "HIT"})
    assert load(changed)["rules"][0]["cases"] == [{"name": "een", "facts": {}, "expect": "HIT"}]


@pytest.mark.parametrize(
    "value",
    [
        "0113",
        "no",
        "null",
        "1e3",
        "2026-01-01",
        "- x",
        "a: b",
        "a #b",
        "",
        " x ",
        "é\u2028\ttab",
        "x\ny",
        "\x80\U0004ca68\U0001f600",
    ],
)
def test_text_comes_back_as_it_went_in(value: str) -> None:
    for path in (("rules", 0, "status"), ("rules", 0, "title"), ("rules", 0, "explain")):
        assert load(put(TEXT, path, value))["rules"][0][path[-1]] == value
    inside = put(TEXT, ("rules", 0, "params", "words"), [value])
    assert load(inside)["rules"][0]["params"]["words"] == [value]


def test_long_text_is_folded_to_the_width_of_a_pack() -> None:
    words = "woord " * 60
    changed = put(TEXT, ("rules", 0, "status"), words.strip())
    assert max(len(line) for line in changed.split("\n")) <= 120
    assert load(changed)["rules"][0]["status"] == words.strip()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        pytest.param(("rules", 7, "points"), 1, "no rules.7.points", id="no such rule"),
        pytest.param(("rules", 0, "card", "x"), 1, "no rules.0.card.x", id="two steps missing"),
        pytest.param(("rules", 0, "points", "x"), 1, "no rules.0.points.x", id="into a number"),
        pytest.param(("rules", 0, "points"), float("nan"), "cannot be written", id="not a number"),
        pytest.param(("rules", 1, "params"), {"a": 1}, "several lines", id="mapping on lines"),
        pytest.param(("rules", 0, "false_positives"), [], "several lines", id="list emptied"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(path: Steps, value: Any, message: str) -> None:
    with pytest.raises(RulePackError, match=message):
        put(TEXT, path, value)


def test_value_with_a_comment_inside_is_left_to_a_person() -> None:
    text = "a: [x,  # waarom\n  y]\n"
    with pytest.raises(RulePackError, match="a comment may stand inside"):
        put(text, ("a",), ["x"])


def test_text_that_does_not_parse_is_refused() -> None:
    with pytest.raises(RulePackError, match="does not parse"):
        put("a: [\n", ("a",), 1)


def test_file_without_a_last_line_end_stays_so() -> None:
    assert put("a: 1\nb: 2", ("b",), 3) == "a: 1\nb: 3"
    assert put("a: 1\nb: 2", ("c",), 3) == "a: 1\nb: 2\nc: 3"


SHIPPED = sorted((SHIPPED_RULES / "packs").glob("*.yml"))
WORDS = st.text(st.characters(codec="utf-8"), max_size=200)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
VALUES = WORDS | NUMBERS | st.dates() | st.lists(WORDS | NUMBERS, min_size=1, max_size=4)


def _scalars_and_lists(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path to a value that is no mapping and no list of mappings."""
    if isinstance(data, dict):
        return [path for key, part in data.items() for path in _scalars_and_lists(part, (*at, key))]
    if isinstance(data, list) and any(isinstance(part, dict) for part in data):
        return [p for i, part in enumerate(data) for p in _scalars_and_lists(part, (*at, i))]
    return [at]


@pytest.fixture(scope="module")
def samples() -> list[tuple[str, list[tuple[str | int, ...]]]]:
    """The first rule of each shipped pack as a pack of its own, and every value in it."""
    found = []
    for file in SHIPPED:
        text = file.read_text("utf-8")
        starts = [i for i in range(len(text)) if text.startswith("\n  - id:", i)]
        text = text[: starts[1] + 1]
        found.append((text, _scalars_and_lists(load(text))))
    return found


@settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],  # an edit takes too long to look for a smaller one
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), value=VALUES)
def test_any_edit_leaves_every_other_line_as_it_was(
    samples: list[tuple[str, list[tuple[str | int, ...]]]], data: st.DataObject, value: Any
) -> None:
    text, paths = data.draw(st.sampled_from(samples))
    path = data.draw(st.sampled_from(paths))
    if isinstance(value, list) or isinstance(splicing._at(load(text), path), list):
        value = value if isinstance(value, list) else [value]
    changed = put(text, path, value)
    expected = copy.deepcopy(load(text))
    splicing._at(expected, path[:-1])[path[-1]] = value
    assert repr(load(changed)) == repr(expected)
    first, last = _span(text, path)
    old, new = text.split("\n"), changed.split("\n")
    assert new[:first] == old[:first]
    assert new[len(new) - (len(old) - last) :] == old[last:]


def _span(text: str, path: Steps) -> tuple[int, int]:
    """0-based lines `[first, last)` on which a value stands."""
    place = splicing._walk(text, path)
    start, end = splicing._start(text, place.node), splicing._end(text, place.node)
    return text[:start].count("\n"), text[:end].count("\n") + 1
