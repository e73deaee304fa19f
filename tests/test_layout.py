"""How the code is laid out: packages that list their names, docstrings that are their own."""

import ast
import importlib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(
    path
    for room in ("connectors", "engine", "ui")
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
)
PACKAGES = [path for path in CODE if path.name == "__init__.py"]
MAX_LINES = 400


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_package_names_are_sorted(path: Path) -> None:
    name = ".".join(path.parent.relative_to(ROOT).parts)
    names = getattr(importlib.import_module(name), "__all__", [])
    assert list(names) == sorted(names)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module starts with one sentence about it"
    if path != ROOT / "engine" / "tables.py":
        assert len(text.splitlines()) <= MAX_LINES


def test_no_two_modules_open_with_the_same_sentence() -> None:
    first = Counter(
        (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()[0]
        for path in CODE
    )
    assert [line for line, count in first.items() if count > 1] == []


def test_scoring_knows_no_learning_library() -> None:
    learned = {"sklearn", "splink", "torch", "xgboost", "lightgbm", "tensorflow"}
    for room in ("features", "rules", "scoring"):
        for path in sorted((ROOT / "engine" / room).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            imported = {name.split(".")[0] for node in ast.walk(tree) for name in _imported(node)}
            assert not imported & learned, path


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_names_of_tests_are_used_once_per_module() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        names = Counter(n.name for n in tree.body if isinstance(n, ast.FunctionDef))
        assert [name for name, count in names.items() if count > 1] == [], path
