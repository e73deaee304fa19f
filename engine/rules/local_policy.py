"""Local policy per instrument: what the municipality itself laid down, where, and until when.

A municipality fills `tables/local_policy.csv`; an empty cell is missing, never "none needed". The
rows of the invented municipality stand in a table of their own, each marked as invented.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine import csv_table
from engine.errors import SettingsError
from engine.features.findings import Finding, Severity, error, warning
from engine.rules.named import instruments

TABLE = Path("tables") / "local_policy.csv"
SAMPLE = Path("tables") / "local_policy_sample.csv"
INVENTED = "Verzonnen: "
"""With what every text of the invented municipality begins."""

_COLUMNS = ("code", "policy", "published_at", "dated", "review_on", "owner", "verified")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class LocalPolicy:
    """One row; None is missing.

    Attributes:
        code: in `tables/instruments.csv`.
        policy: name of the policy rule or ordinance.
        published_at: where it can be read.
        dated: day from which it holds.
        review_on: last day by which it must be looked at again, closed.
        owner: who keeps it, as a department.
        verified: a person has checked the row.
    """

    code: str
    policy: str | None
    published_at: str | None
    dated: date | None
    review_on: date | None
    owner: str | None
    verified: bool

    def is_overdue(self, today: date) -> bool:
        """True when its review should have been done before `today`."""
        return self.review_on is not None and self.review_on < today


def load(rules: Path, *, table: Path = TABLE) -> dict[str, LocalPolicy]:
    """Local policy by code, in the order of the table.

    Raises:
        SettingsError: the table cannot be read, or rows of it are wrong; each with its line.
    """
    rows, found = _read(rules, table)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        first, *rest = errors
        more = "".join(f"\n{one.file}:{one.line}: {one.what}" for one in rest)
        raise SettingsError(first.what + more, file=first.file, line=first.line)
    return {row.code: row for row in rows}


def lint(rules: Path, *, as_of: date | None = None, table: Path = TABLE) -> list[Finding]:
    """What is wrong in the table, and what is dated after `as_of`; by line.

    A rules folder without the table has no findings.
    """
    if not (rules / table).is_file():
        return []
    _, found = _read(rules, table, as_of)
    return sorted(found)


def _read(
    rules: Path, table: Path, as_of: date | None = None
) -> tuple[list[LocalPolicy], list[Finding]]:
    file = rules / table
    known = instruments(rules)
    rows: list[LocalPolicy] = []
    found: list[Finding] = []
    for line, cells in csv_table.rows(file, _COLUMNS):
        row, problems = _row(cells)
        found += [error(file, line, what) for what in problems]
        if row is None:
            continue
        if row.code not in known:
            what = f"code {row.code!r} is not in instruments.csv; known: {', '.join(sorted(known))}"
            found.append(error(file, line, what))
        if any(other.code == row.code for other in rows):
            found.append(error(file, line, f"code {row.code!r} stands here twice"))
        if as_of is not None and row.dated is not None and row.dated > as_of:
            found.append(warning(file, line, f"dated {row.dated} lies after {as_of}"))
        rows.append(row)
    return rows, found


def _row(cells: list[str]) -> tuple[LocalPolicy | None, list[str]]:
    if len(cells) != len(_COLUMNS):
        return None, [f"a row has {len(_COLUMNS)} cells, not {len(cells)}"]
    code, policy, published, dated, review, owner, verified = cells
    problems: list[str] = []
    days: dict[str, date | None] = {}
    for name, text in (("dated", dated), ("review_on", review)):
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            days[name] = None
            problems.append(f"{name}: {text!r} is not a day as YYYY-MM-DD")
    if verified not in _TRUTH:
        problems.append(f"verified is true or false, not {verified!r}")
    since, until = days["dated"], days["review_on"]
    if since is not None and until is not None and until < since:
        problems.append(f"review_on {until} lies before dated {since}")
    if not policy and any((published, dated, review, owner, verified == "true")):
        problems.append("policy is empty, and the row says more of it")
    row = LocalPolicy(
        code, policy or None, published or None, since, until, owner or None,
        verified == "true",
    )  # fmt: skip
    return row, problems
