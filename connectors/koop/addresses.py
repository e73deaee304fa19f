"""Addresses and parcels in the title of a notice, however a municipality writes it.

A number behind a street name is an address, with or without postcode and town, and several
numbers are several addresses (`Ripselaan 16 en 18`, `Dorpsstraat 53/53a`). `naast`, `nabij` and
the like say that the place is another one: such an address is found and marked as near.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from connectors.koop.publications import Address
from connectors.koop.tables import Tables

_WORD = r"['’]?[A-ZÀ-Þ][\w'’.-]*"
_LINK = r"(?:van|v\.?d\.?|de|der|den|het|'t|’t|ten|ter|aan|op|in|en|la|le|el)"
_LOW = r"[a-zà-ÿ]{2,}(?:straat|weg|laan|kade|dijk|plein|singel|gracht|dreef|steeg)"
_STREET = rf"(?:(?:{_WORD}|[0-9]{{1,2}}e)(?:\s+{_LINK})*\s+){{0,4}}(?:{_WORD}|{_LOW})"
_NUMBER = r"[1-9][0-9]{0,4}(?![0-9])"
_SUFFIX = (
    r"(?:\s?-\s?[0-9]{1,4}(?![0-9])|\s(?:bis|hs)\b"
    r"|\s?-?\s?[A-Za-z](?!/m)(?:[\s-]?[0-9]{1,3}(?![0-9]))?(?![\w’']))?"
)
_HOUSE = rf"{_NUMBER}{_SUFFIX}"
_MORE = rf"(?:\s*(?:,|/|&|\+|\ben\b|\be\.?o\.?\s)\s*{_HOUSE}(?!\s*[A-Z]{{2}}\b))*"
_POSTCODE = r"[1-9][0-9]{3}\s?[A-Z]{2}(?![\w])"
_TOWN = (
    rf"{_WORD}(?:(?:\s+(?:aan|den|de|der|en|op|bij|a/d))*\s+(?:{_WORD}))*(?:\s?\((?:[A-Z]{{2}})\))?"
)
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|"
    "feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
_ONE = re.compile(rf"({_NUMBER})({_SUFFIX})")
_LETTER = re.compile(r"[\s-]*([A-Za-z])[\s-]?([0-9]+)?")
_GOES_ON = re.compile(r"\s+(?!(?:te|in|t/m)\b)[a-zà-ÿ0-9]")
_CENTURY = re.compile(r"(?:19|20)[0-9]{2}")
_PARCEL = re.compile(
    r"\b([A-Z]{3}[0-9]{2}[\s-]?[A-Z]{1,2}[\s-]?[0-9]{1,5}(?:[\s-]?A[\s-]?[0-9]{1,4})?)\b"
)
_LOOSE_PARCELS = re.compile(
    r"\bperce(?:el|len)\s+(?:nummers?\s+|nrs?\.?\s*)?(?P<numbers>[0-9]{1,5}(?:(?:\s*,\s*|\s+en\s+)[0-9]{1,5})*)"
    r"(?:,?\s*sectie\s+(?P<behind>[A-Z]{1,2})\b)?"
    r"|\bsectie\s+(?P<section>[A-Z]{1,2}),?\s+(?:perce(?:el|len)\s+)?(?:nummers?\s+|nrs?\.?\s*)?"
    r"(?P<after>[0-9]{1,5}(?:(?:\s*,\s*|\s+en\s+)[0-9]{1,5})*)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def _address(near: tuple[str, ...]) -> re.Pattern[str]:
    """Street, house numbers, and postcode and town where they follow."""
    beside = "|".join(re.escape(word) for word in near)
    return re.compile(
        rf"(?<![\w’'])(?P<street>{_STREET})(?:\s+|(?<=straat)|(?<=weg)|(?<=laan))"
        rf"(?:(?P<near>{beside})\s+)?(?:nr\.?\s*)?(?P<houses>{_HOUSE}{_MORE})"
        rf"(?P<area>\s*t/m\s*[0-9]+|\s+(?:en|e\.)\s?o(?:mgeving|\.))?"
        rf"(?!\s*(?:{_MONTHS})\b)(?![\w/.]*[0-9]|[:.][0-9])"
        rf"(?:[\s,(]*(?P<postcode>{_POSTCODE}))?"
        rf"(?:(?:[\s,]+(?:te|in)\s+|\s*,\s*|\s+)(?P<town>{_TOWN}))?"
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a text says about places.

    Attributes:
        addresses: each once, in order of the text.
        is_near: the text names addresses, and the place is beside them.
        is_area: the text names a row of numbers (`12 t/m 20`) or surroundings (`12 e.o.`).
        parcels: as written (`AKM01 D 3985`, `F 769`), in order of the text.
    """

    addresses: tuple[Address, ...] = ()
    is_near: bool = False
    is_area: bool = False
    parcels: tuple[str, ...] = ()


