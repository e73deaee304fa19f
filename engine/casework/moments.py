"""When something was done, as errors and pages tell it."""

from datetime import datetime

from connectors.dates import LOCAL
from engine.translatable import Sentence, sentence


def moment(at: datetime) -> Sentence:
    """Day and time in the Netherlands, as `2 november 2026 om 10:30`."""
    here = at.astimezone(LOCAL)
    return sentence("{day} om {time}", day=here.date(), time=here.strftime("%H:%M"))
