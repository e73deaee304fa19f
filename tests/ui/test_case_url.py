"""What URLs of casework hold: round trips, and what cannot be used is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.casework.case_models import CaseKind
from engine.casework.process.states import Origin, State
from ui import case_url
from ui.case_url import Look, Owner, Shown

_MAYBE = st.none()
SHOWN = st.builds(
    Shown,
    case=_MAYBE | st.integers(1, 2**31 - 1),
    part=st.sampled_from(case_url.PARTS),
    state=_MAYBE | st.sampled_from(State),
    town=_MAYBE | st.sampled_from(["Leimuiden", "Oude Wetering"]),
    origin=_MAYBE | st.sampled_from(Origin),
    owner=_MAYBE | st.sampled_from(Owner),
    kind=_MAYBE | st.sampled_from(CaseKind),
    ended=st.booleans(),
    look=st.sampled_from(Look),
    page=st.integers(1, 1000),
    new=st.booleans(),
)


@given(SHOWN)
def test_view_comes_back_from_its_url(shown: Shown) -> None:
    assert case_url.read(case_url.write(shown)) == shown


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40)))
def test_no_url_breaks_the_page(params: dict[str, str]) -> None:
    assert case_url.read(params).page >= 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zaak", "twee"),
        ("zaak", "0"),
        ("zaak", "2147483648"),
        ("zaak", "٣"),
        ("staat", "nieuw"),
        ("herkomst", "buurman"),
        ("trekker", "j.jansen"),
        ("soort", "dossier"),
        ("beeld", "kaart"),
        ("deel", "geheim"),
        ("blad", "-1"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_told(name: str, value: str) -> None:
    shown = case_url.read({name: value})
    assert shown == Shown(problems=shown.problems)
    assert shown.problems[0].startswith(f"{name}={value}: ")


def test_url_of_a_colleague_is_not_possible() -> None:
    assert set(Owner) == {"ik", "niemand"}
    assert case_url.write(Shown(owner=Owner.MINE)) == {"trekker": "ik"}


def test_plain_view_has_an_empty_url() -> None:
    assert case_url.write(Shown()) == {}
