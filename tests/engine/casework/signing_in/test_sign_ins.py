"""How long a sign-in holds: age, idleness, token, signing out; at the limit it holds no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.casework.models import Role
from engine.casework.signing_in.identity import Identity
from engine.casework.signing_in.rules import Times
from engine.casework.signing_in.sign_ins import End, SignIns
from engine.errors import SignInError

T0 = datetime(2026, 11, 2, 9, tzinfo=UTC)
WHO = Identity("s1", "a1b2", "Riek", (Role.RIEC_LIAISON,), T0, T0 + timedelta(hours=20))
TIMES = Times(
    longest_minutes=600, idle_minutes=30, ends_with_token=True, clock_skew_seconds=60,
    look_again_seconds=60,
)  # fmt: skip


def _after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def _busy(known: SignIns, until: int, who: Identity = WHO) -> None:
    """Do something every 20 minutes."""
    for minute in range(0, until, 20):
        assert known.standing(who, TIMES, now=_after(minute), is_act=True) is None


@pytest.mark.parametrize(
    ("minutes", "end"),
    [
        pytest.param(-1, None, id="a clock that is a minute behind"),
        pytest.param(-1.1, End.FUTURE, id="a token of the future"),
        pytest.param(29.9, None, id="just not idle"),
        pytest.param(30, End.IDLE, id="idle"),
    ],
)
def test_first_look_after_the_sign_in(minutes: float, end: End | None) -> None:
    assert SignIns().standing(WHO, TIMES, now=_after(minutes), is_act=True) is end


def test_work_keeps_a_sign_in_until_its_longest_time() -> None:
    known = SignIns()
    _busy(known, 600)
    assert known.standing(WHO, TIMES, now=_after(599.9), is_act=True) is None
    assert known.standing(WHO, TIMES, now=_after(600), is_act=True) is End.OLD


def test_looking_whether_it_may_stay_is_no_work() -> None:
    known = SignIns()
    for minute in range(0, 30, 5):
        assert known.standing(WHO, TIMES, now=_after(minute), is_act=False) is None
    assert known.standing(WHO, TIMES, now=_after(30), is_act=False) is End.IDLE


def test_what_ended_stays_ended() -> None:
    known = SignIns()
    assert known.standing(WHO, TIMES, now=_after(31), is_act=True) is End.IDLE
    assert known.standing(WHO, TIMES, now=_after(1), is_act=True) is End.IDLE


def test_token_ends_it_unless_the_rules_say_otherwise() -> None:
    short = replace(WHO, token_ends_at=_after(5))
    assert SignIns().standing(short, TIMES, now=_after(4.9), is_act=True) is None
    assert SignIns().standing(short, TIMES, now=_after(5), is_act=True) is End.TOKEN
    longer = TIMES.model_copy(update={"ends_with_token": False})
    assert SignIns().standing(short, longer, now=_after(5), is_act=True) is None


def test_signing_out_ends_this_sign_in_everywhere_and_no_other() -> None:
    known, other = SignIns(), replace(WHO, sign_in_id="s2")
    known.end(WHO, now=T0)
    assert known.standing(WHO, TIMES, now=_after(1), is_act=True) is End.SIGNED_OUT
    assert known.standing(other, TIMES, now=_after(1), is_act=True) is None


def test_cookie_that_outlives_what_is_remembered_is_too_old_by_itself() -> None:
    known = SignIns()
    known.end(WHO, now=T0)
    late = T0 + timedelta(days=40)
    assert known.standing(replace(WHO, sign_in_id="s2"), TIMES, now=late, is_act=True) is End.OLD
    assert known.standing(WHO, TIMES, now=late, is_act=True) is End.OLD


def test_only_role_needs_no_choice_and_several_need_one() -> None:
    known, two = SignIns(), replace(WHO, roles=(Role.RIEC_LIAISON, Role.ANALYST))
    assert known.role(WHO) is Role.RIEC_LIAISON
    assert known.role(replace(WHO, roles=())) is None
    assert known.role(two) is None
    known.choose(two, Role.ANALYST)
    assert known.role(two) is Role.ANALYST


def test_role_that_the_provider_does_not_give_cannot_be_chosen_and_ends_with_its_claim() -> None:
    known, two = SignIns(), replace(WHO, roles=(Role.RIEC_LIAISON, Role.ANALYST))
    with pytest.raises(SignInError, match="hoort niet bij uw aanmelding"):
        known.choose(two, Role.ADMINISTRATOR)
    known.choose(two, Role.ANALYST)
    others = replace(two, roles=(Role.RIEC_LIAISON, Role.CARE_ADVISER))
    assert known.role(others) is None


@pytest.mark.parametrize("end", End)
def test_every_end_is_told_in_words(end: End) -> None:
    assert end.label.endswith(".")
