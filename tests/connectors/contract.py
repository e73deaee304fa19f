"""The contract that every connector keeps; other packages import it for their own connectors.

from tests.connectors.contract import check_connector

def test_keeps_the_contract(tmp_path):
    check_connector(CONNECTOR, delivery, records=3)
"""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Row, Used
from engine.errors import SourceError
from engine.tables import TABLES, Type

PYTHON_TYPES: dict[Type, type | tuple[type, ...]] = {
    Type.TEXT: str,
    Type.DATE: date,
    Type.INT: int,
    Type.REAL: float,
    Type.BOOL: bool,
    Type.LIST: list,
    Type.GEOMETRY: bytes,
}


def check_connector(
    connector: Connector,
    delivery: Delivery,
    *,
    records: int | None = None,
    personal: Iterable[str] = (),
) -> list[Item]:
    """Fail when a connector does not keep the contract on this delivery.

    Args:
        connector: the connector under test.
        delivery: a small delivery with at least one used record.
        records: how many records the delivery has; not checked when left out.
        personal: texts in the delivery that name a person; no reason may hold them.

    Returns:
        What the connector yielded, for further checks.
    """
    items = list(connector.read(delivery))
    assert list(connector.read(delivery)) == items, "two readings differ"
    turned = dataclasses.replace(delivery, files=tuple(reversed(delivery.files)))
    assert list(connector.read(turned)) == items, "the order of files matters"
    counted = sum(
        i.count if isinstance(i, Ignored) else 1 for i in items if not isinstance(i, Note)
    )
    assert records is None or counted == records, f"{counted} items for {records} records"
    for item in items:
        _check_item(connector, delivery, item)
    _check_reasons(items, personal)
    assert any(isinstance(item, Used) for item in items), "the delivery has no used record"
    _check_empty(connector, delivery)
    return items


def _check_item(connector: Connector, delivery: Delivery, item: Item) -> None:
    if isinstance(item, Note):
        assert item.key
        return
    names = {file.name for file in delivery.files}
    assert item.file.split("!")[0] in names, f"{item.file} is not in the delivery"
    if isinstance(item, Ignored):
        assert item.count >= 1
        return
    assert item.line >= 1
    for row in item.rows if isinstance(item, Used) else ():
        assert not connector.tables or row.table in connector.tables
        _check_row(row)


def _check_row(row: Row) -> None:
    columns = {column.name: column for column in TABLES[row.table].inputs()}
    partial = {f"{name}_partial" for name, column in columns.items() if column.partial}
    for name, value in row.values.items():
        assert name in columns or name in partial, f"{row.table} has no input column {name}"
        if value is None:
            continue
        kind = PYTHON_TYPES[columns[name].type] if name in columns else str
        assert isinstance(value, kind), f"{name} is {type(value)}, not {kind}"
        assert not isinstance(value, datetime), f"{name} is a time, not a day"
        assert not isinstance(value, bool) or kind is bool, f"{name} is a truth value"
        words = columns[name].words if name in columns else ()
        assert not words or value in words, f"{name}: {value!r} is not a fixed word"
    needed = {c.name for c in columns.values() if c.required}
    assert needed <= {name for name, value in row.values.items() if value is not None}
    assert row.private <= row.values.keys()


def _check_reasons(items: list[Item], personal: Iterable[str]) -> None:
    bad = [item for item in items if isinstance(item, Quarantined)]
    people = {value for item in bad for value in item.people.values()} | set(personal)
    for item in bad:
        assert item.reason
        for value in people:
            assert value not in item.reason, "a reason names a person"
            assert value not in str(item.raw), "the content names a person"


def _check_empty(connector: Connector, delivery: Delivery) -> None:
    with TemporaryDirectory() as folder:
        files = tuple(Path(folder) / file.name for file in delivery.files)
        for file in files:
            file.write_bytes(b"")
        with pytest.raises(SourceError):
            _consume(connector.read(dataclasses.replace(delivery, files=files)))


def _consume(items: Iterator[Item]) -> None:
    for _ in items:
        pass
