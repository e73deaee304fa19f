"""A fetch from KVK: find the companies, or only those that changed, ask them, keep the answers.

Everything is asked anew when there is no earlier fetch, no subscription to the Mutatieservice, or
a copy that is older than `refresh_days`; otherwise only what changed.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import timedelta

from connectors.items import Note
from connectors.kvk import tables
from connectors.kvk.live import lists, mutations, search
from connectors.kvk.live.asking import Asking
from connectors.kvk.live.companies import Companies, Wanted, numbers_of, with_faults
from connectors.kvk.live.patience import Patience
from connectors.kvk.live.routes import ROUTES
from connectors.kvk.live.search import Search
from connectors.kvk.options import KvkOptions
from connectors.kvk.values import Unreadable
from connectors.live.client import Client, open_client
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged
from engine.sources_file import secret


def fetch(order: Order) -> Iterator[Note]:
    """Ask KVK and keep its answers; the notes say what was asked and what stayed unseen.

    Raises:
        SettingsError: no key, nothing to look for, or a list that cannot be read.
        SourceError: KVK cannot be asked, refuses the key, or answers in another shape.
    """
    options = order.options(KvkOptions)
    _check(order, options)
    found = tables.load(order.settings.rules)
    with _client(order, options, found) as client:
        asking = Asking(order, client, ROUTES[options.version], options, found)
        try:
            _fetch(asking)
        except Unreadable as error:
            what = f"an answer of KVK has another shape: {error}"
            raise SourceChanged(order.source, what) from error
    yield from (Note(key, count) for key, count in sorted(asking.notes.items()) if count)


def _check(order: Order, options: KvkOptions) -> None:
    if options.apikey is None:
        what = f"source {order.source}: options.apikey is missing: env:NAME of the API key"
        raise SettingsError(what)
    if not options.places and not options.numbers:
        what = "give places or numbers: there is nothing to look for"
        raise SettingsError(f"source {order.source}: options: {what}")


def _client(
    order: Order, options: KvkOptions, found: tables.Tables
) -> AbstractContextManager[Client]:
    return open_client(
        order,
        headers={"apikey": secret(options.apikey or ""), "accept": "application/json"},
        tls=options.tls,
        per_second=options.per_second,
        per_month=options.per_month,
        retry=Patience(order.live, found),
    )


def _fetch(asking: Asking) -> None:
    order, options = asking.order, asking.options
    names = numbers_of(order.copies.names())
    given, bad = lists.numbers(options.numbers, order.folder)
    asking.notes.update({f"numbers in the list that are none/{where}": 1 for where in bad})
    if order.since is None or options.subscription is None or _is_old(asking, names):
        wanted = _all(asking, {*given, *names})
    else:
        wanted = _changed(asking, names, given)
    if not wanted and not names:
        what = "not one company was found: are places and numbers right?"
        raise SourceChanged(order.source, what)
    asking.notes["companies asked"] = len(wanted)
    Companies(asking, names).fetch(wanted)


def _is_old(asking: Asking, names: dict[str, set[str]]) -> bool:
    """True when a copy of a company is older than `refresh_days`."""
    order = asking.order
    oldest = order.now - timedelta(days=asking.options.refresh_days)
    again = with_faults(asking, names)
    own = (name for number in names.keys() - again for name in names[number])
    return any(order.copies.asked_at(name) < oldest for name in own)


def _all(asking: Asking, known: set[str]) -> dict[str, Wanted]:
    """Every company that Zoeken finds, that is listed, or of which there is a copy already.

    A company that moved away or ended is asked again as well: its answer says so.
    """
    found = _search(asking, asking.options.places)
    copies = asking.order.copies
    for name in copies.names():
        if name.startswith(search.PREFIX) and name not in found.names:
            copies.drop(name)
    return {
        number: Wanted(known=frozenset(found.branches.get(number, ())))
        for number in known | found.branches.keys()
    }


def _changed(asking: Asking, names: dict[str, set[str]], given: list[str]) -> dict[str, Wanted]:
    """What changed since the last fetch, was not answered then, or is new in the options."""
    order = asking.order
    assert order.since is not None
    with _of_mutations(asking) as client:
        changes = mutations.changed(asking, client, order.since)
    again = with_faults(asking, names)
    wanted = {number: Wanted() for number in {*given} - names.keys() | again}
    for number, change in changes.items():
        is_part = asking.route.lists is not None and not change.is_whole
        is_part = is_part and number in names.keys() - again
        wanted[number] = Wanted(change.at, frozenset(change.branches) if is_part else None)
    existing = set(order.copies.names())
    new = [p for p in asking.options.places if not search.was_asked(p, existing)]
    for number, branches in _search(asking, new).branches.items():
        if number not in names:
            wanted.setdefault(number, Wanted(known=frozenset(branches)))
    return wanted


def _of_mutations(asking: Asking) -> AbstractContextManager[Client]:
    """A client of the Mutatieservice: the same one, or that of its own address."""
    if asking.options.mutations_url is None:
        return nullcontext(asking.client)
    spec = asking.order.spec.model_copy(update={"url": asking.options.mutations_url})
    return _client(replace(asking.order, spec=spec), asking.options, asking.tables)


def _search(asking: Asking, places: Sequence[str]) -> search.Found:
    if not places:
        return search.Found()
    streets = lists.streets(asking.options.streets, asking.order.folder)
    searching = Search(asking, streets)
    for place in places:
        searching.place(place)
    return searching.found
