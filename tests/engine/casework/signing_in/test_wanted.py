"""The page asked for before signing in: one use, a short time, one browser."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.casework.signing_in import wanted
from engine.casework.signing_in.wanted import Wanted, WantedPages

T0 = datetime(2026, 11, 2, 9, tzinfo=UTC)
PAGE = Wanted("zaken", {"zaak": ("3",)})


def test_page_is_given_back_once_to_the_same_browser() -> None:
    pages = WantedPages()
    pages.keep("b1", PAGE, now=T0)
    assert pages.take("b2", now=T0, minutes=15) is None
    assert pages.take("b1", now=T0, minutes=15) == PAGE
    assert pages.take("b1", now=T0, minutes=15) is None


@pytest.mark.parametrize(("minutes", "found"), [(14.9, PAGE), (15, None)])
def test_page_is_forgotten_after_its_time(minutes: float, found: Wanted | None) -> None:
    pages = WantedPages()
    pages.keep("b1", PAGE, now=T0)
    assert pages.take("b1", now=T0 + timedelta(minutes=minutes), minutes=15) == found


def test_newest_page_counts_and_many_browsers_do_not_fill_the_memory() -> None:
    pages, other = WantedPages(), Wanted("kaart", {})
    pages.keep("b0", PAGE, now=T0)
    pages.keep("b0", other, now=T0)
    assert pages.take("b0", now=T0, minutes=15) == other
    for number in range(1001):
        pages.keep(f"b{number}", PAGE, now=T0)
    assert pages.take("b0", now=T0, minutes=15) is None
    assert pages.take("b1000", now=T0, minutes=15) == PAGE


@pytest.mark.parametrize(
    "cookie",
    ["2|0f0f0f0f|0e0d0c0b|1790000000", "2|00000000|01020304|1790009999"],
    ids=["one mask", "another mask and moment"],
)
def test_token_of_a_browser_is_the_same_under_every_mask(cookie: str) -> None:
    assert wanted.browser_token(cookie) == "01020304"


@pytest.mark.parametrize("cookie", ["", "abc", "2|xx|yy|1", "2||01|1", "1|2|3"])
def test_cookie_of_another_form_is_taken_as_it_is(cookie: str) -> None:
    assert wanted.browser_token(cookie) == cookie
