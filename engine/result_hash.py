"""One hash over the logical content of a run's tables.

It depends on names, types, values and row order only: not on files, chunks, compression or
how a library lays out memory.
"""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from hashlib import _Hash

NOT_HASHED = frozenset({"file"})
"""Columns that say where a delivery stood, not what it said."""


def digest(tables: Mapping[str, pa.Table]) -> str:
    """SHA-256 over all tables by name, hexadecimal; rows must be sorted by their key."""
    whole = hashlib.sha256()
    for name in sorted(tables):
        table = tables[name]
        whole.update(f"table {name} {table.num_rows}\n".encode())
        for column in table.column_names:
            if column not in NOT_HASHED:
                array = table[column].combine_chunks()
                whole.update(f"column {column} {_kind(array.type)}\n".encode())
                _add(whole, array)
    return whole.hexdigest()


def _kind(kind: pa.DataType) -> str:
    """Name of a type; what a library calls the items of a list does not count."""
    return f"list<{_kind(kind.value_type)}>" if pa.types.is_list(kind) else str(kind)


def _add(whole: "_Hash", array: pa.Array) -> None:
    """Feed null marks and values; a null's own bytes never count."""
    whole.update(np.packbits(_numpy(array.is_null())).tobytes())
    kind = array.type
    if pa.types.is_list(kind):
        filled = pc.if_else(array.is_null(), pa.scalar([], kind), array)
        whole.update(_numpy(pc.list_value_length(filled)).tobytes())
        _add(whole, filled.flatten())
    elif pa.types.is_string(kind) or pa.types.is_binary(kind):
        filled = pc.fill_null(array.cast(pa.large_binary()), b"")
        whole.update(_numpy(pc.binary_length(filled)).tobytes())
        whole.update(b"".join(filled.to_pylist()))
    elif pa.types.is_date32(kind):
        whole.update(_numpy(pc.fill_null(array.cast(pa.int32()), 0)).tobytes())
    else:
        zero = False if pa.types.is_boolean(kind) else 0
        whole.update(_numpy(pc.fill_null(array, zero)).tobytes())


def _numpy(array: pa.Array) -> np.ndarray:
    values: np.ndarray = array.to_numpy(zero_copy_only=False)
    return values
