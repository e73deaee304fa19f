"""Connectors: one module per kind of source, by the names that `sources.yaml` uses."""

from connectors import bag_extract, koop_sru, kvk_api, table
from connectors.delivery import Connector
from connectors.registry import find

__all__ = ["CONNECTORS", "find"]

CONNECTORS: dict[str, Connector] = {
    "bag_extract": bag_extract.CONNECTOR,
    "koop_sru": koop_sru.CONNECTOR,
    "kvk_api": kvk_api.CONNECTOR,
    "table": table.CONNECTOR,
}
