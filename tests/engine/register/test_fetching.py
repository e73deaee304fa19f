"""Asking live sources before a run: once a day, going on after a break, honest when it fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from connectors.delivery import Connector, Delivery, Item, Row, Used
from connectors.items import Note
from connectors.live.order import Order
from engine import duck
from engine.errors import SettingsError, SourceUnavailable
from engine.progress import silent
from engine.register import fetching, intake
from engine.register.copies import CopyStore
from engine.register.fetching import FetchReport
from engine.register.intake import Intake
from engine.register.pseudonyms import Pseudonyms
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.sources_file import load_sources

KEY = bytes(range(32))
NOW = datetime(2026, 10, 31, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCES = """\
municipality: "1884"
sources:
  - id: live
    connector: fake
    url: https://fake.example/api
"""


@dataclass
class Fake:
    """A connector whose source has companies, and may break off before one of them."""

    companies: list[str] = field(default_factory=lambda: ["99000001", "99000002"])
    breaks_at: str = ""
    asked: list[str] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)

    def fetch(self, order: Order) -> Iterator[Note]:
        self.orders.append(order)
        for number in self.companies:
            if order.is_new(f"{number}.json"):
                continue
            if number == self.breaks_at:
                raise SourceUnavailable(order.source, "broke off")
            self.asked.append(number)
            order.copies.put(f"{number}.json", number.encode())
        yield Note("asked", len(self.asked))

    def read(self, delivery: Delivery) -> Iterator[Item]:
        for file in sorted(delivery.files):
            row = Row("enterprise", {"enterprise_id": file.read_text()})
            yield Used(file.name, 1, (row,))

    def find(self, _: str) -> Connector:
        return Connector(self.read, frozenset({"enterprise"}), fetch=self.fetch)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "state" / "vault.sqlite", KEY) as vault:
        yield vault


Ask = Callable[..., FetchReport]


@pytest.fixture
def ask(vault: Vault, tmp_path: Path) -> Ask:
    file = tmp_path / "sources.yaml"
    file.write_text(SOURCES, "utf-8")

    def ask(fake: Fake, now: datetime = NOW, *, again: bool = False, only: str = "") -> FetchReport:
        (report,) = fetching.fetch(
            load_sources(file),
            store=CopyStore(vault),
            find=fake.find,
            settings=load_settings(),
            now=lambda: now,
            progress=silent,
            only=[only] if only else (),
            again=again,
        )
        return report

    return ask


def _taken(vault: Vault, tmp_path: Path, fake: Fake, as_of: date) -> list[str]:
    """Companies in the register of a run on that day."""
    with duck.connect() as con:
        intake.create_tables(con)
        given = Intake(
            con,
            load_sources(tmp_path / "sources.yaml"),
            fake.find,
            as_of,
            load_settings(),
            Pseudonyms(KEY),
            vault,
            silent,
            vault,
        )
        intake.take_in(given)
        rows = con.execute("SELECT enterprise_id FROM enterprise ORDER BY ALL").fetchall()
    return [str(number) for (number,) in rows]


def test_run_reads_what_was_fetched(ask: Ask, vault: Vault, tmp_path: Path) -> None:
    report = ask(fake := Fake())
    assert (report.is_new, report.copies, report.problem) == (True, 2, None)
    assert _taken(vault, tmp_path, fake, date(2026, 11, 2)) == ["99000001", "99000002"]


def test_source_is_asked_once_a_day(ask: Ask) -> None:
    ask(fake := Fake())
    assert not ask(fake, NOW + timedelta(hours=5)).is_new
    assert len(fake.orders) == 1
    assert ask(fake, NOW + timedelta(hours=6), again=True).is_new
    assert ask(fake, NOW + DAY).is_new
    assert len(fake.orders) == 3


def test_order_tells_when_the_last_complete_fetch_began(ask: Ask) -> None:
    ask(fake := Fake())
    ask(fake, NOW + DAY)
    assert [(order.since, order.began) for order in fake.orders] == [(None, NOW), (NOW, NOW + DAY)]


def test_fetch_goes_on_after_a_break(ask: Ask, vault: Vault) -> None:
    fake = Fake(["99000001", "99000002", "99000003"], breaks_at="99000003")
    report = ask(fake)
    assert report.fetched is None
    assert report.problem == "source live: broke off"
    fake.breaks_at = ""
    assert ask(fake, NOW + timedelta(minutes=9)).copies == 3
    assert fake.asked == ["99000001", "99000002", "99000003"]
    assert fake.orders[1].began == NOW
    assert CopyStore(vault).broken("live", "https://fake.example/api") is None


def test_copies_of_an_earlier_fetch_are_not_new(ask: Ask) -> None:
    ask(fake := Fake())
    ask(fake, NOW + DAY)
    assert fake.asked == ["99000001", "99000002"] * 2


def test_failed_fetch_leaves_the_last_one_for_the_run(
    ask: Ask, vault: Vault, tmp_path: Path
) -> None:
    ask(fake := Fake())
    fake.breaks_at = "99000002"
    report = ask(fake, NOW + DAY)
    assert report.fetched is not None
    assert report.fetched.day == date(2026, 10, 31)
    assert report.problem == "source live: broke off"
    assert _taken(vault, tmp_path, fake, date(2026, 11, 1)) == ["99000001", "99000002"]


def test_run_of_a_day_before_the_first_fetch_says_what_to_do(
    ask: Ask, vault: Vault, tmp_path: Path
) -> None:
    ask(fake := Fake())
    with pytest.raises(SourceUnavailable, match="nothing was fetched on or before 2026-10-30"):
        _taken(vault, tmp_path, fake, date(2026, 10, 30))


def test_fetch_without_answers_is_no_delivery(ask: Ask, vault: Vault, tmp_path: Path) -> None:
    ask(fake := Fake([]))
    with pytest.raises(SourceUnavailable, match="holds no answers"):
        _taken(vault, tmp_path, fake, date(2026, 11, 1))


def test_only_asks_sources_that_exist(ask: Ask) -> None:
    assert ask(Fake(), only="live").is_new
    with pytest.raises(SettingsError, match="no live source of that id: kvk"):
        ask(Fake(), only="kvk")


def test_no_file_is_left_when_a_run_has_read_it(
    ask: Ask, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    ask(fake := Fake())
    _taken(vault, tmp_path, fake, date(2026, 11, 1))
    assert list(scratch.iterdir()) == []
