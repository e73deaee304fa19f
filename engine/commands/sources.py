"""`dijkwacht sources`: try a sources.yaml, or write an example of one."""

from pathlib import Path
from typing import Annotated

import typer

from connectors import check as source_check
from engine.sources_file import load_sources

app = typer.Typer(help="The deliveries in sources.yaml.", no_args_is_help=True)


@app.command()
def check(
    sources: Annotated[Path, typer.Option("--sources")] = Path("sources.yaml"),
) -> None:
    """Check names, columns and words of a sources.yaml without reading a delivery."""
    file = load_sources(sources)
    source_check.check(file)
    print(f"{sources}: {len(file.sources.sources)} sources, no findings")


@app.command()
def template(connector: str) -> None:
    """Print a commented example for a connector."""
    print(source_check.template(connector))
