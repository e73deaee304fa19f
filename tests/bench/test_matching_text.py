"""The measured tables as Markdown, and their place in the page."""

import pytest

from bench import matching, matching_text
from bench.matching_table import Bin, Failures, Measured, Measurement

ONE = Measurement(
    title="Invented names",
    queries=1200,
    without=200,
    unit="names",
    rows=(
        Measured("dijkwacht", 990, 0, 10, seconds=0.5, further={"Brier": 0.01}),
        Measured("rapidfuzz", 900, 90, 100),
    ),
    reliability=(Bin(0.0, 0.1, 0, None, None), Bin(0.9, 1.0, 990, 0.99, 1.0)),
    failures=(Failures("missed: acronym", 10, ("A|B `x`\n→ Alfa",)),),
)


def test_a_set_tells_methods_calibration_and_failures() -> None:
    assert (
        matching_text.section(ONE)
        == """\
### Invented names

1,200 queries, 200 of them without a counterpart.

| method | right | wrong | missed | precision | recall | F1 | Brier | names/s |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| dijkwacht | 990 | 0 | 10 | 1.0000 | 0.9900 | 0.9950 | 0.0100 | 2,400 |
| rapidfuzz | 900 | 90 | 100 | 0.9091 | 0.9000 | 0.9045 | – |  |

| said | answers | said on average | right |
| --- | ---: | ---: | ---: |
| 0.9 to 1.0 | 990 | 0.9900 | 1.0000 |

| what went wrong | times | such as |
| --- | ---: | --- |
| missed: acronym | 10 | `A/B 'x' → Alfa` |"""
    )


def test_a_text_takes_the_place_of_the_one_before() -> None:
    page = "a\n<!-- measured: people -->\nold\n<!-- end: people -->\nb\n"
    once = matching_text.put(page, "people", "new")
    assert once == "a\n<!-- measured: people -->\nnew\n<!-- end: people -->\nb\n"
    assert matching_text.put(once, "people", "new") == once


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("", id="no marks"),
        pytest.param("<!-- end: people -->\n<!-- measured: people -->", id="turned round"),
        pytest.param("<!-- measured: people -->" * 2 + "<!-- end: people -->", id="twice"),
    ],
)
def test_a_page_without_its_marks_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="once each and in this order"):
        matching_text.put(page, "people", "new")


def test_the_page_has_a_place_for_every_kind() -> None:
    page = matching.PAGE.read_text("utf-8")
    for kind in matching.KINDS:
        matching_text.put(page, kind, "measured")


def test_an_unknown_kind_or_a_missing_folder_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        matching.main(["boats"])
    assert "no kind boats; known: addresses" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="name the folder with the sets by --data"):
        matching.main(["--data", "/none"])
