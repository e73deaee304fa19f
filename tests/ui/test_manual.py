"""The manual is whole: every page has its section, every role its page, every picture its place."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.casework.models import Role
from engine.exports.words import word
from tests.ui.app_pages.casework_world import open_page
from tools.handleiding import SHOTS, TARGET
from ui import manual, menu

FOLDER = manual.MANUAL.parent
OF_ROLE = {
    Role.RIEC_LIAISON: "riec-liaison.md",
    Role.BIBOB_OFFICER: "bibob-medewerker.md",
    Role.DRIEHOEK_ADVISER: "adviseur-driehoek.md",
    Role.ANALYST: "analist.md",
    Role.CARE_ADVISER: "zorgadviseur.md",
    Role.PRIVACY_OFFICER: "privacyfunctionaris.md",
    Role.ADMINISTRATOR: "beheerder.md",
}
LONGEST_SENTENCE = 25
"""Words, in text at level B1."""


def _text(file: Path) -> str:
    return file.read_text("utf-8")


def _pictures() -> set[str]:
    texts = "\n".join(_text(file) for file in FOLDER.glob("*.md"))
    return set(re.findall(r"!\[[^\]]+\]\(beelden/([a-z0-9-]+)\.png\)", texts))


def test_every_page_of_the_menu_has_its_section_in_the_order_of_the_menu() -> None:
    assert [*manual.sections()] == [page.title for page in menu.PAGES]
    assert all(manual.sections().values())


def test_section_stands_alone_where_no_link_or_picture_works() -> None:
    assert [title for title, text in manual.sections().items() if "](" in text] == []


def test_page_without_a_section_has_no_help() -> None:
    assert manual.of("Bestaat niet") is None


def test_every_role_has_a_page_that_the_index_names() -> None:
    index = _text(FOLDER / "README.md")
    assert OF_ROLE.keys() == set(Role)
    for role, name in OF_ROLE.items():
        title = word("user.role", role)
        assert re.search(rf"\| \[{title}\]\({name}\)", index, re.IGNORECASE), name
        assert _text(FOLDER / name).lower().startswith(f"# {title.lower()}")
    assert {file.name for file in FOLDER.glob("*.md")} == {
        "README.md", manual.MANUAL.name, *OF_ROLE.values()
    }  # fmt: skip


def test_every_picture_is_taken_shown_and_there() -> None:
    assert _pictures() == set(SHOTS) == {file.stem for file in TARGET.glob("*.png")}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_sentences_are_short(file: Path) -> None:
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*`#|]", r"\1", _text(file))
    parts = re.split(r"(?<=[.?!:])\s+|\n\n|\n(?=\d\. |- | )", plain)
    assert [part for part in parts if len(part.split()) > LONGEST_SENTENCE] == []


@pytest.mark.usefixtures("shown_run")
def test_help_button_opens_what_the_manual_says_of_the_page() -> None:
    page = open_page("instruments")
    assert manual.sections()["Instrumenten"] not in _told(page)
    page.button(key="frame_help").click().run()
    assert not page.exception
    assert manual.sections()["Instrumenten"] in _told(page)


def _told(page: AppTest) -> list[str]:
    return [str(one.value) for one in page.markdown]
