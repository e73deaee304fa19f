"""What changed since a user last looked: what others did, never what one did oneself."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from engine.casework import judgements
from engine.casework.models import Role, User, Verdict
from engine.casework.process import tasks
from engine.exports.today import news
from engine.exports.today.news import News
from engine.scoring import weeks
from engine.snapshot import Run
from tests.engine.exports.today.conftest import DAY, NOW, Known, location, signal


def _news(session: Session, run: Run, user: User, since: datetime) -> dict[News, int]:
    return {one.news: one.count for one in news.changes(session, run, user=user, since=since)}


def test_what_others_did_since_is_news_and_what_one_did_oneself_is_not(
    session: Session, sample_run: Run, known: Known
) -> None:
    liaison, care = known(Role.RIEC_LIAISON), known(Role.CARE_ADVISER)
    signal(session, sample_run, care)
    tasks.add(session, None, user=care, title="Bellen", due_on=DAY, assignee=liaison, now=NOW)
    before, after = NOW - timedelta(seconds=1), NOW
    told = _news(session, sample_run, liaison, before)
    assert (told.pop(News.RUN, 1), told) == (1, {News.GIVEN_TASKS: 1, News.SIGNALS: 1})
    assert _news(session, sample_run, care, before).keys() <= {News.RUN}
    assert _news(session, sample_run, liaison, after).keys() <= {News.RUN}


def test_a_run_is_news_until_it_was_seen(session: Session, sample_run: Run, known: Known) -> None:
    published = datetime.fromisoformat(sample_run.meta["published_at"])
    user = known(Role.ADMINISTRATOR)
    assert _news(session, sample_run, user, published - timedelta(seconds=1)) == {News.RUN: 1}
    assert _news(session, sample_run, user, published) == {}


def test_judgements_of_others_are_news_for_who_judges(
    session: Session, sample_run: Run, known: Known
) -> None:
    care = known(Role.CARE_ADVISER)
    judgements.judge(
        session, user=care, location=location(sample_run), run=sample_run.path.name,
        week=weeks.week_of(sample_run.as_of), verdict=Verdict.UNCLEAR, reason="Onbekend.", now=NOW,
    )  # fmt: skip
    before = NOW - timedelta(seconds=1)
    assert _news(session, sample_run, known(Role.ANALYST), before)[News.JUDGED] == 1
    assert News.JUDGED not in _news(session, sample_run, care, before)
    assert News.JUDGED not in _news(session, sample_run, known(Role.BIBOB_OFFICER), before)
