"""Texts that a page can show in another language than they are written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.notation import day, number


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with so many decimals."""

    value: float
    decimals: int


Value = str | int | date | Amount
"""What a sentence is made with: amounts and days get the notation of the language, and a sentence
is said anew itself; any other text stays as it is."""


class Sentence(str):
    """A Dutch sentence that knows what it is made of.

    Attributes:
        text: as the catalogue has it, with places of values in braces.
        values: what stands in the places, by name.
        group: of a fixed word of `engine.exports.words`; None for any other text.
        begins: whether it begins with a capital wherever it is said.
    """

    text: str
    values: Mapping[str, Value]
    group: str | None = None
    begins: bool = False


def mark(text: str) -> str:
    """A Dutch text as it is; the mark puts it into the catalogue of the pages."""
    return text


def sentence(text: str, **values: Value) -> Sentence:
    """A Dutch sentence of a text and values; papers have it so, pages may say it anew.

    Args:
        text: in Dutch, with places in braces; it is put into the catalogue of the pages. What is
            a sentence already stays one.
        values: by the names of the places; without any, braces are plain signs.
    """
    if isinstance(text, Sentence) and not values:
        return text
    told = {name: _dutch(value) for name, value in values.items()}
    made = Sentence(text.format(**told) if told else text)
    made.text, made.values = text, values
    return made


def fixed_word(group: str, text: str) -> Sentence:
    """The Dutch of a fixed word, which pages say by its group."""
    made = Sentence(text)
    made.text, made.values, made.group = text, {}, group
    return made


def capital(said: str) -> str:
    """The same with a capital at its begin, in every language."""
    told = said[:1].upper() + said[1:]
    if not isinstance(said, Sentence):
        return told
    made = Sentence(told)
    made.text, made.values, made.group, made.begins = said.text, said.values, said.group, True
    return made


def joined(parts: Sequence[Value], *, between: str = " ") -> Sentence:
    """Sentences or values one after another, as one that a page can say anew."""
    names = [f"part{at}" for at in range(len(parts))]
    text = between.join(f"{{{name}}}" for name in names)
    return sentence(text, **dict(zip(names, parts, strict=True)))


def _dutch(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int) else number(value.value, value.decimals)
