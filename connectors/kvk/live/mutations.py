"""Mutatieservice: which companies changed since the last fetch.

A signal says which block changed, not its new value, so the company is asked again. At most one
week goes into a question, and a question has as many pages as it says.

Source: KVK, Mutatieservice v1 and its catalogue 1.2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from connectors.kvk import signposts, values
from connectors.kvk.live.asking import Asking
from connectors.kvk.live.patience import EMPTY
from connectors.kvk.live.routes import FAULTS
from connectors.kvk.values import Body, Unreadable
from connectors.live.client import Client
from connectors.live.exchange import Answer, Ask
from engine.errors import SourceChanged

PREFIX = "mutaties-"
WINDOW = timedelta(days=7)
PAGE_SIZE = 500
_BRANCH_ONLY = "GewijzigdeVestiging"


@dataclass(slots=True)
class Changed:
    """What signals say about one company.

    Attributes:
        at: moment of the newest signal.
        branches: the branches that changed, when nothing else did.
        is_whole: True when the company itself changed, or nobody knows what.
    """

    at: datetime
    branches: set[str] = field(default_factory=set)
    is_whole: bool = False


def windows(since: datetime, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Cut a period into parts of at most a week, without gaps."""
    while since < now:
        until = min(since + WINDOW, now)
        yield since, until
        since = until


def changed(asking: Asking, client: Client, since: datetime) -> dict[str, Changed]:
    """Ask all signals since a moment.

    Args:
        asking: the fetch.
        client: of the Mutatieservice.
        since: moment of the last complete fetch.

    Returns:
        KVK number -> what changed.

    Raises:
        SourceChanged: the subscription is not known, or the answer has another shape.
        SourceUnavailable: the service does not answer.
    """
    _drop_older(asking)
    found: dict[str, Changed] = {}
    for start, until in windows(since, asking.order.now):
        total = seen = 0
        for body in _pages(asking, client, start, until):
            signals = values.members(body, "signalen")
            total = max(total, values.whole(body, "totaal") or 0)
            seen += len(signals)
            for signal in signals:
                _take(asking, signal, found)
        if total > seen:
            asking.notes["signals on no page"] += total - seen
    return found


def _drop_older(asking: Asking) -> None:
    """Signals of earlier fetches did their work: what they told was asked then."""
    order = asking.order
    for name in order.copies.names():
        if name.startswith(PREFIX) and not order.is_new(name):
            order.copies.drop(name)


def _pages(asking: Asking, client: Client, start: datetime, until: datetime) -> Iterator[Body]:
    path = f"v1/abonnementen/{asking.options.subscription}"
    query = {"vanaf": _moment(start), "tot": _moment(until), "aantal": PAGE_SIZE}
    page = 0

    def following(answer: Answer) -> str | None:
        body = answer.json()
        last = values.whole(body, "totaalPaginas") if isinstance(body, dict) else 0
        return f"{path}?{urlencode({**query, 'pagina': page + 1})}" if page < (last or 0) else None

    first = Ask(f"{path}?{urlencode({**query, 'pagina': 1})}", allow=FAULTS)
    for answer in client.pages(first, following):
        page += 1
        name = f"{PREFIX}{start.astimezone(UTC):%Y%m%dT%H%M%SZ}-{page:04}"
        body = asking.keep(name, answer)
        if body is None:
            if EMPTY in asking.faults[name]:
                return  # no signal in this period
            what = "the Mutatieservice answers with an error: is the subscription right?"
            raise SourceChanged(asking.order.source, what)
        if "signalen" not in body:
            what = "the Mutatieservice answers without signalen"
            raise SourceChanged(asking.order.source, what)
        yield body


def _take(asking: Asking, signal: Body, found: dict[str, Changed]) -> None:
    """Note one signal; of a type that nobody knows the whole company is asked again."""
    try:
        number = values.digits(signal, "kvknummer", 8)
        branch = values.digits(signal, "vestigingsnummer", 12)
        name = values.text(signal, "signaalType") or "no type"
        at = _at(signal, asking.order.now)
    except Unreadable:
        asking.notes["signals that cannot be read"] += 1
        return
    known = signposts.is_known_signal(name)
    asking.notes[f"signals{'' if known else ' of unknown type'}/{name[:60]}"] += 1
    if number is None:
        asking.notes["signals without a KVK number"] += 1
        return
    change = found.setdefault(number, Changed(at))
    change.at = max(change.at, at)
    if branch is not None and _BRANCH_ONLY in name:
        change.branches.add(branch)
    else:
        change.is_whole = True


def _at(signal: Body, now: datetime) -> datetime:
    word = values.text(signal, "timestamp")
    if word is None:
        return now
    try:
        found = datetime.fromisoformat(word)
    except ValueError as error:
        raise Unreadable("timestamp is not a moment") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
