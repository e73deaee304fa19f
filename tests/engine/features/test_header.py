"""Header of a feature: keys, prose, defaults, and what is refused."""

import pytest

from engine.features.header import Header, parse
from engine.yaml_file import Problem

GOOD = "-- feature: a\n-- title: Titel: met dubbele punt\n-- params: x, y_days\n"


def _parse(text: str) -> tuple[Header, list[Problem]]:
    return parse(text, "--")


def test_reads_every_key_and_its_line() -> None:
    header, problems = _parse(GOOD + "-- absent: unknown\n-- known_when: location.x > 1\nSELECT 1")
    assert problems == []
    assert (header.feature, header.title) == ("a", "Titel: met dubbele punt")
    assert header.params == ("x", "y_days")
    assert (header.absent, header.known_when) == ("unknown", "location.x > 1")
    assert header.lines["known_when"] == 5


def test_absent_means_zero_when_it_is_not_said() -> None:
    assert _parse(GOOD)[0].absent == "zero"


def test_prose_in_the_header_is_no_key() -> None:
    text = GOOD + "-- Three ways to end: one, two.\n-- Zonder punt\nSELECT 1"
    assert _parse(text)[1] == []


def test_comments_after_the_first_statement_line_are_no_header() -> None:
    assert _parse(GOOD + "SELECT 1\n-- whatever: x")[1] == []


@pytest.mark.parametrize(
    ("line", "what", "number"),
    [
        pytest.param("-- titel: x", "unknown header key 'titel'", 4, id="unknown key"),
        pytest.param("-- title: x", "stands at line 2 too", 4, id="repeated key"),
        pytest.param("-- absent: none", "absent is 'none'; known: zero, unknown", 4, id="word"),
    ],
)
def test_refuses_a_wrong_key(line: str, what: str, number: int) -> None:
    problem = _parse(GOOD + line + "\nSELECT 1")[1][0]
    assert what in problem.what
    assert problem.line == number


@pytest.mark.parametrize("params", ["X", "1a", "a b", "as_of", "a-b"])
def test_refuses_a_param_that_cannot_be_bound(params: str) -> None:
    text = f"-- feature: a\n-- title: b\n-- params: {params}\n"
    assert "cannot be a param" in _parse(text)[1][0].what


def test_refuses_a_param_declared_twice() -> None:
    assert "declared twice" in _parse("-- feature: a\n-- title: b\n-- params: x, x\n")[1][0].what


def test_feature_and_title_are_needed() -> None:
    whats = [problem.what for problem in _parse("SELECT 1")[1]]
    assert [w for w in whats if "feature:" in w]
    assert [w for w in whats if "title:" in w]
