"""What the page Instrumenten asks: every instrument, as this role may see it."""

from engine.casework import users
from engine.exports.instruments import Asked, InstrumentState, of_run, overview
from engine.rules import local_policy
from engine.snapshot import Run
from ui import state


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
