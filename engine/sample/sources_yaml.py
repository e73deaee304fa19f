"""`sources.yaml` of a sample, from the same description as its files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from engine.sample.formats import EXPORTS, Export
from engine.sample.world import MUNICIPALITY

_HEAD = """\
# Deliveries of an invented municipality inside the real outline of Kaag en Braassem.
# People, companies, streets and house numbers are invented; see README.md in this folder.
municipality: "{code}"
zones: zones.geojson
sources:
"""


def write(file: Path, entries: Iterable[str]) -> None:
    """Write `sources.yaml` with these entries of `sources:`."""
    text = _HEAD.format(code=MUNICIPALITY) + "".join(entries)
    file.write_text(text, encoding="utf-8", newline="\n")


def entries(*, as_of: date) -> str:
    """The entries of the `table` sources; every delivery is fresh on `as_of`."""
    return "".join("".join(_entry(export, as_of)) for export in EXPORTS)


def _entry(export: Export, as_of: date) -> Iterator[str]:
    yield f"  - id: {export.source}\n    connector: table\n    path: {export.file}\n"
    yield f"    delivered_on: {as_of - timedelta(days=export.days_old)}\n"
    yield f'    privacy_check: "{export.check}"\n    table: {export.table}\n'
    if form := _format(export):
        yield f"    format: {_flow(form)}\n"
    columns = {name: source for source, name in export.columns.items()}
    yield f"    columns: {_flow(columns)}\n"
    if export.words:
        yield "    values:\n"
        for column, words in export.words.items():
            yield f"      {column}: {_flow(words)}\n"
    if export.ignored:
        yield f"    ignore: [{', '.join(map(_scalar, export.ignored))}]\n"


def _format(export: Export) -> dict[str, str | bool]:
    """What differs from the defaults of a `table` source."""
    if export.file.endswith(".parquet"):
        return {}
    told: dict[str, str | bool] = {"delimiter": export.delimiter, "encoding": export.encoding}
    told |= {"date": export.date, "decimal": export.decimal}
    usual = {"delimiter": ",", "encoding": "utf-8", "date": "%Y-%m-%d", "decimal": "."}
    return {name: value for name, value in told.items() if value != usual[name]}


def _flow(mapping: Mapping[str, str | bool]) -> str:
    inner = ", ".join(f"{_scalar(key)}: {_scalar(value)}" for key, value in mapping.items())
    return "{" + inner + "}"


def _scalar(value: str | bool) -> str:
    """A bare word where YAML leaves no doubt, else quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = value.replace("_", "").isalnum() and value.isascii() and not value.isdigit()
    doubtful = value.lower() in {"y", "n", "j", "yes", "no", "on", "off", "true", "false", "null"}
    return value if plain and not doubtful else json.dumps(value, ensure_ascii=False)
