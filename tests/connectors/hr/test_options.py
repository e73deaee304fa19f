"""Options of the Dataservice: lists of numbers in files and in sources.yaml."""

from pathlib import Path

import pytest

from connectors import check
from connectors.hr.options import HrOptions, Wanted, wanted
from engine.errors import SettingsError
from engine.sources_file import load_sources
from tests.connectors.live import orders


def _wanted(folder: Path, content: str | None, **options: object) -> Wanted:
    given: dict[str, object] = {"numbers": "numbers.csv"} | options
    if content is not None:
        (folder / "numbers.csv").write_text(content)
    order = orders.order(
        "https://example.com", connector="hr_dataservice", options=given, folder=folder
    )
    return wanted(order, order.options(HrOptions))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("kvknummer\n90000021\n90000012\n90000021\n", id="kvknummer"),
        pytest.param("\ufeffDossierNr\r\n90000012\r\n\r\n90000021\r\n", id="dossiernr with a BOM"),
        pytest.param(
            'naam;"Inschrijving nummer"\nX;"90000012"\nY;90000021\n', id="one column of two"
        ),
    ],
)
def test_file_of_numbers_is_read_whatever_its_heading(content: str, tmp_path: Path) -> None:
    assert _wanted(tmp_path, content).numbers == ("90000012", "90000021")


def test_branches_stand_among_registrations(tmp_path: Path) -> None:
    found = _wanted(tmp_path, None, numbers=["90000012", "000000000013"])
    assert found.numbers == ("000000000013", "90000012")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param("kvknummer\n90000012\n1234567\n", r"numbers\.csv:3: not a number", id="short"),
        pytest.param("nummer\n90000012\n", "0 columns are headed", id="another heading"),
        pytest.param("kvknummer;dossiernr\n1;2\n", "2 columns are headed", id="two headings"),
        pytest.param("", "0 columns are headed", id="empty file"),
        pytest.param(None, "cannot be read", id="no file"),
        pytest.param("kvknummer\n", "there is nothing to ask about", id="no numbers"),
    ],
)
def test_file_that_is_no_list_of_numbers_is_refused(
    content: str | None, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=what):
        _wanted(tmp_path, content)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ("{numbers: [90000012]}", r"options: numbers\.0: Input should be a valid string"),
        ('{numbers: ["1234567"]}', "8 digits"),
        ("{nummers: x.csv}", "options: nummers"),
        ("{tls: {key_password: sesam}}", "never written out"),
    ],
)
def test_wrong_option_is_told_with_its_line(options: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(
        'municipality: "1884"\nsources:\n  - id: hr\n    connector: hr_dataservice\n'
        f"    url: https://webservices.kvk.nl/postbus1\n    options: {options}\n"
    )
    with pytest.raises(SettingsError, match=what) as caught:
        check.check(load_sources(file))
    assert "sources.yaml:6" in str(caught.value)
    assert "sesam" not in str(caught.value)
