"""Who may get which exchange format, and on what basis: `rules/tables/exchange_recipients.csv`."""

import csv
from dataclasses import dataclass
from pathlib import Path

from engine.errors import CaseworkError, SettingsError

TABLE = Path("tables") / "exchange_recipients.csv"
_COLUMNS = ("kind", "recipient", "label", "recipient_kind", "legal_basis", "source", "verified")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One allowed recipient of one format; `recipient_kind` goes into the processing log."""

    kind: str
    recipient: str
    label: str
    recipient_kind: str
    legal_basis: str
    verified: bool


def find(rules: Path, kind: str, code: str) -> Recipient:
    """The allowed recipient of a format.

    Raises:
        CaseworkError: this format does not go to that recipient; tells to whom it does.
        SettingsError: the table cannot be read, or a row of it is wrong, with its line.
    """
    allowed = [one for one in load(rules) if one.kind == kind]
    for one in allowed:
        if one.recipient == code:
            return one
    names = ", ".join(one.recipient for one in allowed) or "niemand"
    raise CaseworkError(f"een bestand van de soort {kind} gaat niet naar {code!r}; wel: {names}")


def load(rules: Path) -> tuple[Recipient, ...]:
    """Every allowed recipient, in the order of the table.

    Raises:
        SettingsError: the table cannot be read, or a row of it is wrong, with its line.
    """
    file = rules / TABLE
    found: dict[tuple[str, str], Recipient] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.reader(handle, strict=True)
            if tuple(next(rows, ())) != _COLUMNS:
                raise SettingsError(f"the columns are {','.join(_COLUMNS)}", file=file, line=1)
            for cells in rows:
                one = _row(cells, file, rows.line_num)
                if found.setdefault((one.kind, one.recipient), one) is not one:
                    what = f"{one.kind} to {one.recipient} stands here twice"
                    raise SettingsError(what, file=file, line=rows.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
    return tuple(found.values())


def _row(cells: list[str], file: Path, line: int) -> Recipient:
    if len(cells) != len(_COLUMNS) or not all(cell.strip() for cell in cells):
        raise SettingsError(f"a row has {len(_COLUMNS)} filled cells", file=file, line=line)
    kind, recipient, label, recipient_kind, basis, _, verified = (c.strip() for c in cells)
    if verified not in _TRUTH:
        raise SettingsError(f"verified is true or false, not {verified}", file=file, line=line)
    return Recipient(kind, recipient, label, recipient_kind, basis, _TRUTH[verified])
