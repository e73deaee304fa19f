"""What the URL of the list holds: read as it was written, and what is odd is told."""

import pytest

from ui import worklist_url
from ui.worklist_url import Shown, Standing


def test_url_is_read_as_it_was_written() -> None:
    full = Shown("Oud Ade", "yard", Standing.TO_DO, 3, mine=True)
    assert worklist_url.read(worklist_url.write(full)) == full


def test_what_is_as_usual_is_left_out() -> None:
    assert worklist_url.write(Shown()) == {}
    assert worklist_url.read({"dorp": " "}) == Shown()


@pytest.mark.parametrize(
    ("name", "value"),
    [("oordeel", "hoog"), ("plek", "-1"), ("plek", "²"), ("trekker", "m.jansen")],
)
def test_what_cannot_be_read_is_left_out_and_told(name: str, value: str) -> None:
    found = worklist_url.read({name: value})
    assert (found.standing, found.position, found.mine) == (None, None, False)
    assert found.problems[0].startswith(f"{name}={value}: ")
