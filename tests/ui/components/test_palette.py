"""Map classes: every value has one, equal values share one, the most is the darkest."""

from hypothesis import given
from hypothesis import strategies as st

from ui.components import palette

VALUES = st.lists(st.integers(0, 50), min_size=1, max_size=200)


@given(VALUES)
def test_every_value_lies_in_its_class(values: list[int]) -> None:
    bounds = palette.class_bounds(values)
    assert 1 <= len(bounds) <= len(palette.CIVIDIS)
    assert bounds[-1] == max(values)
    for value in values:
        found = palette.class_of(value, bounds)
        assert value <= bounds[found]
        assert found == 0 or value > bounds[found - 1]


@given(VALUES)
def test_colours_differ_and_the_most_is_darkest(values: list[int]) -> None:
    bounds = palette.class_bounds(values)
    colours = palette.class_colours(bounds)
    assert len(set(colours)) == len(bounds)
    assert palette.colour_of(max(values), bounds) == palette.CIVIDIS[-1]


def test_nothing_has_no_classes() -> None:
    assert palette.class_bounds([]) == []
