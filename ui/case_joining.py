"""What the forms do with a case and other ones: link, merge and split, and the way back."""

from collections.abc import Callable, Sequence

from engine.casework import cases
from engine.casework.case_models import Case
from engine.casework.process import joining, linking, splitting
from ui import acting
from ui.acting import Acting
from ui.language import tr

WithOther = Callable[[Acting, Case, int, str], str]
"""An act with another case: its number, and the reason."""


def link(act: Acting, case: Case, other: int, reason: str) -> str:
    """Tell that the case belongs with another one."""
    with_ = cases.find(act.session, other)
    linking.link(act.session, case, with_, user=act.user, reason=reason, now=act.now)
    return tr("Zaak {number} hoort nu bij zaak {other}.").format(number=case.id, other=other)


def unlink(act: Acting, case: Case, other: int) -> str:
    """Take a link away that a person made."""
    linking.unlink(act.session, case, cases.find(act.session, other), user=act.user, now=act.now)
    told = tr("Zaak {number} en zaak {other} zijn niet meer gekoppeld.")
    return told.format(number=case.id, other=other)


def merge(act: Acting, case: Case, into: int, reason: str) -> str:
    """Let the case go into another one."""
    whole = cases.to_change(act.session, into, user=act.user, now=act.now)
    joining.merge(act.session, case, whole, user=act.user, reason=reason, now=act.now)
    return tr("Zaak {number} is opgegaan in zaak {other}.").format(number=case.id, other=into)


def split(act: Acting, case: Case, location_ids: Sequence[str], reason: str) -> str:
    """Make a new case of some of its locations."""
    new = splitting.split(
        act.session, case, location_ids, user=act.user, reason=reason, now=act.now
    )
    told = tr("Zaak {number} is afgesplitst van zaak {other}.")
    return told.format(number=new.id, other=case.id)


def unmerge(number: int, reason: str) -> str:
    """Take a merged case out again.

    Raises:
        CaseworkError: it was not merged, its texts are gone, or the other case has ended.
    """
    with acting.signed_in() as act:
        acting.may_see(act, cases.find(act.session, number))
        joining.undo(act.session, number, user=act.user, reason=reason, now=act.now)
    return tr("Zaak {number} staat weer op zichzelf.").format(number=number)
