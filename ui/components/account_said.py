"""What the account of a year says in fixed words, in the language of who looks."""

import re

from engine.translatable import mark
from ui.language import tr

_FEWER, _FEWER_TOLD = re.compile(r"minder dan (?P<count>\d+)"), mark("minder dan {count}")


def said(text: str) -> str:
    """A text of a figure; one that `engine` composed of figures stays as it says it."""
    if found := _FEWER.fullmatch(text):
        return tr(_FEWER_TOLD).format(count=found["count"])
    return tr(text)
