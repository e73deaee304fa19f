"""The invented municipality with casework, at one moment, for people who sign in at a provider."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from engine import snapshot
from engine.casework import judgements, places, users
from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, Verdict
from engine.commands import demo_bibob, demo_cases, demo_meetings
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import load_settings
from engine.snapshot import Run
from tests.ui.claims import claim_value
from tests.ui.frozen import MOMENT
from tests.ui.oidc import running_provider, running_signed_app, sign_in, visitor
from tests.ui.routes import routed, unlisted

PEOPLE: Mapping[Role, str] = {
    Role.RIEC_LIAISON: "demo.riec",
    Role.BIBOB_OFFICER: "demo.bibob",
    Role.DRIEHOEK_ADVISER: "demo.driehoek",
    Role.ANALYST: "demo.analist",
    Role.CARE_ADVISER: "demo.zorg",
    Role.PRIVACY_OFFICER: "demo.fg",
    Role.ADMINISTRATOR: "demo.beheer",
}
"""Who plays which role; the cases of the demo are theirs."""

_LOOKS_AGAIN_S = 600
"""Seldom: each look draws a part of an open page."""

_SEEDED = timedelta(days=10)
"""From the first act of the demo until `MOMENT`."""


class Stage:
    """The running app, and everybody who may look at it."""

    def __init__(self, app: str, run: Run, browser: Browser) -> None:
        self.app, self.run, self._browser = app, run, browser

    @contextmanager
    def enters(self, role: Role) -> Iterator[Page]:
        """Somebody with a browser of their own signs in."""
        with visitor(self._browser) as page:
            page.goto(self.app)
            sign_in(page, PEOPLE[role])
            page.get_by_role("heading", name="Vandaag").wait_for()
            yield page


@contextmanager
def running_stage(runs: Path, folder: Path, browser: Browser) -> Iterator[Stage]:
    """The app over the newest of some runs, with the casework of the demo and one route.

    Args:
        runs: a folder of runs of the invented municipality; it stays as it is.
        folder: for everything that the app keeps.
        browser: of everybody who enters.
    """
    plain = snapshot.newest(runs)
    run = routed(plain, folder / "runs", [unlisted(plain)])
    seed(folder / "casework.sqlite", run)
    served = run.path.parent
    people = {name: [claim_value(role)] for role, name in PEOPLE.items()}
    with (
        running_provider(people) as provider,
        running_signed_app(
            served, folder, provider, program="tests.ui.frozen", look_again_s=_LOOKS_AGAIN_S
        ) as (
            app,
            _,
        ),
    ):
        yield Stage(app, run, browser)


def seed(file: Path, run: Run) -> None:
    """Play the demo in a new casework database, and judge the first location of the list."""
    casework = open_casework(
        f"sqlite:///{file}", settings=load_settings(), key=lambda: PUBLIC_SAMPLE_KEY
    )
    try:
        first = MOMENT - _SEEDED
        demo_cases.seed(casework, run, first=first)
        demo_meetings.seed(casework, first=first + timedelta(days=7))
        demo_bibob.seed(casework, run, first=first + timedelta(days=7))
        _judge_first(casework, run)
    finally:
        casework.close()


def listed(run: Run) -> list[str]:
    """Locations of the week's list, as it orders them."""
    found: list[str] = run.table("worklist").sort_by("position")["location_id"].to_pylist()
    return found


def _judge_first(casework: Casework, run: Run) -> None:
    row = run.table("worklist").sort_by("position").slice(0, 1).to_pylist()[0]
    with casework.writing() as session:
        judgements.judge(
            session,
            user=users.sign_in(
                session, subject="demo.riec", role=Role.RIEC_LIAISON, now=MOMENT - _SEEDED
            ),
            location=places.states(run, [row["location_id"]])[row["location_id"]],
            run=run.path.name,
            week=row["week"],
            verdict=Verdict.WORTH_A_LOOK,
            reason="Verzonnen voorbeeld: de feiten vragen om een gesprek.",
            now=MOMENT - _SEEDED,
        )
