"""Who may get which kind of paper or file, and on what basis: `rules/tables/recipients.csv`."""

from dataclasses import dataclass
from pathlib import Path

from engine import csv_table
from engine.errors import PaperError, SettingsError
from engine.translatable import sentence

TABLE = Path("tables") / "recipients.csv"
_COLUMNS = ("kind", "recipient", "label", "recipient_kind", "legal_basis", "source", "verified")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One allowed recipient of a kind of paper or file; the log tells its `recipient_kind`."""

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
        SettingsError: the table cannot be read, or a row of it is wrong, with its line.
    """
    file = rules / TABLE
    found: dict[tuple[str, str], Recipient] = {}
    for line, cells in csv_table.rows(file, _COLUMNS):
        one = _row(cells, file, line)
        if found.setdefault((one.kind, one.recipient), one) is not one:
            what = f"{one.kind} to {one.recipient} stands here twice"
            raise SettingsError(what, file=file, line=line)
    return tuple(found.values())


def find(rules: Path, kind: str, code: str) -> Recipient:
    """The allowed recipient of a kind of paper or file.

    Raises:
        PaperError: this kind does not go to that recipient; the message lists who may have it.
    """
    allowed = [one for one in load(rules) if one.kind == kind]
    for one in allowed:
        if one.recipient == code:
            return one
    names = ", ".join(one.recipient for one in allowed) or sentence("niemand")
    raise PaperError(
        sentence(
            "de soort {kind} gaat niet naar {recipient}; wel naar: {allowed}",
            kind=kind,
            recipient=repr(code),
            allowed=names,
        )
    )


def _row(cells: list[str], file: Path, line: int) -> Recipient:
    if len(cells) != len(_COLUMNS) or not all(cells):
        raise SettingsError(f"a row has {len(_COLUMNS)} filled cells", file=file, line=line)
    *texts, verified = cells
    kind, recipient, label, recipient_kind, legal_basis, source = texts
    if verified not in _TRUTH:
        raise SettingsError(f"verified is true or false, not {verified}", file=file, line=line)
    return Recipient(kind, recipient, label, recipient_kind, legal_basis, source, _TRUTH[verified])
