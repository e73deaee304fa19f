"""Never-use fields are gone before anything else looks at a message, at every depth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from connectors import drops

NEVER = frozenset({"bsn", "geslacht"})

_NAMES = st.sampled_from(["bsn", "BSN", "Geslacht", "naam", "adres"])
_VALUES = st.recursive(
    st.text(max_size=5) | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=12,
)


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return {str(key).lower() for key in value}.union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


@given(_VALUES)
def test_no_key_of_the_list_is_left_in_json(value: object) -> None:
    assert not _keys(drops.from_json(value, NEVER)) & NEVER


@given(_VALUES)
def test_json_without_such_keys_stays_as_it_is(value: object) -> None:
    kept = drops.from_json(value, NEVER)
    assert drops.from_json(kept, NEVER) == kept
    assert drops.from_json(value, frozenset()) == value


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("<a><bsn>1</bsn><b>2</b></a>", "<a><b>2</b></a>", id="element"),
        pytest.param("<a><BSN>1</BSN></a>", "<a/>", id="other case"),
        pytest.param('<a xmlns:p="u"><p:bsn>1</p:bsn></a>', '<a xmlns:p="u"/>', id="prefix"),
        pytest.param('<a xmlns="u"><bsn><c/></bsn></a>', '<a xmlns="u"/>', id="with what is in it"),
        pytest.param('<a bsn="1" b="2"/>', '<a b="2"/>', id="attribute"),
        pytest.param("<a>x<bsn>1</bsn>y<b/>z</a>", "<a>xy<b/>z</a>", id="text behind it stays"),
        pytest.param("<a><b/><bsn>1</bsn>y</a>", "<a><b/>y</a>", id="text behind a sibling"),
        pytest.param("<a><!-- c --><b/></a>", "<a><!-- c --><b/></a>", id="nothing to drop"),
    ],
)
def test_element_is_dropped_with_all_that_is_in_it(text: str, left: str) -> None:
    root = etree.fromstring(text)
    drops.from_xml(root, NEVER)
    assert etree.tostring(root).decode() == left


def test_every_element_of_a_message_is_looked_at() -> None:
    root = etree.fromstring("<a><b><bsn/><bsn/><c><geslacht/></c></b><bsn/></a>")
    drops.from_xml(root, NEVER)
    assert etree.tostring(root) == b"<a><b><c/></b></a>"
