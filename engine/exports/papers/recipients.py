"""Who may get which kind of paper, and on what legal basis: `rules/tables/recipients.csv`."""

import csv
from dataclasses import dataclass
from pathlib import Path

from engine.errors import PaperError

TABLE = Path("tables") / "recipients.csv"
_COLUMNS = ("kind", "recipient", "label", "recipient_kind", "legal_basis", "source", "verified")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One allowed recipient of one kind of paper; `recipient_kind` goes into the processing log."""

    kind: str
    recipient: str
    label: str
    recipient_kind: str
    legal_basis: str
    source: str
    verified: bool


def load(rules: Path) -> tuple[Recipient, ...]:
    """Every allowed recipient, in the order of the table.

    Raises:
        PaperError: the table cannot be read, or a row of it is wrong, with its line.
    """
    file = rules / TABLE
    found: list[Recipient] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.reader(handle, strict=True)
            if tuple(next(rows, ())) != _COLUMNS:
                raise PaperError(f"the columns are {','.join(_COLUMNS)}", file=file, line=1)
            found = [_row(cells, file, rows.line_num) for cells in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PaperError(f"cannot be read: {error}", file=file) from error
    known: set[tuple[str, str]] = set()
    for line, one in enumerate(found, start=2):
        if (one.kind, one.recipient) in known:
            raise PaperError(
                f"{one.kind} to {one.recipient} stands here twice", file=file, line=line
            )
        known.add((one.kind, one.recipient))
    return tuple(found)


def find(rules: Path, kind: str, code: str) -> Recipient:
    """The allowed recipient of a kind of paper.

    Raises:
        PaperError: this kind does not go to that recipient; the message lists who may have it.
    """
    allowed = [one for one in load(rules) if one.kind == kind]
    for one in allowed:
        if one.recipient == code:
            return one
    names = ", ".join(one.recipient for one in allowed) or "niemand"
    raise PaperError(f"een stuk van de soort {kind} gaat niet naar {code!r}; wel naar: {names}")


def _row(cells: list[str], file: Path, line: int) -> Recipient:
    if len(cells) != len(_COLUMNS) or not all(cell.strip() for cell in cells):
        raise PaperError(f"a row has {len(_COLUMNS)} filled cells", file=file, line=line)
    *texts, verified = (cell.strip() for cell in cells)
    kind, recipient, label, recipient_kind, legal_basis, source = texts
    if verified not in _TRUTH:
        raise PaperError(f"verified is true or false, not {verified}", file=file, line=line)
    return Recipient(kind, recipient, label, recipient_kind, legal_basis, source, _TRUTH[verified])
