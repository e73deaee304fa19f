"""Objects inside records: made flat, and searched for names that may never be read."""

from collections.abc import Iterator, Mapping


def flatten(record: Mapping[str, object], keep: frozenset[str]) -> dict[str, object]:
    """Return a record with members of inner objects as columns joined by dots.

    Args:
        record: one JSON object or Parquet row.
        keep: columns that are not taken apart; a GeoJSON geometry never is.
    """
    flat: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, Mapping) and name.strip() not in keep and not _is_geometry(value):
            inner = frozenset(k.removeprefix(f"{name}.") for k in keep if k.startswith(f"{name}."))
            flat |= {f"{name.strip()}.{k}": v for k, v in flatten(value, inner).items()}
        else:
            flat[name.strip()] = value
    return flat


def inner_names(value: object) -> Iterator[str]:
    """Yield every member name inside a value, however deep."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield str(name)
            yield from inner_names(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from inner_names(part)


def _is_geometry(value: Mapping[str, object]) -> bool:
    return "type" in value and ("coordinates" in value or "geometries" in value)
