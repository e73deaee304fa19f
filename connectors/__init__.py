"""Connectors: one module per kind of source, by the names that `sources.yaml` uses."""

from connectors import bag_extract, bag_gpkg, cbs, koop_sru, kvk_api, stuf_zds, table, zgw
from connectors import bag_extract, hr_dataservice, kvk_api, table
from connectors import bag_extract, cir, kvk_api, table
from connectors import bag_extract, cir, kvk_api, sanctions, table
from connectors.delivery import Connector
from connectors.registry import find

__all__ = ["CONNECTORS", "find"]

CONNECTORS: dict[str, Connector] = {
    "bag_extract": bag_extract.CONNECTOR,
    "bag_gpkg": bag_gpkg.CONNECTOR,
    "cbs": cbs.CONNECTOR,
    "koop_sru": koop_sru.CONNECTOR,
    "hr_dataservice": hr_dataservice.CONNECTOR,
    "cir": cir.CONNECTOR,
    "kvk_api": kvk_api.CONNECTOR,
    "stuf_zds": stuf_zds.CONNECTOR,
    "sanctions": sanctions.CONNECTOR,
    "table": table.CONNECTOR,
    "zgw": zgw.CONNECTOR,
}
