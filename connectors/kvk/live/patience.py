"""When KVK is asked again: by the code in its answer, because its HTTP status decides nothing.

A 404 can mean empty, unknown, temporary or bad input. After the last attempt the answer is given
back as it is, so that one company that stays unavailable does not stop all others.
"""

import json
from collections import Counter
from collections.abc import Mapping
from threading import Lock

from connectors.kvk import values
from connectors.kvk.tables import Tables
from connectors.kvk.values import Body, Unreadable
from connectors.live.exchange import Answer
from engine.register_settings import LiveSettings

TEMPORARY, UNKNOWN, EMPTY = "temporary", "unknown_number", "empty"
_IN_FIVE_MINUTES = frozenset({"IPD1002", "IPD1003"})
_SERVER_ERROR = 500


class Patience:
    """Says how many seconds to wait before a question is asked again, None for not at all.

    Args:
        live: attempts and waits.
        faults: error code -> kind.
    """

    def __init__(self, live: LiveSettings, faults: Tables) -> None:
        self._live, self._faults = live, faults.faults
        self._tries: Counter[str] = Counter()
        self._lock = Lock()

    def __call__(self, answer: Answer) -> float | None:
        """The wait because of this answer."""
        codes = fault_codes(_body(answer)) if answer.status >= 400 else ()
        kinds = {self._faults.get(code) for code in codes}
        if TEMPORARY not in kinds and answer.status != _SERVER_ERROR:
            return None
        with self._lock:
            self._tries[answer.url] += 1
            tries = self._tries[answer.url]
        if tries >= self._live.attempts:
            return None
        if _IN_FIVE_MINUTES & set(codes):
            return self._live.later_wait_seconds
        wait = self._live.first_wait_seconds * float(2 ** (tries - 1))
        return min(wait, self._live.max_wait_seconds)


def fault_codes(body: Body) -> tuple[str, ...]:
    """Codes of an error answer, nothing when it is none."""
    try:
        parts = values.members(body, "fout")
        return tuple(values.text(part, "code") or "no code" for part in parts)
    except Unreadable:
        return ()


def _body(answer: Answer) -> Body:
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}
