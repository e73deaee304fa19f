"""How often the highest band is found right at first sight: whether people still weigh (REQ-HUM-3).

Counted are first judgements, which are given before the band is shown, and of these the newest
ones; nothing is told of one reviewer.
"""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine.casework.limits import settings_of
from engine.casework.models import Judgement, Verdict
from engine.scoring import weeks

TOP = "high"
"""The highest band."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Acceptance over the newest first judgements of the highest band.

    Attributes:
        reviews: how many were looked at, at most `accepted_over`.
        accepted: of these, found right.
        share: 0..1; None without reviews.
        is_warning: True when there were enough reviews and the share is too high.
    """

    reviews: int
    accepted: int
    share: float | None
    is_warning: bool

    @property
    def overridden(self) -> float | None:
        """The override rate: 1 - share; None without reviews."""
        return None if self.share is None else 1 - self.share


def of_top_band(session: Session, *, through: int | None = None) -> Acceptance:
    """Acceptance of the highest band, with the warning of the settings.

    Args:
        session: any session.
        through: last ISO year whose lists count, as it stood at its end; None: until now.
    """
    rule = settings_of(session)
    newest = _first(through).limit(rule.accepted_over)
    verdicts = list(session.scalars(newest))
    accepted = verdicts.count(Verdict.WORTH_A_LOOK)
    share = accepted / len(verdicts) if verdicts else None
    is_enough = len(verdicts) == rule.accepted_over
    is_warning = is_enough and share is not None and share >= rule.accepted_share
    return Acceptance(len(verdicts), accepted, share, is_warning)


def overridden_in(session: Session, year: int) -> tuple[int, int]:
    """How many first judgements of the highest band said other than right, and of how many.

    Args:
        session: any session.
        year: ISO year of the lists that were judged.
    """
    found = _first(year).where(Judgement.week >= weeks.beginning(year))
    verdicts = list(session.scalars(found))
    return len(verdicts) - verdicts.count(Verdict.WORTH_A_LOOK), len(verdicts)


def _first(through: int | None) -> Select[Verdict]:
    """Verdicts of first judgements of the highest band, the newest first."""
    found = select(Judgement.verdict).where(Judgement.is_blind.is_(True), Judgement.band == TOP)
    if through is not None:
        found = found.where(Judgement.week < weeks.beginning(through + 1))
    return found.order_by(Judgement.judged_at.desc(), Judgement.id.desc())
