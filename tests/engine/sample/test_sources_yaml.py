"""`sources.yaml`: read and checked by the product itself, and fresh on its day."""

import re
from pathlib import Path

import pytest

from connectors import check
from engine.sample.sources_yaml import entries
from engine.settings import load_settings
from engine.sources_file import SourcesFile, load_sources
from engine.tables import register_of
from tests.engine.sample.conftest import AS_OF

NAMED = {
    "bag", "kvk", "hr", "permits", "licences", "licence_managers", "reports", "measures",
    "inspections", "notifications", "titles", "parcels", "plan", "declared", "designations",
    "occupancy", "valuations", "topography", "registry", "zaken", "zaakberichten",
    "brk", "transfers", "attachments", "signals", "returns",
    "police", "partners", "bibob", "contracts", "nla",
}  # fmt: skip
EXTRA = {
    "announcements", "bag-light", "cbs", "decos", "insolvencies", "powerbrowser", "sanctions",
}  # fmt: skip


@pytest.fixture(scope="module")
def sources(sample: Path) -> SourcesFile:
    return load_sources(sample / "sources.yaml")


def test_holds_every_source_once(sources: SourcesFile) -> None:
    assert {source.id for source in sources.sources.sources} == NAMED | EXTRA


def test_passes_the_check_of_the_connectors(sources: SourcesFile) -> None:
    check.check(sources)


def test_every_delivery_is_fresh(sources: SourcesFile) -> None:
    limits = load_settings().freshness_days
    for source in sources.sources.sources:
        assert source.delivered_on is not None
        register = register_of(source.connector, source.table or "", source.register_name)
        age = (AS_OF - source.delivered_on).days
        assert 0 < age <= limits.limit(register), source.id


def test_every_own_source_has_a_compatibility_check(sources: SourcesFile) -> None:
    for source in sources.sources.sources:
        if source.id != "bag":
            assert re.fullmatch(r"PT-2026-\d\d", source.privacy_check or ""), source.id


def test_same_day_gives_the_same_entries(sample: Path) -> None:
    assert entries(as_of=AS_OF) in (sample / "sources.yaml").read_text("utf-8")
