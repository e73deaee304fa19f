"""One figure of a year's account, as text: small counts are hidden, what is unknown is said."""

from dataclasses import dataclass

from engine.exports.papers import small_counts
from engine.precision import Lift
from engine.translatable import Amount, sentence

TOO_FEW = sentence("te weinig om iets te zeggen")
FORGOTTEN = sentence("niet meer bekend")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it says.

    Attributes:
        name: what it is.
        value: the figure.
        sentence: what it says, in whole sentences.
        between: its interval; empty when it has none.
        before: the figure of the year before; empty when nothing is known of that year.
    """

    name: str
    value: str
    sentence: str
    between: str = ""
    before: str = ""


def count(value: int | None, *, least: int) -> str:
    """A count, hidden when small; None is not known any more."""
    if value is None:
        return FORGOTTEN
    if value < least:
        return small_counts.one(value, least=least)
    return sentence("{count}", count=value)


def percent(value: float | None, *, judged: int, least: int) -> str:
    """A share of so many judgements in per cent, unless these are too few to say anything."""
    if value is None or judged < least:
        return TOO_FEW
    return sentence("{share}%", share=Amount(100 * value, 0))


def between(low: float | None, high: float | None, *, judged: int, least: int) -> str:
    """The interval of a share of so many judgements; empty when these are too few."""
    if low is None or high is None or judged < least:
        return ""
    return sentence("{low} tot {high}%", low=Amount(100 * low, 0), high=Amount(100 * high, 0))


def times(lift: Lift) -> str:
    """How many times as often, with its interval, or why that is not known."""
    if lift.value is None:
        return lift.unknown or sentence("onbekend")
    value = Amount(lift.value, 1)
    if lift.low is None or lift.high is None:
        return sentence("{value} keer", value=value)
    return sentence(
        "{value} keer ({low} tot {high})",
        value=value, low=Amount(lift.low, 1), high=Amount(lift.high, 1),
    )  # fmt: skip
