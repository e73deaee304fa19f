"""Last days: of the clocks of Bibob files and of tasks, by number and title without a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import users
from engine.casework.bibob import content, files
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.case_models import CaseKind
from engine.casework.models import User
from engine.casework.process import tasks
from engine.exports.bibob.file import clock_lines
from engine.exports.words import day
from engine.translatable import sentence


@dataclass(frozen=True, slots=True)
class Deadline:
    """One last day.

    Attributes:
        key: the same for the same clock or task at every export, so that a calendar updates it.
        is_firm: False while the day still moves, as the term is suspended or held.
        file: number of the Bibob file that it is of; None: it is of none.
        case: number of the case that its task is of; None: it is of none.
    """

    key: str
    title: str
    text: str
    on: date
    is_firm: bool
    file: int | None = None
    case: int | None = None


def of_files(session: Session, user: User, now: datetime) -> Iterator[Deadline]:
    """Open clocks of Bibob files, for a role that may open one; by file, the newest first."""
    if user.role not in users.MAY_OPEN[CaseKind.BIBOB]:
        return
    law, today = catalogue_of(session), dutch_day(now)
    for file in files.listed(session, user=user):
        for line in clock_lines(content.read(session, file), law, today=today):
            if not line.is_open or line.due is None:
                continue
            since = f" sinds {day(line.suspended_since)}" if line.suspended_since else ""
            yield Deadline(
                key=f"bibob-{file.case_id}-{line.code}",
                title=sentence(
                    "Bibob-dossier {number}: {clock}", number=str(file.case_id), clock=line.title
                ),
                text=f"{line.standing}{since}; {line.article}",
                on=line.due,
                is_firm=line.standing in ("loopt", "verstreken"),
                file=file.case_id,
            )


def of_tasks(session: Session, user: User) -> Iterator[Deadline]:
    """Open tasks of a user, and of nobody."""
    for task in tasks.waiting(session, user=user):
        yield of_task(task.id, task.title, task.case_id, task.due_on)


def of_task(number: int, title: str, case: int | None, on: date) -> Deadline:
    """The last day of one task."""
    told = (
        sentence("Taak: {title}", title=title)
        if case is None
        else sentence("Taak (zaak {case}): {title}", case=str(case), title=title)
    )
    return Deadline(f"taak-{number}", told, "", on, True, case=case)
