"""Dutch for fields, agreements and methods that matchers compare: `tables/match_words.csv`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine import csv_table
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

TABLE = Path("tables") / "match_words.csv"
KINDS = ("agreement", "field", "method")
_COLUMNS = ("kind", "code", "words", "source", "verified")


def word(kind: str, code: str, *, rules: Path = SHIPPED_RULES) -> str:
    """Dutch for a code of one of `KINDS`; the code itself with blanks when the table lacks it.

    Raises:
        SettingsError: the table cannot be read, or something in it is wrong; with its line.
    """
    return _words(rules).get((kind, code), code.replace("_", " "))


@cache
def _words(rules: Path) -> Mapping[tuple[str, str], str]:
    file = rules / TABLE
    found: dict[tuple[str, str], str] = {}
    if not file.exists():
        return found
    for line, cells in csv_table.rows(file, _COLUMNS):
        problem = _problem(cells, found)
        if problem:
            raise SettingsError(problem, file=file, line=line)
        found[cells[0], cells[1]] = cells[2]
    return found


def _problem(cells: list[str], known: Mapping[tuple[str, str], str]) -> str | None:
    if len(cells) != len(_COLUMNS):
        return f"a row has {len(_COLUMNS)} cells, not {len(cells)}"
    kind, code, words, _, verified = cells
    if kind not in KINDS:
        return f"kind is one of {', '.join(KINDS)}, not {kind!r}"
    if not code or not words:
        return "code and words are needed"
    if (kind, code) in known:
        return f"{kind} {code!r} stands here twice"
    return None if verified in ("true", "false") else f"verified is true or false, not {verified!r}"
