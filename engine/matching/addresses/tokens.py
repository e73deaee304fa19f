"""The words, numbers and signs of an address, each with what it may be.

One expression takes a text apart; what a word may be is found once and kept, as few words of a
register are new. Letters keep no accent, digits of other forms become ordinary ones, and what
nobody sees is gone. Letters of other scripts stay what they are: they equal nothing Latin.
"""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from engine.matching.addresses.street_words import street_word, town_word

WORD: Final = 0
NUMBER: Final = 1
NUMBERED: Final = 2
POSTCODE: Final = 3
SIGN: Final = 4
OTHER: Final = 5

_ASCII = re.compile(r"[0-9a-z]+|[-/,()+&]")
_ANY = re.compile(r"[^\W_]+|[-/,()+&]")
_TAG = re.compile(r"<[^<>]{0,60}>")
_APART = re.compile(r"[\n\r\v\f;|\u2028\u2029]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_UP_TO = re.compile(r"\bt\s?[/.]\s?m\b\.?")
_DECIMAL = re.compile(r"(?<![0-9.,])([0-9]{1,5})\.0(?![0-9])")
_LEGAL_FORM = re.compile(r"\b(?:[bnc]\.v\.|v\.o\.f\.?)")
_QUOTES = str.maketrans("", "", "'’‘`´\u02bc")
_NUMBER = re.compile(r"[0-9]{1,5}")
_POSTCODE = re.compile(r"[1-9][0-9]{3}[a-z]{2}")
_NUMBERED = re.compile(r"([0-9]{1,5})([a-z][a-z0-9]{0,5})")
_GLUED = re.compile(r"([a-z]{4,})([0-9]{1,5})([a-z]{0,2})")
_POSTCODE_AND_TOWN = re.compile(r"([1-9][0-9]{3}[a-z]{2})([a-z]{3,})")
_LONG_REST = 5
_AFTER_SMALL = frozenset(("der", "den", "de", "d"))
_SMALL = {"van": "v", "v": "v", "aan": "a", "a": "a"}


class Token(NamedTuple):
    """One word, number or sign.

    Attributes:
        text: lower case without accents.
        kind: `WORD`, `NUMBER` (up to five digits), `NUMBERED` (a number with letters glued to
            it), `POSTCODE`, `SIGN` or `OTHER`.
        street: its part in the key of a street; empty for a sign.
        town: its part in the key of a town.
        number: of a number, else 0.
        rest: letters glued to a number.
    """

    text: str
    kind: int
    street: str
    town: str
    number: int
    rest: str


def cleaned(text: str) -> str:
    """Lower case, without accents, entities, tags and quotes; commas between parts of a text."""
    if "&" in text or "<" in text:
        text = _TAG.sub(",", html.unescape(text))
    if not text.isprintable() or ";" in text or "|" in text:
        text = _APART.sub(",", text)
    if not text.isascii():
        text = _folded(_DASHES.sub("-", text))
    text = text.lower()
    if "." in text or "t/" in text:
        text = _without_dots(text)
    return text.translate(_QUOTES) if "'" in text or "`" in text else text


def _without_dots(text: str) -> str:
    """The text with `12.0` as `12`, `t/m` as `tm` and `b.v.` as `bv`."""
    if ".0" in text:
        text = _DECIMAL.sub(r"\1", text)
    if "t/" in text or "t.m" in text:
        text = _UP_TO.sub(" tm ", text)
    if ".v." in text or "v.o.f" in text:
        text = _LEGAL_FORM.sub(lambda found: found[0].replace(".", "") + " ", text)
    return text


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(
        c for c in text if not (unicodedata.combining(c) or unicodedata.category(c) == "Cf")
    )


def tokens(text: str) -> list[Token]:
    """What stands in a text that was `cleaned`, in order."""
    pattern = _ASCII if text.isascii() else _ANY
    found: list[Token] = []
    for word in pattern.findall(text):
        parts = _tokens(word)
        if word in _AFTER_SMALL and found and found[-1].kind != NUMBER:
            _add_small(found, parts[0])
        else:
            found += parts
    return found


@lru_cache(maxsize=200_000)
def _tokens(word: str) -> tuple[Token, ...]:
    """One token of a word, or several where it holds things that were glued together."""
    one = _token(word)
    is_glued = one.kind == OTHER or len(one.rest) >= _LONG_REST
    parts = _unglued(word) if is_glued else ()
    return tuple(map(_token, parts)) or (one,)


def _add_small(found: list[Token], one: Token) -> None:
    """`van de`, `v/d`, `aan den`, `a/d` have a short form that the words alone have not."""
    at = len(found) - 1
    while at > 0 and found[at].text == "/":
        at -= 1
    short = _SMALL.get(found[at].text)
    if short and not (at and found[at].text == "a" and found[at - 1].kind == NUMBER):
        found[at] = found[at]._replace(street=short, town=short)
        one = one._replace(street="d", town="d")
    found.append(one)


def _token(word: str) -> Token:
    if word in "-/,()+&":
        return Token(word, SIGN, "", "", 0, "")
    street, town = street_word(word), town_word(word)
    if _NUMBER.fullmatch(word):
        return Token(word, NUMBER, street, town, int(word), "")
    if _POSTCODE.fullmatch(word):
        return Token(word, POSTCODE, street, town, int(word[:4]), word[4:])
    if found := _NUMBERED.fullmatch(word):
        return Token(word, NUMBERED, street, town, int(found[1]), found[2])
    if word.isalpha() and word.isascii():
        return Token(word, WORD, street, town, 0, "")
    if word.isalpha() and not any(c.isdigit() for c in word):
        return Token(word, WORD, street, town, 0, "")
    return Token(word, OTHER, street, town, 0, "")


def _unglued(word: str) -> tuple[str, ...]:
    """`noordeinde12a` in `noordeinde`, `12a`; `2371abkaag` in `2371ab`, `kaag`; else nothing."""
    if found := _POSTCODE_AND_TOWN.fullmatch(word):
        return found[1], found[2]
    if found := _GLUED.fullmatch(word):
        return found[1], found[2] + found[3]
    return ()
