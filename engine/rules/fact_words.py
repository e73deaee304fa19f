"""What a reviewer calls a fact: Dutch words from `tables/fact_words.csv` of a rules folder.

A folder needs no such table, and the table need not hold every fact: a fact without words is told
by its name.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from engine import csv_table
from engine.errors import SettingsError
from engine.features import words as wording
from engine.features.files import is_plain
from engine.features.findings import Finding, error
from engine.plain_text import hidden

TABLE = Path("tables") / "fact_words.csv"
SEPARATOR = "; "
"""Between the words of several facts: words may hold a comma."""

_COLUMNS = ("fact", "words", "source", "verified")


def read(rules: Path) -> tuple[dict[str, str], list[Finding]]:
    """Words by fact or `location.<column>` in the order of the table, and what is wrong in it.

    A row with a mistake gives no words.
    """
    file = rules / TABLE
    for path in (file.parent, file):
        if path.is_symlink():
            return {}, [error(path, 1, "is a link: copy what it points to")]
    if not file.exists():
        return {}, []
    if not is_plain(file):
        return {}, [error(file, 1, "is no plain file")]
    try:
        rows = csv_table.rows(file, _COLUMNS)
    except SettingsError as problem:
        return {}, [error(file, problem.line, problem.what)]
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for line, cells in rows:
        wrong = [error(file, line, what) for what in _problems(cells, found)]
        findings += wrong
        if not wrong:
            found[cells[0]] = cells[1]
    return found, findings


def _problems(cells: Sequence[str], known: Collection[str]) -> Iterator[str]:
    if len(cells) != len(_COLUMNS):
        yield f"a row has {len(_COLUMNS)} cells, not {len(cells)}"
        return
    fact, said, _, verified = cells
    if not fact:
        yield "fact is empty"
    elif fact in known:
        yield f"fact {fact!r} stands here twice"
    if not said:
        yield f"words of fact {fact!r} are empty: fill them in, or leave the row out"
    if SEPARATOR.strip() in said:
        yield f"words hold {SEPARATOR.strip()!r}, which stands between facts"
    if verified not in ("true", "false"):
        yield f"verified is true or false, not {verified!r}"
    yield from (what for _, what in hidden(said))
    yield from (f"{word!r} accuses: say what is seen" for word in wording.accusing(said))
    yield from (f"{word!r} speaks of {group}" for word, group in wording.of_origin(said))
