"""Which reader opens which file, by the end of its name."""

from collections.abc import Callable

from connectors.tabular.csv_file import open_csv
from connectors.tabular.json_file import open_json, open_json_lines
from connectors.tabular.parquet_file import open_parquet
from connectors.tabular.sheet import Opening, Sheet
from connectors.tabular.xlsx_file import open_xlsx
from engine.errors import SourceChanged, SourceUnavailable

READERS: dict[str, Callable[[Opening], Sheet]] = {
    ".csv": open_csv,
    ".geojson": open_json,
    ".json": open_json,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
    ".parquet": open_parquet,
    ".tsv": open_csv,
    ".txt": open_csv,
    ".xlsm": open_xlsx,
    ".xlsx": open_xlsx,
}


def open_sheet(opening: Opening) -> Sheet:
    """Open one file of a `table` delivery and read its columns.

    Raises:
        SourceUnavailable: the file cannot be opened.
        SourceChanged: the kind of file is not known, or it is not what its name says.
    """
    reader = READERS.get(opening.path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        what = f"no reader for {opening.path.suffix or 'a file without extension'}; known: {known}"
        raise SourceChanged(opening.source, what, file=opening.path.name)
    try:
        return reader(opening)
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceUnavailable(opening.source, what, file=opening.path.name) from error
