"""Where the tests of every page go: each page of the menu, for a role that has it, with content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from engine.casework.models import Role
from tests.ui.settling import settle
from tests.ui.stage import Stage, listed


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page.

    Attributes:
        name: of the file with its structure.
        url: its path in the menu.
        query: what its URL holds; `{judged}` and `{unjudged}` stand for locations of the list.
    """

    name: str
    url: str
    query: str = ""
    role: Role = Role.RIEC_LIAISON

    def address(self, stage: Stage) -> str:
        """The whole address of the page; the first one of the menu has no path."""
        judged, unjudged = listed(stage.run)[:2]
        query = self.query.format(judged=judged, unjudged=unjudged)
        path = "" if self.url == "vandaag" else self.url
        return f"{stage.app}/{path}{query}"


VISITS = (
    Visit("vandaag", "vandaag"),
    Visit("werklijst", "werklijst"),
    Visit("locatie-beoordeeld", "locatie", "?location={judged}"),
    Visit("locatie-nog-niet", "locatie", "?location={unjudged}"),
    Visit("kaart", "kaart"),
    Visit("netwerk", "netwerk", "?start={judged}&stappen=2"),
    Visit("zorg", "zorg"),
    Visit("signalen", "signalen"),
    Visit("zaken", "zaken"),
    Visit("zaak", "zaken", "?zaak=6"),
    Visit("bibob", "bibob", role=Role.BIBOB_OFFICER),
    Visit("bibob-dossier", "bibob", "?dossier=8", role=Role.BIBOB_OFFICER),
    Visit("taken", "taken"),
    Visit("overleg", "overleg"),
    Visit("stukken", "stukken"),
    Visit("regels", "regels", "?deel=overzicht&regel=GEN-01"),
    Visit("bronnen", "bronnen", "?bron=licences"),
    Visit("koppelingen", "koppelingen"),
    Visit("instrumenten", "instrumenten"),
    Visit("verantwoording", "verantwoording"),
    Visit("verwerkingslog", "verwerkingslog", role=Role.PRIVACY_OFFICER),
)

_SHOWN = frozenset(
    {
        "heading", "navigation", "complementary", "button", "link", "textbox", "searchbox",
        "combobox", "spinbutton", "slider", "checkbox", "switch", "radio", "radiogroup", "tab",
        "tablist", "img", "columnheader",
    }
)  # fmt: skip
_LINE = re.compile(
    r"""^\s*-\ '?(?P<role>[a-z]+)
        (?:\ "(?P<name>(?:[^"\\]|\\.)*)")?
        (?:.*?\[level=(?P<level>\d)\])?""",
    re.VERBOSE,
)
_STREAMLITS = re.compile(
    r"Link to heading|Fullscreen|Zoom (In|Out)|Show data|Download as|Copy Vega-Lite spec|"
    r"Show/hide columns|Search$"
)
"""Names of what Streamlit adds to ours, some of it only after a while."""

_NAMELESS = ("img", None)
_NUMBER = re.compile(r"\d[\d.,]*")


def tabs(page: Page) -> Locator:
    """The parts of a page, or else its tabs; those within another tab are left out."""
    main = page.get_by_test_id("stMain")
    parts = main.get_by_role("radiogroup", name="Deel", exact=True).get_by_role("radio")
    return parts if parts.count() else main.get_by_role("tablist").first.get_by_role("tab")


def open_all(page: Page, *, tab: int) -> None:
    """Go to a tab, when there are any, and unfold everything that can be seen in it."""
    if tabs(page).count() > tab:
        chosen = tabs(page).nth(tab)
        chosen.click(force=True)
        if chosen.get_attribute("role") == "tab":
            expect(chosen).to_have_attribute("aria-selected", "true")
        else:
            expect(chosen).to_be_checked()
        settle(page)
    folded = page.locator("[data-testid='stExpander'] details:not([open]) > summary:visible")
    while folded.count():
        folded.evaluate_all("summaries => summaries.forEach(summary => summary.click())")
        settle(page)


def structure(snapshot: str) -> str:
    """What a page is made of, from its accessibility tree: headings, fields, buttons, columns.

    Texts and figures of the data are left out, and equal neighbours are told once.

    Args:
        snapshot: as Playwright writes it, one element per line.
    """
    kept: list[str] = []
    for line in snapshot.splitlines():
        found = _LINE.match(line)
        if found is None or found["role"] not in _SHOWN:
            continue
        if _STREAMLITS.match(found["name"] or "") or (found["role"], found["name"]) == _NAMELESS:
            continue
        parts = [found["role"], found["level"], _NUMBER.sub("#", found["name"] or "")]
        told = " ".join(part for part in parts if part)
        if not kept or kept[-1] != told:
            kept.append(told)
    return "\n".join(kept) + "\n"


def overflow(page: Page) -> Mapping[str, int]:
    """How many pixels the window and the part that scrolls are wider than what is seen of them."""
    found: Mapping[str, int] = page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]');
            const over = one => one.scrollWidth - one.clientWidth;
            return {window: over(document.documentElement), main: over(main)};
        }"""
    )
    return found
