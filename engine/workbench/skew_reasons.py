"""Why a skew is right: `tables/skews_justified.csv` of the rules folder, with owner and last day.

Columns: `rule_id`, `by_kind` (town, legal_form or kind), `group` (`*` for every one of that kind),
`why`, `owner`, `until` (YYYY-MM-DD, the last day on which it counts).
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.errors import RulePackError

FILE = Path("tables") / "skews_justified.csv"
COLUMNS = ("rule_id", "by_kind", "group", "why", "owner", "until")
_EVERY = "*"


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the file."""

    rule_id: str
    by_kind: str
    group: str
    why: str
    owner: str
    until: date

    def answers(self, rule_id: str, by_kind: str, group: str, *, as_of: date) -> bool:
        """True for a skew of that rule in that group, up to and including the last day."""
        return (
            (self.rule_id, self.by_kind) == (rule_id, by_kind)
            and self.group in (group, _EVERY)
            and as_of <= self.until
        )


def read(rules: Path) -> tuple[Reason, ...]:
    """Every reason of a rules folder, in the order of the file; none without the file.

    Raises:
        RulePackError: a column or value is missing, or the last day is no day; with the line.
    """
    file = rules / FILE
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            what = f"the columns must be {', '.join(COLUMNS)}"
            raise RulePackError(what, file=file, line=1)
        return tuple(_reason(row, file, reader.line_num) for row in reader)


def _reason(row: dict[str, str | None], file: Path, line: int) -> Reason:
    values = {name: (row[name] or "").strip() for name in COLUMNS}
    if blank := [name for name, value in values.items() if not value]:
        raise RulePackError(f"not filled in: {', '.join(blank)}", file=file, line=line)
    try:
        until = date.fromisoformat(values.pop("until"))
    except ValueError as error:
        raise RulePackError(f"until: {error}; write YYYY-MM-DD", file=file, line=line) from error
    return Reason(**values, until=until)
