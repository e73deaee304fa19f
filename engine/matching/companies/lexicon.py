"""What words of company names mean: legal forms, abbreviations, words that tell little.

Read from the rules folder: `tables/name_forms.csv`, `matching/company_words.csv` and
`matching/lookalikes.csv`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import csv_table
from engine.errors import SettingsError
from engine.matching.folding import plain

FORMS = Path("tables") / "name_forms.csv"
WORDS = Path("matching") / "company_words.csv"
LOOKALIKES = Path("matching") / "lookalikes.csv"
PLACES = ("anywhere", "start", "end", "ends")
"""Where in a name words are a legal form; `ends` is the start and the end."""
_MEANINGS = ("abbreviation", "translation", "number")
_KINDS = (*_MEANINGS, "filler", "weak", "common", "place")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words.

    Attributes:
        forms: per place in a name, the words of a legal form and what it is; `` when the words
            say nothing of the form.
        means: other ways to write a word, numbers among them, to the way they are compared in.
        abbreviations: those of `means` that are short for the word itself.
        fillers: words such as `and`, in no acronym.
        weak: words such as `company`, that tell one name from another no more than fillers do.
        common: words that many names share.
        places: countries and towns: names that differ in one are two companies'.
        lookalikes: letters of other scripts to the Latin letter that they look like.
    """

    forms: Mapping[str, Mapping[tuple[str, ...], str]]
    means: Mapping[str, str]
    abbreviations: Mapping[str, str]
    fillers: frozenset[str]
    weak: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    lookalikes: Mapping[str, str]


def load(rules: Path) -> Lexicon:
    """Read the lists of a rules folder.

    Raises:
        SettingsError: a list cannot be read, lacks a column, or has a word that means nothing.
    """
    words = csv_table.records(rules / WORDS, ("word", "means", "kind"))
    _check(rules / WORDS, [row["kind"] for row in words], _KINDS, "kind")
    letters = csv_table.records(rules / LOOKALIKES, ("letter", "looks_like"))
    return Lexicon(
        forms=_forms(rules / FORMS),
        means=_meanings(words, _MEANINGS),
        abbreviations=_meanings(words, ("abbreviation", "number")),
        fillers=_of_kind(words, "filler"),
        weak=_of_kind(words, "weak"),
        common=_of_kind(words, "common"),
        places=_of_kind(words, "place"),
        lookalikes={row["letter"]: row["looks_like"] for row in letters},
    )


def _of_kind(words: list[dict[str, str]], kind: str) -> frozenset[str]:
    return frozenset(plain(row["word"]) for row in words if row["kind"] == kind)


def _meanings(words: list[dict[str, str]], kinds: tuple[str, ...]) -> dict[str, str]:
    return {plain(row["word"]): plain(row["means"]) for row in words if row["kind"] in kinds}


def _forms(file: Path) -> dict[str, dict[tuple[str, ...], str]]:
    rows = csv_table.records(file, ("form", "means", "place"))
    _check(file, [row["place"] for row in rows], PLACES, "place")
    forms: dict[str, dict[tuple[str, ...], str]] = {"anywhere": {}, "start": {}, "end": {}}
    for row in rows:
        form = row["form"].replace("&", " and ")
        ways = {plain(form), plain(form.replace(".", ""))}
        for place in ("start", "end") if row["place"] == "ends" else (row["place"],):
            for way in ways - {""}:
                forms[place].setdefault(tuple(way.split()), row["means"])
    return forms


def _check(file: Path, values: list[str], known: tuple[str, ...], what: str) -> None:
    for number, value in enumerate(values):
        if value not in known:
            text = f"{what} {value!r} is not one of {', '.join(known)}"
            raise SettingsError(text, file=file, line=number + 2)
