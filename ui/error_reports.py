"""What the pages ask and do about errors in the registers that people report."""

from datetime import date

from engine.casework import data_errors, places, users
from engine.casework.data_errors import ErrorState, Holder, OfSource, Said
from engine.exports.location import reported_errors
from engine.exports.location.reported_errors import Field, Reported
from engine.scoring import weeks
from engine.snapshot import Run
from ui import acting, state, victims


def may() -> bool:
    """True when the reviewer's role reports errors and says what came of them."""
    return state.role() in users.MAY_REPORT_ERRORS


def fields(run: Run, record_key: str) -> tuple[Field, ...]:
    """Facts of a record that can be reported as wrong, in the order of its table.

    Raises:
        CaseworkError: the role may not, or not this record.
        RunError: the run has no such record.
    """
    return reported_errors.fields(run, record_key, role=state.role(), masked=victims.hidden(run))


def known_of(record_key: str) -> int:
    """How many reports of a record did not end; 0 for a role that does not work with them."""
    if not may():
        return 0
    with state.casework().reading() as session:
        return len(data_errors.of_record(session, record_key))


def holder(register: str | None) -> Holder:
    """Who is told of errors of a register."""
    return data_errors.load_holders(state.casework().settings.rules).of(register)


def report(run: Run, location_id: str, said: Said) -> int:
    """Report a fact as wrong; gives the number of the report.

    Raises:
        CaseworkError: the role may not, or not this record; or a text or value is not right.
        RunError: the run has no such record.
    """
    victims.refuse_hidden(run, location_id)
    fields(run, said.record_key)
    with acting.signed_in() as me:
        made = data_errors.report(
            me.session, run, said, user=me.user, location_id=location_id, now=me.now
        )
        return made.id


def of_location(run: Run, location_id: str) -> tuple[Reported, ...]:
    """Reports at a location, as far as the reviewer may read them now.

    Raises:
        CaseworkError: the location is masked for this role.
    """
    victims.refuse_hidden(run, location_id)
    location = places.states(run, [location_id])[location_id]
    with acting.looking() as me:
        return reported_errors.of_location(
            me.session, location, week=weeks.week_of(run.as_of), user=me.user
        )


def send(number: int, *, to: str, on: date, reason: str) -> None:
    """Record that an error was reported back to who keeps the source.

    Raises:
        CaseworkError: the role may not, it ended or was sent before, or a text or day is not right.
    """
    with acting.signed_in() as me:
        error = data_errors.find(me.session, number)
        data_errors.send(
            me.session, error, user=me.user, holder=to, on=on, reason=reason, now=me.now
        )


def settle(number: int, outcome: ErrorState, *, reason: str) -> None:
    """Say what came of a report.

    Raises:
        CaseworkError: the role may not, it ended, it is the reviewer's own proposal, or there is
            no reason.
    """
    with acting.signed_in() as me:
        error = data_errors.find(me.session, number)
        data_errors.settle(me.session, error, outcome, user=me.user, reason=reason, now=me.now)


def by_source() -> dict[str, OfSource]:
    """How many reports did not end, and since when, by source."""
    with state.casework().reading() as session:
        return data_errors.by_source(session)


def everywhere() -> tuple[Reported, ...]:
    """Reports that did not end, the oldest first; none for a role that does not work with them."""
    with acting.looking() as me:
        return reported_errors.everywhere(me.session, user=me.user, as_of=state.today())
