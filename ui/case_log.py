"""What of a page of a case goes into the processing log beside what the services log."""

from engine.casework import cases
from ui import acting


def saved(number: int) -> None:
    """Log that a whole case was saved outside the app.

    Raises:
        CaseworkError: there is no such case, or the role may not see it.
    """
    with acting.signed_in() as act:
        case = cases.find(act.session, number)
        acting.may_see(act, case)
        cases.log(
            act.session,
            case,
            user=act.user,
            name="Zaak opgeslagen als tekst",
            now=act.now,
            kinds=("hele zaak",),
        )
