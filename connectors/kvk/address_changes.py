"""The CSV of changed addresses that KVK delivered in 2019: one branch or company per line.

48 fixed columns, UTF-8 with or without a byte order mark, or cp1252. The branch number stands in
two columns (8 and 4 digits); the change flags (RSI_*) have no documented meaning and are not used.
"""

from collections import Counter
from pathlib import Path

from connectors.delivery import Delivery, Quarantined
from connectors.kvk import values
from connectors.kvk.addresses import Address
from connectors.kvk.facts import BranchFacts, Facts, checks, filled
from connectors.kvk.response import Response
from connectors.kvk.shapes import KEYS, Kind, surplus
from connectors.kvk.values import Body, Unreadable
from connectors.tabular.csv_file import open_csv
from connectors.tabular.sheet import Opening
from engine.errors import SourceChanged, SourceUnavailable
from engine.sources_file import TableFormat

_PLACE = {
    "STRAATNAAM": "street",
    "HUISNR": "house_number",
    "TOEV_HSNR": "house_addition",
    "POSTCODE": "postcode",
    "WOONPLAATS": "town",
}


def load(path: Path, delivery: Delivery) -> list[Response | Quarantined]:
    """Read the lines of one file.

    Raises:
        SourceUnavailable: the file cannot be opened.
        SourceChanged: empty, or a column of this layout is missing.
    """
    try:
        encoding = _encoding(path.read_bytes())
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceUnavailable(delivery.source, what, file=path.name) from error
    form = TableFormat(encoding=encoding)
    sheet = open_csv(Opening(delivery.source, path, form, delivery.settings.archives))
    names = list(sheet.columns or ())
    if missing := sorted(KEYS[Kind.ADDRESS].difference(names)):
        what = f"no CSV of changed addresses; columns missing: {', '.join(missing[:20])}"
        raise SourceChanged(delivery.source, what, file=path.name, line=1)
    found: list[Response | Quarantined] = []
    for record in sheet.records():
        if record.cells is None:
            found.append(Quarantined(path.name, record.line, None, record.problem))
        else:
            body = dict(zip(names, record.cells, strict=True))
            found.append(Response(path.name, record.line, body, delivery.spec.delivered_on))
    return found


def read(response: Response) -> Facts:
    """Read one line.

    Raises:
        Unreadable: a number does not have its digits.
    """
    body = response.body
    number = values.digits(body, "DOSSIERNR", 8)
    if number is None:
        raise Unreadable("DOSSIERNR is empty")
    branch_id = _branch_id(body)
    notes = Counter(
        f"unknown keys/{Kind.ADDRESS}/{key[:40]}" for key in surplus(Kind.ADDRESS, body)
    )
    notes.update(checks(number, branch_id))
    name = values.text(body, "HN_1X45")
    branches: tuple[BranchFacts, ...] = ()
    if branch_id is not None:
        columns = filled({"enterprise_id": number, "shop_name": name})
        branches = (BranchFacts(branch_id, columns, Address(_place(body)), listed=True),)
    company = {} if branches or name is None else {"trade_names": [name]}
    subject = f"{Kind.ADDRESS}/{branch_id or number}"
    return Facts(response, Kind.ADDRESS, number, subject, company, branches, notes=notes)


def _encoding(raw: bytes) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _branch_id(body: Body) -> str | None:
    first, second = values.digits(body, "DSNR_VVKEY", 8), values.digits(body, "SUBD_VVKEY", 4)
    if (first is None) is not (second is None):
        raise Unreadable("one of DSNR_VVKEY and SUBD_VVKEY is empty: half a branch number")
    return None if first is None else f"{first}{second}"


def _place(body: Body) -> dict[str, object]:
    if (values.text(body, "STRAATNAAM") or "").casefold() == "postbus":
        return {}
    return filled({column: values.text(body, key) for key, column in _PLACE.items()})
