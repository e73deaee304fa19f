"""`dijkwacht retention`, `audit` and `case names` as one types them."""

import dataclasses
import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.casework import cases, paper_register, users
from engine.casework.case_models import CaseKind
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.casework.places import LocationState
from engine.casework.process.states import Origin
from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from engine.settings import load_settings
from engine.snapshot import Run
from tests import casework_file
from tests.engine.casework.invented_paper import DOCUMENT
from tests.engine.network.published import publish
from tests.engine.network.town import location, settle
from tests.engine.network.world import empty_world, person
from tests.engine.register.invented import unit

WHY = ("--reason", "Bewaartermijn verstreken.")
LONG_AGO = datetime(2020, 1, 6, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with empty_world() as world:
        settle(world)
        return publish(world, tmp_path_factory.mktemp("town") / "runs")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casework database and a vault of this test only."""
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    monkeypatch.setenv("DIJKWACHT_KEY", PUBLIC_SAMPLE_KEY.hex())
    return tmp_path


def _type(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def _case(home: Path, *, at: datetime = LONG_AGO, origin: Origin = Origin.HAND) -> int:
    casework = open_casework(f"sqlite:///{home / 'casework.sqlite'}", settings=load_settings())
    with casework.writing() as session:
        who = users.sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=at)
        number = cases.open_case(
            session, user=who, kind=CaseKind.CASE, purpose="Iets gezien.", origin=origin, now=at,
            location=LocationState(location(1).id, (unit(1),), "low", ()),
        ).id  # fmt: skip
    casework.close()
    return number


def test_list_is_told_allowed_and_destroyed(home: Path, town: Run) -> None:
    number, out = _case(home), ("--out", str(town.path.parent))
    line = f"zaak {number}; vanaf 2025-01-07; aantal 1"
    dry = _type("retention", "apply", "--dry-run", *out)
    assert f"na goedkeuring door een tweede persoon: {line}" in dry
    told = _type("retention", "plan", *WHY, "--user", "a", *out)
    assert told.startswith("Vraag 1: lijst zaken van ")
    assert f"  {line}" in told
    assert "Vraag 2: lijst logboek" in told
    assert "wacht op een tweede persoon: zaken, 1" in _type(
        "retention", "apply", "--user", "a", *out
    )
    with pytest.raises(CaseworkError, match="wie het vroeg, kan het niet zelf"):
        _type("approval", "allow", "1", *WHY, "--user", "a", "--role", "privacy_officer")
    _type("approval", "allow", "1", *WHY, "--user", "b", "--role", "privacy_officer")
    assert f": {line}" in _type("retention", "apply", "--user", "a", *out)
    shown = _type("case", "show", str(number), "--user", "ri")
    assert "De inhoud is vernietigd; alleen de stappen blijven." in shown
    assert "Iets gezien" not in shown
    assert "is whole" in _type("audit", "verify")


def test_nothing_to_destroy_is_said_and_asks_nobody(home: Path, town: Run) -> None:
    del home
    told = _type("retention", "plan", *WHY, "--user", "a", "--out", str(town.path.parent))
    assert told == "Er is niets te vernietigen waarvoor een tweede persoon nodig is.\n"


def test_names_that_no_run_mentions_are_listed_and_go(home: Path, town: Run) -> None:
    with Vault(home / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault:
        vault.put([Name(one, "Verzonnen", "owner", "t") for one in (person("a"), person("f"))])
    out = ("--out", str(town.path.parent))
    assert "lijst namen" in _type("retention", "plan", *WHY, "--user", "a", *out)
    _type("approval", "allow", "1", *WHY, "--user", "b", "--role", "privacy_officer")
    assert "namen in de kluis" in _type("retention", "apply", "--user", "a", *out)
    with Vault(home / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault:
        assert vault.subjects() == [person("a")]


def test_paper_past_its_day_is_listed_and_goes_from_its_folder(home: Path, town: Run) -> None:
    document, beside = home / "a.docx", home / "a.docx.manifest.json"
    document.write_bytes(b"stuk")
    beside.write_bytes(b"{}")
    made = dataclasses.replace(
        DOCUMENT, folder=str(home), sha256=sha256(b"stuk").hexdigest(),
        manifest_sha256=sha256(b"{}").hexdigest(), destroy_on=date(2026, 1, 1),
    )  # fmt: skip
    casework = open_casework(f"sqlite:///{home / 'casework.sqlite'}", settings=load_settings())
    with casework.writing() as session:
        who = users.sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=LONG_AGO)
        reason = "Gevraagd door het overleg van maandag."
        paper_register.register(session, [made], user=who, reason=reason, now=datetime.now(UTC))
    casework.close()
    out = ("--out", str(town.path.parent))
    assert "Vraag 1: lijst stukken van " in _type("retention", "plan", *WHY, "--user", "a", *out)
    _type("approval", "allow", "1", *WHY, "--user", "b", "--role", "privacy_officer")
    assert f"verwijderd: {document}\n" in _type("retention", "apply", "--user", "a", *out)
    assert not document.exists()
    assert not beside.exists()


def test_case_of_the_riec_goes_by_itself_unless_two_persons_keep_it(home: Path, town: Run) -> None:
    kept = _case(home, at=datetime(2021, 12, 1, 12, tzinfo=UTC), origin=Origin.RIEC)
    gone = _case(home, origin=Origin.RIEC)
    wanted = ("retention", "extend", str(kept), "--until", "2027-06-01", *WHY, "--user", "ri")
    assert _type(*wanted).startswith("Vraag 1 staat open")
    _type("approval", "allow", "1", *WHY, "--user", "fg", "--role", "privacy_officer")
    assert _type(*wanted) == f"Zaak {kept} blijft tot en met 2027-06-01.\n"
    told = _type("retention", "apply", "--user", "a", "--out", str(town.path.parent))
    assert f"vernietigd: zaak van het RIEC {gone}; vanaf 2025-01-07" in told
    assert f"RIEC {kept};" not in told


def test_name_is_opened_by_two_persons_from_the_command_line(home: Path, town: Run) -> None:
    with Vault(home / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault:
        vault.put([Name(person("a"), "Anna Verzonnen", "director", "hr")])
    number = str(_case(home, at=datetime.now(UTC)))
    out = ("--out", str(town.path.parent))

    def names(action: str, *more: str, user: str = "ri") -> str:
        return _type("case", "names", number, action, *more, "--user", user, *out)

    assert "Paaaaa\n" in names("list")
    assert "Paaaaaa" not in names("list")
    with pytest.raises(CaseworkError, match="niet in de omgeving"):
        names("ask", "Pdddddd", *WHY)
    assert names("ask", "Paaaaa", *WHY) == "1\n"
    with pytest.raises(CaseworkError, match="tweede persoon heeft dit niet goedgekeurd"):
        names("show", "Paaaaa")
    with pytest.raises(CaseworkError, match="wacht niet precies één vraag"):
        names("allow", "Paaaaa", *WHY)
    assert (
        names("allow", "Paaaaa", *WHY, "--role", "driehoek_adviser", user="da")
        == "Vraag 1: goedgekeurd.\n"
    )
    assert names("show", "Paaaaa") == "Anna Verzonnen (director, hr)\n"


def test_sealed_signal_shows_its_steps_and_the_privacy_officer_reads_it(
    home: Path, sample_run: Run
) -> None:
    del home
    here = str(sample_run.table("worklist")["location_id"][0])
    where = (sample_run.path.name, here, "--kind", "signal", "--out", str(sample_run.path.parent))
    why = ("--reason", "Kenmerk: de feiten zijn naast elkaar gelegd.", "--user", "ri")
    _type("case", "open", *where, *why)
    _type("case", "close", "1", "--outcome", "onterecht", *why)
    told = _type("case", "show", "1", "--user", "ri")
    assert "Verzegeld: niet opgepakt" in told
    assert "AFGESLOTEN door ri" in told
    assert "Kenmerk" not in told + _type("case", "show", "1", "--user", "ri", "--format", "json")
    with pytest.raises(CaseworkError, match="als RIEC-liaison mag u dit niet"):
        _type("case", "unseal", "1", *why, "--role", "riec_liaison")
    read = json.loads(_type("case", "unseal", "1", "--reason", "Inzage.", "--user", "fg"))
    assert read["case"][0]["purpose"].startswith("Kenmerk")
    looked = _type("audit", "search", "--of", "fg", "--user", "fg")
    assert "Verzegeld signaal gelezen: Inzage." in looked


def test_privacy_officer_draws_the_sample_and_searches(home: Path) -> None:
    number = _case(home)
    told = _type("audit", "sample", "--month", "2020-01", "--user", "fg")
    assert told.splitlines()[:2] == [
        "Steekproef 2020-01: 1 van 1 logregels", "  1 x Zaak geopend: casus",
    ]  # fmt: skip
    data = json.loads(_type("audit", "sample", "--month", "2020-01", "--user", "fg",
                            "--format", "json"))  # fmt: skip
    assert data["steekproef"][0]["gebruiker"] == "ri"
    assert "Zaak geopend" in _type("audit", "search", "--about", str(number), "--user", "fg")
    assert CliRunner().invoke(app, ["audit", "sample", "--month", "2020-13"]).exit_code == 2
