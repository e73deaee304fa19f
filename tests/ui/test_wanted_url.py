"""What of a URL is remembered while somebody signs in: pages of ours, and nobody's id."""

import pytest

from ui import menu, wanted_url

PERSON = "Person:P" + "a" * 20


def test_page_and_what_it_shows_are_remembered() -> None:
    found = wanted_url.remembered("zaken", {"zaak": ["3"], "deel": ["wegen"], "run": ["r1"]})
    assert found is not None
    assert (found.page, dict(found.query)) == (
        "zaken", {"run": ("r1",), "zaak": ("3",), "deel": ("wegen",)},
    )  # fmt: skip


@pytest.mark.parametrize("url", ["", "begin", "../x", "//example.nl", "zaken/x", "auth/logout"])
def test_address_that_is_no_page_is_not_remembered(url: str) -> None:
    assert wanted_url.remembered(url, {"zaak": ["3"]}) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("start", PERSON, id="person"),
        pytest.param("knoop", "90000001", id="company, which may be a person"),
        pytest.param("uit", "gekozen-1", id="word of another visit"),
        pytest.param("zoek", "Jansen", id="parameter that no page writes"),
        pytest.param("zaak", "", id="nothing"),
        pytest.param("dorp", "x" * 201, id="too long"),
        pytest.param("dorp", "a\x00", id="what cannot be kept"),
    ],
)
def test_what_may_name_somebody_or_is_odd_is_left_out(name: str, value: str) -> None:
    found = wanted_url.remembered("netwerk", {name: [value]})
    assert found is not None
    assert not found.query


def test_network_that_begins_at_a_location_is_remembered() -> None:
    found = wanted_url.remembered("netwerk", {"start": ["L1884019000000002"], "uit": [PERSON]})
    assert found is not None
    assert dict(found.query) == {"start": ("L1884019000000002",)}


def test_every_page_of_the_menu_can_be_remembered() -> None:
    assert all(wanted_url.remembered(page.url, {}) for page in menu.PAGES)
