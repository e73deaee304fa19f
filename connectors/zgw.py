"""Cases of a municipality by the ZGW API's (Zaken, Catalogi): files of answers, or asked.

Reads zaken with their statuses, results, roles, objects and properties, joined by address; the
mapping of a municipality says which case types become permits, licences, measures, inspections
or notifications. A case type that is not mapped is named and counted, never guessed.
"""

from collections.abc import Iterator

from connectors import about
from connectors.about import Scope
from connectors.cases.options import check
from connectors.cases.shapes import SHAPES
from connectors.delivery import Connector, Delivery, Item, Note
from connectors.live.client import open_client
from connectors.live.order import Order
from connectors.zaken import token
from connectors.zaken.fetching import Fetching
from connectors.zaken.keeping import Keeper
from connectors.zaken.options import ZgwOptions
from connectors.zaken.reading import Reading
from engine.errors import SettingsError
from engine.sources_file import SourceSpec, parse_options

NAME = "zgw"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per object of every answer, by file and line, then the notes.

    Raises:
        SettingsError: the options do not fit.
        SourceRefused: a property that may never be read is mapped.
        SourceUnavailable: a file cannot be opened.
        SourceChanged: not one case can be read.
    """
    options = delivery.options(ZgwOptions)
    check(delivery.spec, options, delivery.settings.rules)
    names = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
    yield from Reading(delivery, options, names).result()


def fetch(order: Order) -> Iterator[Note]:
    """Ask the catalogue and the cases of the mapped case types; keep one copy per case.

    Raises:
        SettingsError: the options do not fit, or the secret is not set.
        SourceError: the API cannot be asked, or left its contract.
    """
    options = order.options(ZgwOptions)
    check(order.spec, options, order.settings.rules)
    if options.token is None:
        what = "options.token is missing: client_id, and secret as env:NAME"
        raise SettingsError(f"source {order.source}: {what}")
    names = about.dropped(NAME, Scope.ALWAYS, Scope.COPIES, rules=order.settings.rules)
    keeper = Keeper(order, options, names)
    keeper.notes["secret shorter than 32 bytes"] += token.is_short(options.token)
    sign = token.signer(options.token, order.now)
    with open_client(order, sign=sign, tls=options.tls) as client:
        yield from Fetching(order, client, keeper).run()


def covers(spec: SourceSpec) -> frozenset[str]:
    """The tables that the mapped case types fill."""
    return frozenset(rule.table for rule in parse_options(spec, ZgwOptions).rules())


CONNECTOR = Connector(
    read,
    tables=frozenset(SHAPES),
    fetch=fetch,
    options=ZgwOptions,
    takes=frozenset({"values"}),
    covers=covers,
)
