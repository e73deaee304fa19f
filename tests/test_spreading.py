"""Files of one server stay together, and what takes long goes first."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.spreading import GRAPH_SERVER, Spreading, longest_first

ROOT = Path(__file__).resolve().parents[1]


def _item(nodeid: str, **names: object) -> pytest.Item:
    return cast("pytest.Item", SimpleNamespace(nodeid=nodeid, module=SimpleNamespace(**names)))


def test_every_file_that_asks_for_the_graph_server_is_named() -> None:
    asking = {
        str(file.relative_to(ROOT))
        for file in sorted(ROOT.glob("tests/**/test_*.py"))
        if re.search(r"\bgraph_server: GraphServer\b", file.read_text("utf-8"))
    }
    assert asking == GRAPH_SERVER


def test_files_of_the_graph_server_are_one_scope_and_others_stay_whole() -> None:
    split = Spreading._split_scope
    scopes = {
        split(cast(Any, object.__new__(Spreading)), f"{file}::test_x[1]") for file in GRAPH_SERVER
    }
    assert scopes == {"graph server"}
    own = split(cast(Any, object.__new__(Spreading)), "tests/test_docs.py::Kind::test_x[a::b]")
    assert own == "tests/test_docs.py"


def test_graph_server_then_programs_then_most_tests_and_order_within_a_file() -> None:
    (server, *_) = sorted(GRAPH_SERVER)
    items = [
        _item("one.py::b"), _item("many.py::b"), _item("many.py::a"),
        _item("program.py::x", subprocess=1), _item(f"{server}::t"),
    ]  # fmt: skip
    assert [item.nodeid for item in longest_first(items)] == [
        f"{server}::t", "program.py::x", "many.py::b", "many.py::a", "one.py::b",
    ]  # fmt: skip
