"""Names of companies taken apart: words that name, legal form, numbers, initials.

A delivered text may hold more names than one ("Jansen Holding B.V. h/o Bakkerij Jansen"); each
gets a shape of its own. A word of Latin and other letters mixed is read as the Latin word that it
looks like; a word of other letters only stays what it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from engine.matching.companies.lexicon import Lexicon
from engine.matching.folding import plain

MAX_LETTERS = 200
"""Of a longer text only the beginning is compared, and nothing is accepted on it."""
_MAX_WORDS = 30
_MAX_FORM_WORDS = 7
_TRADING = re.compile(
    r"\b(?:h\s?/\s?o|t\.?\s?h\.?\s?o\.?\s?d\.?\s?n\.?|o\.d\.n\.|mede h/o|"
    r"(?:tevens |mede |ook )?handelende? onder de na(?:am|men)|t/a|d/b/a|trading as|"
    r"doing business as)(?:\W+|$)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:[^\W\d_][./]){1,6}[^\W\d_]\b\.?")
_DOMAIN = re.compile(
    r"(?<=\w)\.(?:com|org|net|edu|info|biz|eu|nl|be|de|fr|at|ch|cz|co\.uk)\b", re.I
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Shape:
    """One name.

    Attributes:
        words: words that name, in order, without legal form and in the way they are compared in.
        core: the words as they are written but for abbreviations, without fillers and weak words
            unless there are no others.
        forms: the legal forms it has, sorted.
        numbers: its numbers in order.
        initials: of the words without fillers.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    forms: tuple[str, ...]
    numbers: tuple[str, ...]
    initials: str

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(self.words)


def shapes(name: str, lexicon: Lexicon) -> tuple[Shape, ...]:
    """The names in a delivered text, in order, each once; none when nothing in it names."""
    visible = "".join(_visible(letter) for letter in name[:MAX_LETTERS])
    parts = [part for part in _TRADING.split(visible) if part.strip()]
    found = (_shape(part, lexicon) for part in parts)
    return tuple(dict.fromkeys(shape for shape in found if shape is not None))


def _visible(letter: str) -> str:
    """The letter; nothing for one without width, a blank for one that breaks or steers."""
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") else letter


def _shape(text: str, lexicon: Lexicon) -> Shape | None:
    text = unicodedata.normalize("NFKC", text)
    text = _DOMAIN.sub(" ", text.removeprefix("www."))
    text = _DOTTED.sub(lambda found: re.sub(r"[./]", "", found.group()) + " ", text)
    text = text.replace("&", " and ").replace("+", " and ")
    words = [_latin(word, lexicon) for word in plain(text).split()[:_MAX_WORDS]]
    words, forms = _without_forms(words, lexicon)
    if not words:
        return None
    core = _core([lexicon.abbreviations.get(word, word) for word in words], lexicon)
    words, spelled = _joined([lexicon.means.get(word, word) for word in words])
    numbers = tuple(n.lstrip("0") or "0" for word in words for n in _DIGITS.findall(word))
    initials = "".join(
        word if word in spelled else word[0] for word in words if word not in lexicon.fillers
    )
    return Shape(tuple(words), core, tuple(sorted(set(forms) - {""})), numbers, initials)


def _latin(word: str, lexicon: Lexicon) -> str:
    if word.isascii() or not any("a" <= letter <= "z" for letter in word):
        return word
    return "".join(lexicon.lookalikes.get(letter, letter) for letter in word)


def _without_forms(words: list[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """The words without legal forms, and the forms; a form alone names nothing."""
    forms: list[str] = []
    known = lexicon.forms
    changed = True
    while changed and words:
        changed = False
        for size in range(min(_MAX_FORM_WORDS, len(words)), 0, -1):
            head, tail = tuple(words[:size]), tuple(words[-size:])
            form = known["end"].get(tail, known["anywhere"].get(tail))
            if form is not None:
                words, changed = words[:-size], True
            elif (form := known["start"].get(head, known["anywhere"].get(head))) is not None:
                words, changed = words[size:], True
            if changed:
                forms.append(form or "")
                break
    return _without_inner_forms(words, forms, lexicon)


def _without_inner_forms(
    words: list[str], forms: list[str], lexicon: Lexicon
) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            form = lexicon.forms["anywhere"].get(tuple(words[at : at + size]))
            if form is not None:
                forms.append(form)
                at += size
                break
        else:
            kept.append(words[at])
            at += 1
    return kept, forms


def _core(words: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    joined, _ = _joined(words)
    slight = lexicon.fillers | lexicon.weak
    return tuple(word for word in joined if word not in slight) or tuple(joined)


def _joined(words: list[str]) -> tuple[list[str], set[str]]:
    """Single letters that stand together are one word: `r j reynolds` is `rj reynolds`."""
    kept: list[str] = []
    spelled: set[str] = set()
    for is_letter, run in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        if is_letter:
            kept.append("".join(run))
            spelled.add(kept[-1])
        else:
            kept += run
    return kept, spelled
