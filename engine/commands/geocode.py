"""`dijkwacht sources geocode` and `sources bag`: ask PDOK and Kadaster, apart from any run."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from connectors.dates import dutch_day
from connectors.live import bag_api, locatieserver
from connectors.live.client import Client
from connectors.live.manners import Manners
from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder
from engine.commands.progress_bar import progress_bar
from engine.errors import SettingsError
from engine.progress import Progress
from engine.register import geocoding
from engine.register.geocoding import Geocoded
from engine.settings import Settings, load_settings
from engine.snapshot import Run
from engine.sources_file import secret


def geocode(
    run: Annotated[str, typer.Argument(help="A run; the newest when left out.")] = "",
    runs: RunsFolder = DEFAULT_RUNS,
    file: Annotated[Path, typer.Option("--to", help="File to write.")] = Path("geocoded.csv"),
    rules: RulesFolder = None,
) -> None:
    """Ask PDOK Locatieserver about the addresses of a run that did not match.

    Writes the answers that agree exactly. Look at them; a run reads the file that sources.yaml
    names under `geocoded:`.
    """
    if file.exists():
        raise SettingsError("the file exists already: move it, or choose another", file=file)
    chosen = snapshot.find(run, out=runs) if run else snapshot.newest(runs)
    with progress_bar() as progress:
        found, asked, left = ask_texts(chosen, load_settings(rules), progress=progress)
    geocoding.write(found, file)
    print(f"{file}: {len(found)} of {asked} texts have an answer that agrees; nobody has seen it")
    if left:
        what = "hold more than an address, or go beyond the limit: not asked"
        print(f"dijkwacht: {left} texts {what}", file=sys.stderr)


def ask_texts(
    run: Run, settings: Settings, *, progress: Progress
) -> tuple[list[Geocoded], int, int]:
    """The candidates for a run's texts, how many were asked, and how many were not.

    Raises:
        SourceError: the geocoder does not answer, or answers in another shape.
    """
    limits = settings.geocoding
    texts, others = geocoding.texts_to_ask(run)
    asked = texts[: limits.max_texts]
    municipality, today = str(run.meta["municipality"]), dutch_day(datetime.now(UTC))
    manners = Manners(per_second=limits.requests_per_second)
    found = []
    with Client(locatieserver.NAME, limits.url, live=settings.live, manners=manners) as client:
        for number, text in enumerate(asked):
            progress("geocode", number, len(asked))
            places = locatieserver.find(client, text, municipality=municipality, rows=limits.rows)
            one = geocoding.judge(text, places, municipality=municipality, on=today)
            if one is not None:
                found.append(one)
    return found, len(asked), others + len(texts) - len(asked)


def bag(object_id: str, rules: RulesFolder = None) -> None:
    """Print what the BAG says now about one id; the key stands in BAG_API_KEY."""
    settings = load_settings(rules)
    limits = settings.bag_api
    with bag_api.open_api(
        limits.url,
        secret(bag_api.KEY),
        live=settings.live,
        per_second=limits.requests_per_second,
    ) as client:
        said = bag_api.ask(client, object_id)
    print(f"{said.object_id} ({said.kind}): {said.status}")
    print(f"address: {said.address or 'none that is current'}")
    print(f"in onderzoek: {', '.join(said.in_doubt) or 'nothing'}")
