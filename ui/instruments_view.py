"""What the page Instrumenten asks: every instrument, as this role may see it."""

from engine.casework import users
from engine.exports.instruments import Asked, InstrumentState, of_run, overview
from engine.exports.instruments_table import LATE, MISSING, NONE, NOT_NEEDED, NOT_VERIFIED
from engine.rules import local_policy
from engine.rules.local_policy import LocalPolicy
from engine.snapshot import Run
from ui import state
from ui.language import tr
from ui.wording import day, number


def instruments(run: Run) -> tuple[InstrumentState, ...]:
    """Every instrument; the invented municipality has a table of local policy of its own.

    How often it was used in cases is told to roles that work on them.

    Raises:
        SettingsError: a table is wrong; each mistake with its line.
    """
    table = local_policy.SAMPLE if state.is_sample() else local_policy.TABLE
    tells = state.role() in users.MAY_WORK
    asked = Asked(state.rules_folder(), table, run, tells_cases=tells)
    with state.casework().reading() as session:
        return overview(asked, of_run(run), session, today=state.today())


def cells(one: InstrumentState) -> tuple[str, ...]:
    """An instrument as `instruments_table.row` has it, in the language of who looks."""
    return (
        one.code,
        one.name + ("" if one.verified else tr(NOT_VERIFIED)),
        *_told(one.policy, is_overdue=one.is_overdue),
        number(one.in_cases),
        number(one.in_register),
        ", ".join(one.rules) or tr(NONE),
        "; ".join(map(tr, one.missing)),
    )


def _told(policy: LocalPolicy | None, *, is_overdue: bool) -> tuple[str, ...]:
    if policy is None:
        return (tr(NOT_NEEDED),) * 5
    return (
        policy.policy or tr(MISSING),
        policy.published_at or tr(MISSING),
        day(policy.dated, unknown=MISSING),
        day(policy.review_on, unknown=MISSING) + (tr(LATE) if is_overdue else ""),
        policy.owner or tr(MISSING),
    )
