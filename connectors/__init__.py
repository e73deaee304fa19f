"""Connectors: one module per kind of source, by the names that `sources.yaml` uses."""

from connectors import (
    bag_extract,
    bag_gpkg,
    cbs,
    cir,
    hr_dataservice,
    koop_sru,
    kvk_api,
    parcels,
    sanctions,
    signalen,
    stuf_zds,
    table,
    vth_decos,
    vth_powerbrowser,
    zgw,
)
from connectors.delivery import Connector
from connectors.registry import find

__all__ = ["CONNECTORS", "find"]

CONNECTORS: dict[str, Connector] = {
    "bag_extract": bag_extract.CONNECTOR,
    "bag_gpkg": bag_gpkg.CONNECTOR,
    "cbs": cbs.CONNECTOR,
    "cir": cir.CONNECTOR,
    "hr_dataservice": hr_dataservice.CONNECTOR,
    "koop_sru": koop_sru.CONNECTOR,
    "kvk_api": kvk_api.CONNECTOR,
    "parcels": parcels.CONNECTOR,
    "sanctions": sanctions.CONNECTOR,
    "signalen": signalen.CONNECTOR,
    "stuf_zds": stuf_zds.CONNECTOR,
    "table": table.CONNECTOR,
    "vth_decos": vth_decos.CONNECTOR,
    "vth_powerbrowser": vth_powerbrowser.CONNECTOR,
    "zgw": zgw.CONNECTOR,
}
