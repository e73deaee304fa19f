"""Any municipal export as one canonical table: CSV, XLSX, JSON, JSON lines or Parquet.

`sources.yaml` maps canonical columns to source columns. A column on the never-use list stops
the delivery before anything of it is passed on.
"""

from collections.abc import Iterator
from operator import attrgetter

from connectors.delivery import Connector, Delivery, Ignored, Item
from connectors.tabular import sbi_codes
from connectors.tabular.files import open_sheet
from connectors.tabular.header import check_columns, refuse_never_use
from connectors.tabular.rows import Plan, plan
from connectors.tabular.sheet import Opening, Sheet, text


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, files by name and records in file order.

    Raises:
        SourceRefused: a column may never be read.
        SourceChanged: a file is not what its name or `sources.yaml` says.
        SourceUnavailable: a file cannot be opened.
    """
    spec = delivery.spec
    sheets = [_open(delivery, index) for index in range(len(delivery.files))]
    for sheet in sheets:
        refuse_never_use(sheet, spec, delivery.settings.rules)
    for sheet in sheets:
        check_columns(sheet, spec)
    is_number = spec.format.sbi == sbi_codes.NUMBER
    converters = {"code": sbi_codes.restorer(delivery.settings.rules)} if is_number else {}
    for sheet in sheets:
        yield from _items(sheet, plan(spec, sheet, converters))


def _items(sheet: Sheet, records: Plan) -> Iterator[Item]:
    """Yield the records of a file; a header that is printed again on every page is none."""
    names = list(sheet.columns or ())
    for record in sheet.records():
        cells = record.cells
        if cells and text(cells[0]) == names[0] and [text(cell) for cell in cells] == names:
            yield Ignored(sheet.file, "header repeated between the records")
        else:
            yield records.item(record)


def _open(delivery: Delivery, index: int) -> Sheet:
    path = sorted(delivery.files, key=attrgetter("name", "parts"))[index]
    keep = frozenset(source.strip() for source in delivery.spec.columns.values())
    spec, archives = delivery.spec, delivery.settings.archives
    return open_sheet(Opening(delivery.source, path, spec.format, archives, keep))


CONNECTOR = Connector(read, tables=frozenset(), fixed_format=False)
