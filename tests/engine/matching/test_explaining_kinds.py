"""Two texts explained by the matcher of their kind: fields, agreements, and no such text."""

from pathlib import Path

import pytest

from engine.errors import MatchingError
from engine.matching import explaining
from engine.matching.fields import AGREEMENTS
from engine.settings import SHIPPED_RULES


def _agreements(kind: str, mine: str, theirs: str) -> dict[str, str]:
    found = explaining.explainer(kind).explain(mine, theirs, SHIPPED_RULES)
    assert 0 <= found.probability <= 1
    assert {one.agreement for one in found.why} <= {*AGREEMENTS}
    return {one.field: one.agreement for one in found.why}


def test_a_misspelled_street_is_similar_and_the_rest_equal() -> None:
    told = _agreements("address", "Proefstrat 12 a, Testdorp", "Proefstraat 12A, 2481AC Testdorp")
    assert (told["street"], told["house_number"], told["town"]) == ("similar", "equal", "equal")
    assert told["house_addition"] == "equal"


def test_values_of_an_address_stand_beside_each_other() -> None:
    found = explaining.explainer("address").explain(
        "Proefweg 3, Testdorp", "Proefweg 3, 2481AC Testdorp", SHIPPED_RULES
    )
    number = next(one for one in found.why if one.field == "house_number")
    assert (number.mine, number.theirs) == ("3", "3")


def test_names_of_companies_differ_in_their_legal_form() -> None:
    told = _agreements("company", "Kwekerij De Proef B.V.", "Kwekerij De Proef N.V.")
    assert (told["name"], told["legal_form"]) == ("equal", "different")


def test_people_are_explained_without_any_value() -> None:
    found = explaining.explainer("person").explain(
        "Jan de Proef, 1980-03-02", "J. de Proeff, 02-03-1980", SHIPPED_RULES
    )
    told = {one.field: one.agreement for one in found.why}
    assert (told["born"], told["surname"]) == ("equal", "similar")
    assert all(one.mine is None and one.theirs is None for one in found.why)


def test_people_are_never_linked_by_themselves() -> None:
    assert (explaining.threshold("person", SHIPPED_RULES) or 0) > 1
    for kind in ("address", "company"):
        threshold = explaining.threshold(kind, SHIPPED_RULES)
        assert threshold is not None
        assert 0.5 < threshold <= 1


@pytest.mark.parametrize(
    ("kind", "mine", "theirs", "says"),
    [
        pytest.param("address", "Proefweg 3", "Testlaan 4", "in common", id="other address"),
        pytest.param("address", "", "Proefweg 3", "no address", id="no address"),
        pytest.param("company", "??", "Kwekerij", "no name of a company", id="no name"),
        pytest.param("person", "Jan, gisteren", "Jan", "no birth date", id="no birth date"),
        pytest.param("person", "", "Jan", "a name is needed", id="nobody"),
    ],
)
def test_what_is_no_text_of_the_kind_is_told(kind: str, mine: str, theirs: str, says: str) -> None:
    with pytest.raises(MatchingError, match=says):
        explaining.explainer(kind).explain(mine, theirs, Path(SHIPPED_RULES))
