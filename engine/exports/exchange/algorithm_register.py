"""The entry for the Algoritmeregister by publicatiestandaard 1.0.0, as JSON and as Markdown.

Source: publicatiestandaard 1.0.0, chapter 2 (lengths, fixed words, mandatory fields); a length of
"<100" is at most 99 characters.
"""

import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from engine import yaml_file
from engine.errors import SettingsError
from engine.settings import settings_error
from engine.strict import Cited, Strict
from engine.translatable import mark
from engine.yaml_file import YamlProblems

FILE = "algorithm_register.yml"

_URL = re.compile(r"https://[^\s/]+\.[^\s]+")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_TO_DO = re.compile(r"te verifiëren|nog uit te voeren", re.IGNORECASE)
"""How a text says of itself that it is not finished."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _one_paragraph(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise ValueError(f"{text!r} is not a link such as https://www.example.nl")
    return text


def _contact(text: str) -> str:
    if not (_URL.fullmatch(text) or _MAIL.fullmatch(text)):
        raise ValueError(f"{text!r} is neither a link nor a mail address")
    return text


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise ValueError(f"{text!r} is not a month as yyyy-mm")
    return text


_Short = Annotated[str, Field(min_length=1, max_length=99), BeforeValidator(_one_paragraph)]
_Text = Annotated[str, Field(min_length=1, max_length=2499), BeforeValidator(_one_paragraph)]
_Url = Annotated[str, AfterValidator(_url)]
_Month = Annotated[str, AfterValidator(_month)]


class Linked(Strict):
    """A title with, if there is one, a link and an explanation."""

    titel: Annotated[str, Field(min_length=1, max_length=499)]
    link: _Url | None = None
    toelichting: str | None = None


class Entry(Cited):
    """One entry; names as the standard has them."""

    naam: _Short
    korteOmschrijving: Annotated[
        str, Field(min_length=1, max_length=349), BeforeValidator(_one_paragraph)
    ]
    organisatie: _Short
    thema: tuple[str, ...] = ()
    status: Literal["In gebruik", "In ontwikkeling", "Buiten gebruik"]
    begindatum: _Month | None = None
    einddatum: _Month | None = None
    contactgegevens: Annotated[str, AfterValidator(_contact)]
    linkPubliekspagina: _Url | None = None
    publicatiecategorie: Literal[
        "Hoog-risico AI-systemen", "Impactvolle algoritmes", "Overige algoritmes"
    ]
    linkBronregistratie: _Url | None = None
    doelEnImpact: _Text | None = None
    afwegingen: _Text | None = None
    menselijkeTussenkomst: _Text | None = None
    risicobeheer: _Text | None = None
    wettelijkeBasis: tuple[Linked, ...] = ()
    verwerkingsregister: _Url | None = None
    impacttoetsen: tuple[Linked, ...] = ()
    gegevens: _Text | None = None
    gegevensbronnen: tuple[Linked, ...] = ()
    technischeWerking: Annotated[str | None, Field(min_length=1, max_length=4999)] = None
    leverancier: Annotated[str | None, Field(min_length=1, max_length=199)] = None
    linkBroncode: _Url | None = None
    bronId: str | None = None
    zoektermen: tuple[str, ...] = ()
    taal: Literal["nld"]
    schema_: Annotated[Literal["1.0.0"], Field(alias="schema")]

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.einddatum is not None and self.einddatum < (self.begindatum or ""):
            raise ValueError("einddatum: lies before begindatum")
        if (self.einddatum is None) is (self.status == "Buiten gebruik"):
            raise ValueError("einddatum: stands there only, and always, when it is out of use")
        return self


_TITLES = {
    "korteOmschrijving": mark("Korte omschrijving"), "organisatie": mark("Organisatie"),
    "thema": mark("Thema"), "status": mark("Status"), "begindatum": mark("Begindatum"),
    "einddatum": mark("Einddatum"), "contactgegevens": mark("Contactgegevens"),
    "linkPubliekspagina": mark("Publiekspagina"),
    "publicatiecategorie": mark("Publicatiecategorie"),
    "linkBronregistratie": mark("Bronregistratie"), "doelEnImpact": mark("Doel en impact"),
    "afwegingen": mark("Afwegingen"), "menselijkeTussenkomst": mark("Menselijke tussenkomst"),
    "risicobeheer": mark("Risicobeheer"), "wettelijkeBasis": mark("Wettelijke basis"),
    "verwerkingsregister": mark("Verwerkingsregister"), "impacttoetsen": mark("Impacttoetsen"),
    "gegevens": mark("Gegevens"), "gegevensbronnen": mark("Bronnen van gegevens"),
    "technischeWerking": mark("Technische werking"), "leverancier": mark("Leverancier"),
    "linkBroncode": mark("Broncode"), "bronId": mark("Bron-ID"), "zoektermen": mark("Zoektermen"),
    "taal": mark("Taal"), "schema": mark("Schema"),
}  # fmt: skip


def load(rules: Path) -> Entry:
    """Read `algorithm_register.yml` of a rules folder.

    Raises:
        SettingsError: it is not there, or breaks a rule of the standard; all of it, with line.
    """
    file = rules / FILE
    if not file.is_file():
        raise SettingsError("the text for the Algoritmeregister is not there", file=file)
    try:
        return yaml_file.load(file, Entry)
    except YamlProblems as error:
        raise settings_error(error) from error


def missing(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What must be done before an entry can be published: field and why, in Dutch.

    A field that may stay empty is told too: whoever publishes decides that it stays so.
    """
    told = entry.model_dump(mode="json", by_alias=True)
    found = [] if entry.verified else [(mark("Alle velden"), mark("nog door niemand nagekeken"))]
    for name, title in _TITLES.items():
        if told[name] in (None, [], ()):
            if name != "einddatum":
                found.append((title, mark("niet ingevuld")))
        elif _TO_DO.search(json.dumps(told[name], ensure_ascii=False)):
            found.append((title, mark("nog na te kijken of uit te voeren")))
    return tuple(found)


def to_json(entry: Entry) -> bytes:
    """The entry as JSON: names and order of the standard, what is empty left out."""
    return (json.dumps(_data(entry), ensure_ascii=False, indent=1) + "\n").encode()


def to_markdown(entry: Entry) -> bytes:
    """The entry as Markdown, a heading per field; one that nobody checked says so first."""
    data = _data(entry)
    lines = [f"# {data.pop('naam')}", ""]
    if not entry.verified:
        lines += ["> Te verifiëren: deze tekst is nog door niemand nagekeken.", ""]
    for name, value in data.items():
        lines += [f"## {_TITLES[name]}", "", *_shown(value), ""]
    return "\n".join(lines).encode()


def _data(entry: Entry) -> dict[str, Any]:
    told = entry.model_dump(mode="json", by_alias=True, exclude={"source", "verified"})
    return {name: _filled(value) for name, value in told.items() if value not in (None, [], ())}


def _filled(value: object) -> object:
    if not isinstance(value, list):
        return value
    return [
        {k: v for k, v in one.items() if v is not None} if isinstance(one, dict) else one
        for one in value
    ]


def _shown(value: object) -> list[str]:
    if not isinstance(value, list):
        return [str(value)]
    return [f"- {': '.join(one.values()) if isinstance(one, dict) else one}" for one in value]
