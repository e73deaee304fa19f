"""What `sources.yaml` may say about a `parcels` source under `options:`."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from connectors.delivery import Options
from connectors.live.tls import TlsOptions
from engine.sources_file import Secret

NAME = "parcels"
"""Name of the connector, and of its file in `rules/sources`."""


class ParcelsOptions(Options):
    """Options of `parcels`.

    Attributes:
        parcel_id: what the titles of this municipality call a parcel by: `designation`
            (AKM01-D-3985) or `object_number` (15 digits). One choice for all sources.
        whole: tables that this source delivers whole, so that no row means none. When left
            out: `parcel` for a delivery of files, none for a list that is asked for.
        layer: layer of a GeoPackage that has the parcels, when several could.
        cadastral_municipalities: name of a kadastrale gemeente -> its five signs, for answers
            that write `Alkemade D 3985`.
        deed_number_dates: take the day of a deed from the first eight digits of its number
            where nothing else gives it. Not documented by the Kadaster, so off.
        api_key: key of BRK Bevragen, as `env:NAME`.
        tls: client certificate of BRK Bevragen.
        parcels: file with one parcel per line that is asked for, relative to sources.yaml.
        requests_per_second: pace; None for the pace of settings.yml.
    """

    parcel_id: Literal["designation", "object_number"] = "designation"
    whole: tuple[Literal["parcel", "title", "transfer", "attachment"], ...] | None = None
    layer: str | None = None
    cadastral_municipalities: Mapping[str, str] = {}
    deed_number_dates: bool = False
    api_key: Secret | None = None
    tls: TlsOptions | None = None
    parcels: str | None = None
    requests_per_second: int | None = Field(default=None, ge=1)
