"""A desk to work at: an empty casework database and a small rules folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine.casework.database import Casework, open_casework
from engine.casework.models import Proposal, ReportKind, Role, User
from engine.casework.proposals import Report, propose
from engine.casework.users import sign_in
from engine.rules import loader
from engine.settings import load_settings
from engine.workbench import backtest_report, editing
from engine.workbench.backtest_report import BacktestReport
from engine.workbench.editing import Edit, SetValue
from tests import casework_file
from tests.engine.rules.world import RULE, changed, write

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SETTINGS = load_settings()
TWO_POINTS = SetValue("AAA-01", ("points",), 2)


@contextmanager
def opened(folder: Path) -> Iterator[Casework]:
    """The casework database of a folder."""
    casework = open_casework(casework_file.url(folder), settings=SETTINGS)
    yield casework
    casework.close()


def somebody(session: Session, subject: str, role: Role) -> User:
    """A user who is signed in."""
    return sign_in(session, subject=subject, role=role, now=NOW)


def rules_folder(folder: Path) -> Path:
    """Two packs, AAA with three rules and BBB with one."""
    rules = write(folder / "rules")
    return write(rules, changed(RULE, id="BBB-01", title="Ander"), pack="BBB")


def proposed(
    casework: Casework,
    rules: Path,
    *edits: Edit,
    author: str = "a.analist",
    report: Report | None = None,
) -> int:
    """The number of a new proposal, by default that AAA-01 gets two points."""
    change = editing.draft(rules, edits or (TWO_POINTS,)).change
    with casework.writing() as session:
        user = somebody(session, author, Role.ANALYST)
        made: Proposal = propose(
            session, user=user, change=change, reason="Te zwaar.", report=report, now=NOW
        )
        return made.id


def backtest_of(rules: Path, **conditions: str) -> Report:
    """A report on the packs of a folder; a condition given here is another one than theirs."""
    ruleset = loader.load(rules)
    tested = {rule.id: rule.condition_hash for rule in ruleset.rules}
    report = BacktestReport(
        municipality="1884",
        packs=backtest_report.pack_hashes(ruleset),
        versions={pack.pack: pack.version for pack in ruleset.packs},
        rules=tested | {name.replace("_", "-"): value for name, value in conditions.items()},
        asked=tuple(pack.pack for pack in ruleset.packs),
        settings="0" * 64,
        days=(),
        lead_days=(),
    )
    return Report(ReportKind.BACKTEST, report.to_json())