def find(text: str, tables: Tables) -> Found:
    """Find the addresses and parcels in a title or another short text."""
    parcels = tuple(dict.fromkeys(_parcels(text)))
    matches = [m for m in _address(tables.near).finditer(text) if _is_street(m, tables)]
    if any(m["postcode"] for m in matches):
        matches = [m for m in matches if m["postcode"] or _has_twin(m, matches)]
    at: list[Address] = []
    near = is_area = False
    for match in matches:
        if match["area"]:
            is_area = True
        elif match["near"] or _near_before(text, match, tables):
            near = True
        else:
            at += _addresses(match, tables)
    merged = _once(at)
    return Found(merged, near and not merged, is_area, parcels)


def _has_twin(match: re.Match[str], matches: Sequence[re.Match[str]]) -> bool:
    """A text with postcodes names every place by postcode; an address without is the same one."""
    return any(m["postcode"] and m["street"] == match["street"] for m in matches)


def _is_street(match: re.Match[str], tables: Tables) -> bool:
    last = match["street"].split()[-1].casefold().strip(".'’")
    if last in tables.no_street or len(last) < 3 or last.isdigit():
        return False
    if match["postcode"]:
        return True
    first = _ONE.match(match["houses"])
    if first and _CENTURY.fullmatch(first[1]):
        return False
    return bool(_ENDING.search(last)) or not _GOES_ON.match(match.string[match.end("houses") :])


def _near_before(text: str, match: re.Match[str], tables: Tables) -> bool:
    before = text[: match.start()].casefold().rstrip()
    before = re.sub(r"\s(?:de|het|een)$", "", before)
    return any(
        before.endswith(word) and not before[: -len(word)][-1:].isalnum() for word in tables.near
    )


def _addresses(match: re.Match[str], tables: Tables) -> Iterator[Address]:
    postcode = "".join((match["postcode"] or "").split())
    town = _cut(match["town"] or "", tables)
    street = " ".join(_own_words(match, tables))
    for number, suffix in _ONE.findall(match["houses"]):
        split = _LETTER.fullmatch(suffix)
        letter, addition = (split[1], split[2]) if split else ("", suffix.strip(" -"))
        yield Address(street, number, letter, addition or "", postcode, town)


def _own_words(match: re.Match[str], tables: Tables) -> list[str]:
    """The street without words of the sentence that stand before it.

    Behind a sign that separates, all words are the street. Behind other words (`het houden van
    Zomerfeest Herenweg 4`) only the last is, when it has the ending of a street, with `van`,
    `de`, titles and the like that belong to it.
    """
    words = match["street"].split()
    if _SEPARATOR.search(match.string[: match.start()]) or not _ENDING.search(words[-1]):
        return words
    keep = len(words) - 1
    while keep and (
        words[keep - 1].casefold().strip(".") in tables.street_parts
        or _IS_LINK.fullmatch(words[keep - 1])
        or _IS_LINK.fullmatch(words[keep])
    ):
        keep -= 1
    return words[keep:]


_IS_LINK = re.compile(_LINK)
_SEPARATOR = re.compile(r"[-–—,;:(/‘“\"]\s*$")
_ENDING = re.compile(r"(?:straat|weg|laan|kade|dijk|plein|singel|pad|gracht|dreef|steeg)$", re.I)


def _cut(town: str, tables: Tables) -> str:
    """The town without what is no name any more."""
    words: list[str] = []
    for word in town.split():
        if word.casefold().strip(".:") in tables.no_street or re.search(r"[0-9]", word):
            break
        words.append(word)
    while words and words[-1].casefold() in ("aan", "den", "de", "der", "en", "op", "bij", "a/d"):
        words.pop()
    return " ".join(words).strip(" .-,'’")


def _once(found: Sequence[Address]) -> tuple[Address, ...]:
    """Each address once; the one that says most."""
    best: dict[tuple[str, tuple[str, str]], Address] = {}
    for address in found:
        key = (address.road, address.door)
        known = best.get(key, address)
        best[key] = replace(
            known,
            postcode=known.postcode or address.postcode,
            town=address.town
            if address.postcode and not known.postcode
            else known.town or address.town,
        )
    return tuple(best.values())


def _parcels(text: str) -> Iterator[str]:
    for match in _PARCEL.finditer(text):
        yield " ".join(
            re.split(r"[\s-]+", re.sub(r"(?<=[0-9])(?=[A-Z])|(?<=[A-Z])(?=[0-9]+$)", " ", match[1]))
        )
    for match in _LOOSE_PARCELS.finditer(text):
        section = (match["behind"] or match["section"] or "").upper()
        for number in re.findall(r"[0-9]+", match["numbers"] or match["after"]):
            yield f"{section} {number}".strip()
