"""The page on patterns is true: its example runs, and what it lists is what the engine takes."""

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from engine.network.embedded import Embedded
from engine.network.patterns import parse
from engine.network.patterns.building import MAX_STEPS as MAX_STEPS_OF_ONE
from engine.network.patterns.parse import MAX_COMBINATIONS, MAX_STEPS
from tests.engine.network.graphs import ADVERSARIAL, AS_OF, load

PAGE = Path(__file__).parents[4].joinpath("docs", "patterns.md").read_text("utf-8")
VALUES = ("x.name", "$name", "'text'", "12", "0.5", "true", "date('2026-01-31')", "d + duration",
          "duration.inDays(a, b).days", "size(r)")  # fmt: skip


def test_example_finds_who_went_on() -> None:
    (text,) = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    with duckdb.connect(config={"threads": 1}) as con:
        load(con, ADVERSARIAL)
        backend = Embedded(con)
        found = backend.rows(parse(text), {"since": date(2025, 6, 1)}, as_of=AS_OF).to_pylist()
        backend.close()
    assert found == [{"company": "E1", "bankruptcies": 1, "newest": date(2025, 12, 1)}]


@pytest.mark.parametrize("value", VALUES)
def test_value_is_listed(value: str) -> None:
    assert value in PAGE


def test_limits_are_those_of_the_engine() -> None:
    assert MAX_STEPS_OF_ONE == 6
    assert "one to six" in PAGE
    assert f"at most {MAX_STEPS} steps and {MAX_COMBINATIONS} combinations" in PAGE
