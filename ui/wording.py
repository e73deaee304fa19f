"""Words, days, numbers, spans and errors as a page says them."""

from datetime import date, datetime

from connectors.dates import dutch_day
from engine.casework import moments
from engine.exports import words
from engine.translatable import capital, mark
from engine.workbench import changes
from ui.language import Language, chosen, english_day, english_number, tr, tr_many, tr_word

_NO_DAY = mark("datum niet bekend")
_NO_VALUE = mark("niet bekend")


def word(group: str, value: object, *, unknown: str = _NO_VALUE) -> str:
    """A fixed word of the tables; `unknown` for None, the value itself when it has no words."""
    if value is None:
        return tr(unknown)
    return tr_word(group, words.word(group, value))


def day(value: date | None, *, unknown: str = _NO_DAY) -> str:
    """A date as `3 maart 2026`; `unknown` for None."""
    if value is None:
        return tr(unknown)
    if chosen() is Language.DUTCH:
        return words.day(value)
    return english_day(value)


def number(value: float | None, decimals: int = 0, *, unknown: str = _NO_VALUE) -> str:
    """A number with signs between thousands and before decimals; `unknown` for None."""
    if value is None:
        return tr(unknown)
    if chosen() is Language.DUTCH:
        return words.number(value, decimals)
    return english_number(value, decimals)


def setting(value: object) -> str:
    """A value of a rule: yes or no, a number, a list, or nothing."""
    if chosen() is Language.DUTCH:
        return changes.shown(value)
    if value is None:
        return tr("geen")
    if isinstance(value, bool):
        return tr("ja") if value else tr("nee")
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(setting(part) for part in value) or tr("geen")
    return str(value)


def moment(at: datetime) -> str:
    """Day and time in the Netherlands."""
    return tr(moments.moment(at))


def on(at: datetime) -> str:
    """The day in the Netherlands."""
    return day(dutch_day(at))


def days(count: int) -> str:
    """A span in whole days."""
    return tr_many("{count} dag", "{count} dagen", count).format(count=number(count))


def told(error: Exception) -> str:
    """What an error says, in the language of who looks as far as it knows that."""
    text = error.args[0] if error.args else ""
    return tr(text) if isinstance(text, str) else str(error)


def sentence_of(error: Exception) -> str:
    """The same as a sentence that stands alone."""
    text = capital(told(error))
    return text if text.endswith((".", "?", "!")) else f"{text}."
