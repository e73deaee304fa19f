"""Options and output that the commands of `dijkwacht match` share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from engine.matching import sheet
from engine.matching.answer import Answer

Queries = Annotated[
    Path, typer.Option("--queries", help="CSV with query_id and what is looked for.")
]
Against = Annotated[Path, typer.Option("--against", help="CSV with id and the same columns.")]
Out = Annotated[Path, typer.Option("--out", help="CSV to write: query_id,id,method,score,margin.")]
Best = Annotated[bool, typer.Option("--best", help="Answer every query with the likeliest record.")]


def write(answers: Sequence[Answer], out: Path) -> None:
    """Write the answers and say how many name a record.

    Raises:
        MatchingError: the file cannot be written.
    """
    found = sheet.write(answers, out)
    print(f"{len(answers)} queries, {found} matched, {len(answers) - found} without a match")
