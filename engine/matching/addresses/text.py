"""Dutch addresses as people write them, brought to one form so that they can be compared.

Nothing here knows which addresses exist: `matcher` compares. Keys are for comparing only and are
never shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.matching.addresses.tokens import cleaned, tokens
from engine.matching.folding import plain

_POSTBUS = re.compile(r"^\W*(?:postbus|p\.?\s?o\.?\s?box|postbox|antwoordnummer)\b", re.IGNORECASE)
_POSTBUS_INSIDE = re.compile(r"\b(?:postbus|antwoordnummer)\s*[0-9]", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{3})\s?([A-Za-z]{2})(?![0-9A-Za-z])")
_FULL_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_AREA = re.compile(r"[1-9][0-9]{3}")
_CARE_OF = re.compile(
    r"(?:^|(?<=[\s,;]))(?:t\.?\s?a\.?\s?v\.?|p/a|c/o|ter attentie van)\s[^,;\n]*", re.IGNORECASE
)
_MAY_BE_CARE_OF = re.compile(r"/|ttent|a\.?\s?v", re.IGNORECASE)
"""A part of every way to write `_CARE_OF`, found sooner."""
_NUMBER = re.compile(r"\s*([0-9]{1,5})(?:\.0)?(?![0-9])(.*)", re.DOTALL)
_NUMBER_IN_TEXT = re.compile(r"(?<=[\s,.])[0-9]{1,5}(?![0-9])")
_GLUED_NUMBER = re.compile(r"(?<=[A-Za-z])[0-9]{1,5}(?![0-9])")
_COUNTRY = re.compile(r"[\s,]+(?:nederland|the netherlands|nl)\s*$", re.IGNORECASE)
_SUFFIX_WORD = re.compile(r"[A-Za-z]|[0-9]{1,4}|[0-9][A-Za-z]{1,3}|[A-Za-z][0-9]{1,3}|bis|hs")


@dataclass(frozen=True, slots=True)
class Parts:
    """An address in comparable form; None or empty means not given.

    Attributes:
        street: key of the street.
        number: house number.
        suffix: letter and addition together, upper case without signs; empty for none.
        postcode: `1234AB`.
        area: first four digits of the postcode.
        town: key of the town.
    """

    street: str | None = None
    number: int | None = None
    suffix: str = ""
    postcode: str | None = None
    area: str | None = None
    town: str | None = None


def street_key(street: str | None) -> str | None:
    """The street in comparable form, None when nothing is left of it."""
    return "".join(one.street for one in tokens(cleaned(street or ""))) or None


def town_key(town: str | None) -> str | None:
    """The town in comparable form, None when nothing is left of it."""
    return "".join(one.town for one in tokens(cleaned(town or ""))) or None


def postcode_key(postcode: str | None) -> tuple[str | None, str | None]:
    """A postcode and its four-digit area; None for what is not given or no postcode."""
    text = "".join((postcode or "").upper().split())
    if _FULL_POSTCODE.fullmatch(text):
        return text, text[:4]
    return (None, text) if _AREA.fullmatch(text) else (None, None)


def number_key(
    number: str | None, letter: str | None = None, addition: str | None = None
) -> tuple[int | None, str]:
    """House number and suffix, whether letter and addition are glued, split or repeated.

    Returns:
        The number, None when there is none from 1 to 99999, and letter and addition together.
    """
    found = _NUMBER.match(number or "")
    if not found or int(found[1]) == 0:
        return None, ""
    glued, given = _signs(found[2]), _signs(letter) + _signs(addition)
    if given.startswith(glued):
        return int(found[1]), given
    return int(found[1]), glued if glued.endswith(given) else glued + given


def is_postbus(*texts: str | None) -> bool:
    """True when an address is a box at the post office: never a place."""
    return any(text and (_POSTBUS.match(text) or _POSTBUS_INSIDE.search(text)) for text in texts)


def without_care_of(text: str) -> str:
    """The text without `t.a.v. …`, `p/a …`, `c/o …`: these name people, not places."""
    text = text.replace("\r", "\n")
    if _MAY_BE_CARE_OF.search(text):
        text = _CARE_OF.sub("", text)
    return text.strip(" ,;\n")


def parse(
    text: str, *, streets: frozenset[str] = frozenset(), towns: frozenset[str] = frozenset()
) -> Parts:
    """Take an address in one text apart.

    Args:
        text: such as `Noordeinde 12-A, 2371 AB Roelofarendsveen`; line breaks count as commas.
        streets: keys of streets that exist, to know which number is the house number.
        towns: keys of towns that exist, to know where the suffix ends and the town begins.

    Returns:
        What could be read. Of several ways to read it, the first whose street exists, else
        the first.
    """
    line = re.sub(r"[\n\r;]+", ", ", without_care_of(text))
    line = _COUNTRY.sub("", " ".join(line.split()))
    before, (postcode, area), after = _around_postcode(line)
    segments, town = _segments(before or after, after if before else "", at_start=not before)
    readings = list(_readings(segments, town, towns))
    best = next((r for r in readings if r.street in streets), readings[0] if readings else Parts())
    own = best.town or town_key(town)
    return Parts(best.street, best.number, best.suffix, postcode, area, own)


def _around_postcode(line: str) -> tuple[str, tuple[str | None, str | None], str]:
    """The text before the last postcode, that postcode, and the text behind it."""
    found = list(_POSTCODE.finditer(line))
    if not found:
        return line.strip(" ,"), (None, None), ""
    last = found[-1]
    key = postcode_key(last[1] + last[2])
    return line[: last.start()].strip(" ,"), key, line[last.end() :].strip(" ,")


def _segments(body: str, behind: str, *, at_start: bool) -> tuple[list[str], str | None]:
    """The parts that hold street and number, and the town when it stands apart.

    Parts before the street (the name of a business) are left out; a part before it may be the
    town only when a postcode stands at the start.
    """
    parts = [part.strip() for part in body.split(",") if part.strip()]
    numbered = [index for index, part in enumerate(parts) if re.search(r"[0-9]", part)]
    town = behind or None
    if not numbered:
        return parts[:1], town or (parts[-1] if len(parts) > 1 else None)
    first = numbered[0]
    if town is None and numbered[-1] < len(parts) - 1:
        town = parts[-1]
    if town is None and at_start and first:
        town = parts[0]
    elif first and parts[first][0].isdigit():
        first -= 1
    return parts[first : numbered[-1] + 1], town


def _readings(segments: list[str], town: str | None, towns: frozenset[str]) -> Iterator[Parts]:
    """Every way to split the text into street, number, suffix and town."""
    body = " ".join(segments)
    if bare := re.match(r"\s*[0-9]{1,5}(?![0-9])", body):
        yield _reading("", body[bare.start() :], town, towns)
    for pattern in (_NUMBER_IN_TEXT, _GLUED_NUMBER):
        for place in pattern.finditer(body):
            if body[: place.start()].strip():
                yield _reading(body[: place.start()], body[place.start() :], town, towns)
    if body and not re.search(r"[0-9]", body):
        yield Parts(street=street_key(body))


def _reading(street: str, rest: str, town: str | None, towns: frozenset[str]) -> Parts:
    found = _NUMBER.match(rest)
    words = (found[2] if found else "").replace(",", " ").split()
    if town is None:
        cut = _town_begins(words, towns)
        words, own = words[:cut], town_key(" ".join(words[cut:]))
    else:
        own = None
    number, suffix = number_key(found[1] if found else None, " ".join(words))
    return Parts(street_key(street), number, suffix, town=own)


def _town_begins(words: list[str], towns: frozenset[str]) -> int:
    """Index of the first word of the town behind a house number."""
    for index in range(len(words)):
        if town_key(" ".join(words[index:])) in towns:
            return index
    for index, word in enumerate(words):
        if not _SUFFIX_WORD.fullmatch(word.strip("-/.")):
            return index if index or not word.startswith(("-", "/")) else index + 1
    return len(words)


def _signs(text: str | None) -> str:
    if not text:
        return ""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(c for c in plain(text or "").upper() if c.isalnum())
