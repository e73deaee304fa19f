"""What may be believed of an attempt: an answer, another attempt, or an error that is final."""

import httpx

from connectors.live.address import shown
from connectors.live.exchange import Answer, Ask
from engine.errors import SourceChanged
from engine.register_settings import LiveSettings

_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSED = frozenset({401, 403})


class AskAgain(Exception):
    """An attempt failed in a way that may pass; `wait` in seconds when the source said it."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        self.what, self.wait = what, wait
        super().__init__(what)


def judge(ask: Ask, answer: Answer, url: str, live: LiveSettings) -> None:
    """Let an answer pass, or say what is wrong with it.

    Args:
        ask: which statuses and media types may come back.
        answer: what came back.
        url: the address asked, for messages.
        live: how long a source may ask to wait.

    Raises:
        AskAgain: the status is temporary.
        SourceChanged: key refused, another status, another media type.
    """
    if answer.status in ask.allow:
        return
    if answer.status in _TEMPORARY:
        asked = answer.retry_after()
        limit = max(live.max_wait_seconds, live.later_wait_seconds)
        raise AskAgain(f"answered {answer.status}", None if asked is None else min(asked, limit))
    if answer.status in _REFUSED:
        what = f"{shown(url)} answered {answer.status}: the key or the right is not accepted"
        raise SourceChanged(answer.source, what)
    if not 200 <= answer.status < 300:
        raise SourceChanged(answer.source, f"{shown(url)} answered {answer.status}")
    if not any(part in answer.media_type for part in ask.accept):
        got = answer.media_type or "no media type"
        what = f"{shown(url)} answered {got} where {' or '.join(ask.accept)} was expected"
        raise SourceChanged(answer.source, what)


def wait(error: Exception) -> bool | float:
    """Whether, and after how many seconds, to ask again."""
    if not isinstance(error, AskAgain):
        return False
    return True if error.wait is None else error.wait


def reason(error: Exception) -> str:
    """What went wrong on the line, without an address."""
    cause = error.__cause__ or error
    if isinstance(error, httpx.ConnectError):
        return "no connection" if "CERTIFICATE" not in str(error).upper() else _certificate(error)
    return f"the answer broke off ({type(cause).__name__})"


def _certificate(error: Exception) -> str:
    return f"its certificate is not believed ({str(error).partition('] ')[2].partition(' (')[0]})"
