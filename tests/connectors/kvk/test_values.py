"""Single values: empty and missing are the same, the wrong kind is unreadable."""

from datetime import date

import pytest

from connectors.kvk import values
from connectors.kvk.values import Unreadable


@pytest.mark.parametrize("body", [{}, {"a": None}, {"a": ""}, {"a": "  "}])
def test_empty_and_missing_are_the_same(body: dict[str, object]) -> None:
    assert values.text(body, "a") is None
    assert values.flag(body, "a") is None
    assert values.whole(body, "a") is None
    assert values.digits(body, "a", 8) is None
    assert values.day(body, "a", "started_on") == {}


def test_surplus_blanks_and_line_breaks_go() -> None:
    assert values.text({"a": " Weg  3\n 2371AA "}, "a") == "Weg 3 2371AA"


@pytest.mark.parametrize("value", [True, 1.5, [], {}])
def test_other_kinds_are_no_text(value: object) -> None:
    with pytest.raises(Unreadable, match="a is not a text"):
        values.text({"a": value}, "a")


def test_date_goes_under_its_column_or_its_precision() -> None:
    assert values.day({"a": "20240229"}, "a", "x") == {"x": date(2024, 2, 29)}
    assert values.day({"a": 20240229}, "a", "x") == {"x": date(2024, 2, 29)}
    assert values.day({"a": "19760500"}, "a", "x") == {"x_partial": "1976-05"}


def test_reason_names_the_key_and_not_the_value() -> None:
    with pytest.raises(Unreadable) as caught:
        values.digits({"kvkNummer": "1234567"}, "kvkNummer", 8)
    assert "kvkNummer" in str(caught.value)
    assert "1234567" not in str(caught.value)


def test_links_of_both_forms_are_the_same() -> None:
    listed = {"links": [{"rel": "self", "href": "u"}, {"rel": "x"}]}
    assert values.links(listed) == values.links({"_links": {"self": {"href": "u"}, "x": {}}})
    assert values.links(listed) == {"self": "u"}
    assert values.links({"_links": {"self": "u"}}) == {}


@pytest.mark.parametrize("value", ["x", [1], {}])
def test_list_of_something_else_is_unreadable(value: object) -> None:
    with pytest.raises(Unreadable, match="a is not a list of objects"):
        values.members({"a": value}, "a")
