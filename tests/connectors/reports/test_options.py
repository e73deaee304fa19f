"""What can be wrong with the entry of a Signalen source."""

import pytest

from connectors.check_table import Located
from connectors.reports.options import problems
from engine.sources_file import SourceSpec


def _problems(**entry: object) -> list[Located]:
    spec = {"id": "mel", "connector": "signalen", **entry}
    return list(problems(SourceSpec.model_validate(spec)))


@pytest.mark.parametrize(
    "entry",
    [
        {"path": "x"},
        {"path": "x", "values": {"category": {"afval/huisafval": "waste", "a/b": ""}}},
        {"url": "https://x", "options": {"token": "env:T"}},
    ],
    ids=["files", "own words", "live"],
)
def test_good_entry_has_no_problem(entry: dict[str, object]) -> None:
    assert _problems(**entry) == []


@pytest.mark.parametrize(
    ("entry", "at", "what"),
    [
        pytest.param({"url": "https://x"}, ("options",), "token is missing", id="no token"),
        pytest.param(
            {"values": {"state": {}}}, ("values", "state"), "only category is", id="column"
        ),
        pytest.param(
            {"values": {"category": {"huisafval": "waste"}}},
            ("values", "category", "huisafval"),
            "no pair of slugs",
            id="one slug",
        ),
        pytest.param(
            {"values": {"category": {"a/b": "wast"}}},
            ("values", "category", "a/b"),
            "did you mean waste?",
            id="unknown word",
        ),
    ],
)
def test_wrong_entry_is_named_with_its_place(
    entry: dict[str, object], at: tuple[str, ...], what: str
) -> None:
    ((path, found),) = _problems(**entry)
    assert path == at
    assert what in found
