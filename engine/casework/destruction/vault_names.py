"""Names in the vault that no kept run mentions any more.

A run mentions somebody in its tables: by pseudonym, KVK number, or the record that the name was
taken from. A row in quarantine has pseudonyms in its text.
"""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from engine import rewriting
from engine.register.pseudonyms import PATTERN
from engine.register.vault import Vault
from engine.snapshot import Run

_TABLES = "tables/"


def unmentioned(vault: Vault, runs: Iterable[Run]) -> frozenset[str]:
    """Subjects in the vault whom none of these runs mentions; all of them when there are no runs.

    Raises:
        RunError: a run cannot be read.
    """
    left = set(vault.subjects())
    for run in runs:
        for name in rewriting.table_names(run):
            if not left:
                return frozenset()
            if name == "quarantine":
                texts = run.table(name)["raw"].to_pylist()
                left -= {found for text in texts for found in PATTERN.findall(text or "")}
            elif name.startswith(_TABLES):
                left -= _mentioned(run.table(name), left)
    return frozenset(left)


def _mentioned(table: pa.Table, subjects: set[str]) -> set[str]:
    """Which of these stand in any column of text of a table."""
    wanted = pa.array(sorted(subjects), pa.string())
    found: set[str] = set()
    for column in table.columns:
        flat = pc.list_flatten(column) if pa.types.is_list(column.type) else column
        if pa.types.is_string(flat.type) or pa.types.is_large_string(flat.type):
            texts = pc.unique(flat.cast(pa.string()).combine_chunks())
            found.update(texts.filter(pc.is_in(texts, value_set=wanted)).to_pylist())
    return found - {None}
