"""Links of a list in both forms, and what a number's copies are."""

import pytest

from connectors.kvk.live.companies import branch_numbers, next_page, numbers_of
from connectors.kvk.values import Unreadable

HREF = "https://api.kvk.nl/api/v1/vestigingsprofielen/000000000013"
NEXT = "https://api.kvk.nl/api/v1/x?pagina=2"


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"vestigingsnummer": "000000000013"}, id="number"),
        pytest.param({"links": [{"rel": "vestigingsprofiel", "href": HREF}]}, id="links"),
        pytest.param({"_links": {"vestigingsprofiel": {"href": HREF}}}, id="_links"),
    ],
)
def test_branch_is_known_by_number_or_link(part: dict[str, object]) -> None:
    assert list(branch_numbers({"vestigingen": [part]})) == ["000000000013"]


def test_branch_number_of_another_length_is_refused() -> None:
    with pytest.raises(Unreadable, match="vestigingsnummer has 8"):
        list(branch_numbers({"vestigingen": [{"vestigingsnummer": "37178598"}]}))


@pytest.mark.parametrize(
    ("body", "following"),
    [
        pytest.param({"volgende": NEXT}, NEXT, id="field"),
        pytest.param({"links": [{"rel": "volgende", "href": NEXT}]}, NEXT, id="links"),
        pytest.param({"_links": {"next": {"href": NEXT}}}, NEXT, id="_links"),
        pytest.param({"_links": {"self": {"href": NEXT}}}, None, id="only itself"),
        pytest.param({}, None, id="none"),
    ],
)
def test_next_page_is_found_in_either_form(body: dict[str, object], following: str | None) -> None:
    assert next_page(body) == following


def test_copies_are_grouped_by_company() -> None:
    names = ["90000012-basisprofiel.json", "90000012-vestiging-000000000013-fout.json", "x.json"]
    assert numbers_of(names) == {"90000012": set(names[:2])}
