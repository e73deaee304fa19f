"""Headers of several rows become one name per column."""

import pytest

from connectors.tabular.heading import join_rows


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        pytest.param([["A", " B "]], ["A", "B"], id="one row"),
        pytest.param([["Zaak", "Zaak"], ["NR", "Soort"]], ["Zaak NR", "Zaak Soort"], id="groups"),
        pytest.param([["Zaak"], ["NR", "PC"]], ["Zaak NR", "PC"], id="upper row is shorter"),
        pytest.param([["NR", ""], ["NR", "PC"]], ["NR", "PC"], id="name stands twice"),
        pytest.param([["", ""], ["", "PC"]], ["", "PC"], id="nameless column"),
    ],
)
def test_names_are_joined_from_top_to_bottom(lines: list[list[str]], names: list[str]) -> None:
    assert join_rows(lines) == names
