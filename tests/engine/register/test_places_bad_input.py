"""Places in bad text: nothing breaks, nothing is lost, and no other address is found."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.register import intake, places
from engine.tables import PLACE_INPUT
from tests.engine.register.invented import Land, empty_land, unit
from tests.engine.register.taken import SETTINGS

GIVEN = {
    "postcode": "2371AB", "house_number": "12", "house_letter": "a", "street": "Proefpad",
    "town": "Testdorp",
}  # fmt: skip
TEXTS = [c.name for c in PLACE_INPUT if c.name not in ("x", "y", "lat", "lon")]
KINDS = {
    "control characters": "\x00\x07Proefpad\x1b[31m\x7f 12\ta\r\n",
    "right to left": "\u202eProefpad\u202c \u200f12\u200ea\u2066",
    "homoglyphs": "\u0420roefp\u0430d 12\u0430",
    "ten thousand letters": "Proefpad " * 1111,
    "ten thousand digits": "9" * 10_000,
    "ten thousand spaces": "Proefpad" + " " * 10_000 + "1",
    "only digits": "98765432109876543",
    "a number that is none": "\u0661\u0662",
    "only marks": "\u200b\u200d\ufeff",
    "combining": "P" + "\u0301" * 500,
    "pictures": "\U0001f3e0" * 50,
}


@pytest.fixture(scope="module")
def land() -> Iterator[Land]:
    """Proefpad 12a and its neighbours 1, 2 and 12 in Testdorp."""
    with empty_land() as land:
        for at, (number, letter) in enumerate(
            [("12", "a"), ("12", None), ("1", None), ("2", None)], 1
        ):
            land.house(at, 300.0 * at)
            land.con.execute("DELETE FROM address WHERE object_id = ?", [unit(at)])
            land.address(
                unit(at), at, postcode="2371AB", house_number=number, house_letter=letter
            )  # fmt: skip
        yield land


def ask(land: Land, asked: Sequence[dict[str, str]]) -> list[tuple[str, str | None]]:
    """Method and unit of each place, in order."""
    names = [column.name for column in PLACE_INPUT]
    intake.create_place_input(land.con)
    land.con.execute("DELETE FROM report")
    for at, place in enumerate(asked):
        key = f"t:report:{at:03d}"
        values = [key, key, *(place.get(name) for name in names)]
        land.con.execute("INSERT INTO report (record_id, record_key) VALUES (?, ?)", [key, key])
        marks = ", ".join("?" * (len(names) + 2))
        land.con.execute(f"INSERT INTO place_input VALUES ({marks})", ["report", *values[1:]])
    places.resolve(land.con, settings=SETTINGS)
    found = land.con.execute("SELECT place_match, object_id FROM report ORDER BY record_key")
    return found.fetchall()


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS.keys())
def test_bad_text_in_a_column_finds_the_address_itself_or_nothing(land: Land, text: str) -> None:
    """A house letter without any letter in it counts as none: then 12 is what was written."""
    asked = [GIVEN | {column: text} for column in TEXTS]
    found = ask(land, asked)
    assert len(found) == len(TEXTS)
    for (method, object_id), column in zip(found, TEXTS, strict=True):
        is_no_letter = column == "house_letter" and not any(c.isalnum() for c in text)
        assert object_id in (None, unit(2) if is_no_letter else unit(1)), column
        assert (method == "none") == (object_id is None)


@pytest.mark.parametrize(
    "text",
    [KINDS[k] for k in KINDS if k not in ("control characters", "right to left", "homoglyphs")],
)
def test_bad_text_alone_finds_nothing(land: Land, text: str) -> None:
    asked = [{column: text} for column in TEXTS] + [dict.fromkeys(TEXTS, text)]
    assert set(ask(land, asked)) == {("none", None)}


BAD = st.sampled_from([*KINDS.values()]) | st.text(max_size=30) | st.text("0123456789", max_size=40)
PLACES = st.dictionaries(st.sampled_from(TEXTS), BAD, max_size=4)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PLACES, min_size=1, max_size=12))
def test_every_row_stays_with_an_answer_whatever_its_text(
    land: Land, asked: list[dict[str, str]]
) -> None:
    found = ask(land, asked)
    assert len(found) == len(asked)
    for place, (method, object_id) in zip(asked, found, strict=True):
        assert (method == "none") == (object_id is None)
        assert object_id is None or any(c.isnumeric() for c in "".join(place.values()))
