"""The pages in English: nothing of them stays Dutch, and who chose English finds it again."""

import ast
import gettext
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Role
from engine.exports import words
from engine.translatable import Amount, capital, joined, sentence
from tests.ui.plain_dutch import found
from tests.ui.stage import seed
from tools import catalogue
from ui import language, menu, state, wording
from ui.language import CATALOGUE, Language

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(file for file in (ROOT / "ui").rglob("*.py"))
ENGLISH = [message for message in catalogue.known() if message.id]


def _app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception
    return app


def test_catalogue_has_what_the_pages_say_and_nothing_else() -> None:
    renewed = catalogue.renewed(catalogue.known(), catalogue.texts())
    assert catalogue.to_text(renewed) == CATALOGUE.read_bytes(), "run: make catalogue"
    assert [one.id for one in catalogue.without_english(renewed)] == []


def test_english_has_the_places_of_the_dutch() -> None:
    wrong = [
        (dutch, english)
        for message in ENGLISH
        for dutch, english in zip(_told(message.id), _told(message.string), strict=True)
        if _places(dutch) != _places(english)
    ]
    assert wrong == []


def _told(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_text_of_an_error_is_whole_so_that_the_catalogue_has_it() -> None:
    """Values stand beside it: a text that is put together has no English."""
    made = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for room in ("engine", "ui")
        for file in sorted((ROOT / room).rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", None) in catalogue.SAID
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert made == []


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(ROOT)) for file in FILES])
def test_what_a_page_shows_can_be_shown_in_english(file: Path) -> None:
    assert found(file) == []


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('st.button("Bewaar")', ["Bewaar"]),
        ('st.button(tr("Bewaar"))', []),
        ('at.caption(f"{count} zaken", help="Hoeveel")', ["Hoeveel", "{} zaken"]),
        ('st.info("Leeg" if empty else tr("Vol"))', ["Leeg"]),
        ('st.error(literal("Het lukt niet"))', ["Het lukt niet"]),
        ('st.markdown("Er zijn {n}".format(n=1))', ["Er zijn {n}"]),
        ('st.table({"regel": rows, tr("bron"): names})', ["regel"]),
        ('st.markdown(f"**{name}** :material/check:")', []),
        ("told = f\"{tr('zaken')}: {count}\"", ["zaken"]),
        ('st.selectbox(tr("Dorp"), towns, format_func=lambda one: rows["dorp"])', []),
    ],
)
def test_text_in_one_language_is_found(code: str, texts: list[str], tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text(code, "utf-8")
    assert sorted(text for _, text in found(file)) == texts


class _Bracketed(gettext.NullTranslations):
    """A language in which every text stands in brackets, so that other texts stand out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002  as gettext has it
        return f"⟦{message}⟧"


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    monkeypatch.setattr(language, "_english", _Bracketed)


@pytest.fixture
def seeded(shown_run: snapshot.Run, tmp_path: Path) -> snapshot.Run:
    """The run with the casework of the demo, so that pages have something to show."""
    (tmp_path / "casework.sqlite").unlink()
    seed(tmp_path / "casework.sqlite", shown_run)
    return shown_run


DUTCH = {str(message.id) for message in ENGLISH if not message.context}
SAID = {
    **dict.fromkeys(
        ("title", "header", "subheader", "markdown", "caption", "info", "warning", "success",
         "error"), ("value",),
    ),
    **dict.fromkeys(
        ("button", "download_button", "selectbox", "multiselect", "radio", "toggle", "checkbox",
         "text_input", "text_area", "number_input", "date_input", "slider", "select_slider", "tab",
         "expander", "metric", "button_group"), ("label", "help", "placeholder"),
    ),
}  # fmt: skip
"""What is read of every kind of element."""
WHO = {"bibob": Role.BIBOB_OFFICER, "processing_log": Role.PRIVACY_OFFICER}


@pytest.mark.usefixtures("seeded", "bracketed")
@pytest.mark.parametrize("name", [page.name for page in menu.PAGES])
def test_what_the_catalogue_has_is_never_shown_in_dutch(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "role", lambda: WHO.get(name, Role.RIEC_LIAISON))
    page = AppTest.from_file(str(ROOT / "ui" / "app_pages" / f"{name}.py"), default_timeout=60)
    page.run()
    assert not page.exception
    told = {
        str(getattr(one, said, ""))
        for kind, all_said in SAID.items()
        for one in page.get(kind)
        for said in all_said
    }
    assert any(text.startswith("⟦") for text in told)
    assert sorted(told & DUTCH) == []


@pytest.mark.usefixtures("shown_run")
def test_who_chose_english_finds_it_at_the_next_visit() -> None:
    app = _app()
    assert app.title[0].value == "Vandaag"
    app.segmented_control(key="frame_language").set_value(Language.ENGLISH).run()
    assert app.title[0].value == "Today"
    assert _app().title[0].value == "Today"


def test_without_a_page_everything_is_dutch() -> None:
    assert language.chosen() is Language.DUTCH
    assert wording.number(1234.5, 1) == "1.234,5"
    assert wording.day(None) == "datum niet bekend"


def test_sentence_of_the_engine_is_said_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    told = sentence(
        "minder dan {count}", count=sentence("{day} om {time}", day=date(2026, 3, 1), time="Bewaar")
    )
    assert language.tr(told) == "fewer than 1 March 2026 at Bewaar"
    assert language.tr(sentence("{a} {b}", a=1056, b=Amount(0.5, 1))) == "1,056 0.5"


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [(1234.5, 1, "1,234.5"), (0.25, 2, "0.25"), (None, 0, "not known")],
)
def test_numbers_in_english(
    value: float | None, decimals: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (language, wording):
        monkeypatch.setattr(module, "chosen", lambda: Language.ENGLISH)
    assert wording.number(value, decimals) == told


def test_a_word_and_a_capital_of_the_engine_are_said_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    told = capital(joined([words.said("kind", "yard"), words.on(None), words.amount(1234.5, 1)]))
    assert told == "Erf datum niet bekend 1.234,5"
    assert language.tr(told) == "Yard date not known 1,234.5"
    assert language.tr(capital("eigen naam")) == "Eigen naam"
    assert language.tr(words.said("kind", None)) == "not known"
    assert words.said("kind", "tent") == "tent"
    assert language.tr(joined([words.amount(None)])) == "not known"
