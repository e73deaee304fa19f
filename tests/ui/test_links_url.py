"""The URL of Koppelingen: what it holds comes back, what is wrong is told, and no pseudonym."""

import pytest

from engine.casework import matches
from engine.casework.match_models import MatchKind
from ui import links_url
from ui.links_url import Part, Shown

ANNA, BERT = (f"P{letter * 20}" for letter in "ab")
PAIR = matches.pair(MatchKind.PERSON, ANNA, BERT)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(Shown(), id="as usual"),
        pytest.param(
            Shown(Part.JUDGED, MatchKind.PERSON, 80, 2, links_url.mark(PAIR)), id="everything"
        ),
    ],
)
def test_view_comes_back_as_it_was(shown: Shown) -> None:
    assert links_url.read(links_url.write(shown)) == shown


def test_usual_view_leaves_the_url_empty() -> None:
    assert links_url.write(Shown()) == {}


def test_mark_of_a_pair_tells_no_pseudonym() -> None:
    assert ANNA[1:6] not in links_url.mark(PAIR)
    assert links_url.mark(PAIR) != links_url.mark(matches.pair(MatchKind.COMPANY, ANNA, BERT))


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"deel": "alles"}, "deel=alles: niet te tonen; kies te-beoordelen"),
        ({"soort": "hond"}, "soort=hond: niet te tonen; kies adres, bedrijf, persoon"),
        ({"kans": "101"}, "kans=101: kies 0 tot en met 100"),
        ({"kans": "-1"}, "kans=-1: kies"),
        ({"blad": "0"}, "blad=0: kies 1"),
        ({"blad": "9" * 400}, "blad=9999"),
        ({"paar": ANNA}, "geen kenmerk van een koppeling"),
    ],
    ids=["part", "kind", "too much", "negative", "no page", "long", "a pseudonym"],
)
def test_what_is_wrong_is_told_and_left_out(params: dict[str, str], problem: str) -> None:
    shown = links_url.read(params)
    assert problem in shown.problems[0]
    assert links_url.write(shown) == {}
