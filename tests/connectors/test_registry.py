"""Connectors by name: built in, from another package, or unknown."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from connectors import CONNECTORS, find, registry, table
from engine.errors import SettingsError


def _offer(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    points = EntryPoints([EntryPoint(name, value, registry.GROUP)])
    monkeypatch.setattr(registry, "entry_points", lambda group: points.select(group=group))


def test_built_in_connector_is_found() -> None:
    assert find("table") is CONNECTORS["table"]


CONTRACT = (
    "bag_extract bag_gpkg cbs cir hr_dataservice koop_sru kvk_api parcels sanctions signalen "
    "stuf_zds table vth_decos vth_powerbrowser zgw"
)
"""The connector names that sources.yaml may use, by the architecture's contract."""


def test_every_name_of_the_contract_is_a_connector() -> None:
    assert sorted(CONNECTORS) == CONTRACT.split()


def test_unknown_connector_lists_the_known_ones_and_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"did you mean kvk_api\?.*known: .*kvk_api, .*table"):
        find("kvk_apl")


def test_connector_of_another_package_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    _offer(monkeypatch, "harbour", "connectors.table:CONNECTOR")
    assert find("harbour") is table.CONNECTOR
    assert "harbour" in registry.known_names()


def test_other_package_cannot_replace_a_built_in_connector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _offer(monkeypatch, "kvk_api", "connectors.table:CONNECTOR")
    assert find("kvk_api") is CONNECTORS["kvk_api"]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("connectors.table:read", "is not a Connector"),
        ("connectors.table:NOTHING", "cannot be loaded"),
        ("connectors.nothing:CONNECTOR", "cannot be loaded"),
    ],
)
def test_package_that_offers_no_connector_is_an_error(
    value: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offer(monkeypatch, "extra", value)
    with pytest.raises(SettingsError, match=what):
        find("extra")
