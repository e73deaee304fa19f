"""JSON as text: lists are found, their elements keep their lines, doubtful ones are told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.json_text import Element, decoder, elements, find

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
VALUES = st.recursive(
    LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=3), v, max_size=3)
)


@given(st.lists(VALUES, max_size=5), st.sampled_from([None, 2]))
def test_elements_are_those_that_the_library_reads(
    values: list[object], indent: int | None
) -> None:
    text = json.dumps({"a": {"b": values}, "c": []}, indent=indent)
    assert [e.value for e in elements(text, find(text, ("a", "b")))] == values


def test_each_element_has_the_line_on_which_it_starts() -> None:
    text = '[\n 1,\n\n {"a":\n 2}, 3]'
    assert list(elements(text, 0)) == [Element(2, 1), Element(4, {"a": 2}), Element(5, 3)]


def test_element_with_one_key_twice_is_told_and_the_next_one_read() -> None:
    first, second = elements('[{"a": 1, "a": 2}, 7]', 0)
    assert (first.problem, first.value) == ("an object has one key twice", None)
    assert second.value == 7


@pytest.mark.parametrize("steps", [("b",), ("a", "x"), ("a", "b", "c")])
def test_keys_that_are_not_there_are_nowhere(steps: tuple[str, ...]) -> None:
    assert find('{"a": {"b": [1]}}', steps) == -1


@pytest.mark.parametrize("text", ["[1", "[1 2]", "[1,]", "[,]"])
def test_list_that_does_not_end_is_no_json(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        list(elements(text, 0))


def test_member_without_a_colon_is_no_json() -> None:
    with pytest.raises(json.JSONDecodeError, match="a colon is missing"):
        find('{"a" 1}', ("a",))


@pytest.mark.parametrize("text", ["NaN", "[Infinity]"])
def test_numbers_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(json.JSONDecodeError, match="is not a JSON number"):
        decoder().decode(text)
