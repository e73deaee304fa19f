"""An answer as a copy that the reader understands: dated, without key and without BSN."""

import json
import re
from collections.abc import Mapping
from datetime import datetime

from connectors import drops
from connectors.kvk import values
from connectors.kvk.tables import Tables
from connectors.kvk.values import Body, Unreadable
from connectors.live.exchange import Answer

_NINE_DIGITS = re.compile(r"[0-9]{9}")
_RSIN, _OWN = "rsin", frozenset({"kvknummer"})
_SMALLEST = 10_000_000
"""A whole number below this has fewer than eight digits: a house number, not a BSN without zero."""


def envelope(answer: Answer, body: Body, *, began: datetime) -> bytes:
    """Wrap an answer in `{_recorded, body}`.

    Args:
        answer: what came back.
        body: its content, after the drop-list.
        began: moment at which the fetch began. It dates the answer: a fetch that runs past
            midnight, or goes on after a break, is one state.
    """
    kept = {"Date": "date", "API-Version": "api-version"}
    recorded = {
        "method": "GET",
        "uri": answer.url,
        "status": answer.status,
        "asked": began.isoformat(),
        "headers": {
            key: answer.headers[name] for key, name in kept.items() if name in answer.headers
        },
    }
    document = {"_recorded": recorded, "body": body}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def body_of(copy: bytes) -> Body:
    """The content of a copy that this module made."""
    return values.member(json.loads(copy), "body")


def cleaned(body: Body, never: frozenset[str], tables: Tables) -> Body:
    """The answer without never-use fields and without any BSN.

    A BSN and an RSIN have one form, so the field decides: a number of that form stays under `rsin`
    only, and not where the owner is a sole trader, who has no RSIN.
    """
    kept = drops.from_json(body, never)
    assert isinstance(kept, dict)
    made = _without(kept, with_rsin=not _is_sole_trader(kept, tables))
    assert isinstance(made, dict)
    return made


def _without(value: object, *, with_rsin: bool) -> object:
    if isinstance(value, Mapping):
        return {
            key: _without(part, with_rsin=with_rsin)
            for key, part in value.items()
            if str(key).lower() in (_OWN | {_RSIN} if with_rsin else _OWN) or not _is_bsn(part)
        }
    if isinstance(value, list):
        return [_without(part, with_rsin=with_rsin) for part in value if not _is_bsn(part)]
    return value


def _is_bsn(value: object) -> bool:
    """True for nine digits that pass the check; source: Besluit BSN."""
    is_number = isinstance(value, int) and value >= _SMALLEST
    word = f"{value:09}" if is_number else value
    if not isinstance(word, str) or not _NINE_DIGITS.fullmatch(word) or word == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(word, weights, strict=True)) % 11 == 0


def _is_sole_trader(body: Body, tables: Tables) -> bool:
    try:
        owner = values.member(values.member(body, "_embedded"), "eigenaar") or body
        name = values.text(owner, "rechtsvorm")
    except Unreadable:
        return False
    return name is not None and tables.legal_form(name) == "sole_trader"
