"""What a municipality says about its KVK source under `options:` in sources.yaml."""

from typing import Literal

from pydantic import Field

from connectors.delivery import Options
from connectors.live.tls import TlsOptions
from engine.sources_file import Secret


class KvkOptions(Options):
    """Options of the live half; a delivery of files needs none.

    Attributes:
        apikey: key of the API subscription.
        version: `a` for Zoeken v2, Basisprofiel, Vestigingsprofiel and Naamgeving; `c` for the
            new API's, whose answers are kept and not read as long as no field is documented.
        places: towns whose companies are looked for.
        numbers: KVK numbers besides these: a list, or a file with one per line or under a column
            kvknummer, dossiernr or inschrijvingnummer.
        streets: streets of the municipality, a list or a file; a search that finds more than
            KVK shows is split over them. Without it the streets found so far serve.
        inactive: also look for registrations that ended.
        subscription: id of the subscription to the Mutatieservice; only what changed is asked
            again.
        mutations_url: base address of the Mutatieservice, where it is not `url`.
        refresh_days: a copy older than this makes the whole of it be asked anew.
        max_stuck: companies that stay temporarily unavailable before the fetch gives up.
        per_second: questions a second. Source: KVK, limits of a subscription.
        per_month: questions a calendar month. Source: the same.
        tls: certificates; KVK names two chains, so the bundle is a choice.
    """

    apikey: Secret | None = None
    version: Literal["a", "c"] = "a"
    places: tuple[str, ...] = ()
    numbers: str | tuple[str, ...] = ()
    streets: str | tuple[str, ...] = ()
    inactive: bool = False
    subscription: str | None = Field(default=None, pattern=r"^[A-Za-z0-9-]+$")
    mutations_url: str | None = None
    refresh_days: int = Field(default=60, ge=1)
    max_stuck: int = Field(default=10, ge=0)
    per_second: int = Field(default=100, ge=1)
    per_month: int = Field(default=300_000, ge=1)
    tls: TlsOptions = TlsOptions()
