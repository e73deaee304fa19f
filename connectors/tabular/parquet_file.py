"""Parquet: typed columns, read in batches; `line` is the number of the record."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from connectors.tabular.nested import flatten, inner_names
from connectors.tabular.sheet import Opening, Record, Sheet
from engine.errors import SourceChanged

_BATCH = 10_000


def open_parquet(opening: Opening) -> Sheet:
    """Read the columns of a Parquet file; records follow on demand.

    Raises:
        SourceChanged: not a readable Parquet file, or a column name stands twice.
    """
    try:
        schema = pq.read_schema(opening.path)
    except (OSError, pa.ArrowException) as error:
        what = "the file is empty" if opening.path.stat().st_size == 0 else "not a Parquet file"
        raise SourceChanged(opening.source, what, file=opening.path.name) from error
    shape = {}
    for column in schema:
        if column.name in shape:
            what = f"columns that stand twice: {column.name}"
            raise SourceChanged(opening.source, what, file=opening.path.name)
        shape[column.name] = _shape(column.type)
    names = tuple(flatten(shape, opening.keep))
    return Sheet(
        opening.path.name,
        dict.fromkeys(names, 1),
        lambda: _records(opening, names),
        tuple(sorted(set(inner_names(shape)))),
    )


def _records(opening: Opening, names: tuple[str, ...]) -> Iterator[Record]:
    line = 0
    try:
        with pq.ParquetFile(opening.path) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    line += 1
                    flat = flatten(row, opening.keep)
                    yield Record(line, tuple(flat.get(name) for name in names))
    except (OSError, pa.ArrowException) as error:
        what = f"cannot be read beyond record {line}"
        raise SourceChanged(opening.source, what, file=opening.path.name) from error


def _shape(kind: pa.DataType) -> object:
    """Return the member names of a type as nested objects and lists; None for a plain value."""
    if pa.types.is_struct(kind):
        return {field.name: _shape(field.type) for field in kind}
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return [_shape(kind.value_type)]
    return None
