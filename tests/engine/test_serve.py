"""`dijkwacht serve`: with sign-in anywhere, without it only invented data on this machine."""

import os
import shutil
import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine import cli, snapshot
from engine.casework import judgements
from engine.casework.database import open_casework
from engine.casework.models import Role, Verdict
from engine.casework.places import LocationState
from engine.casework.users import sign_in
from engine.errors import DijkwachtError, RunError, SettingsError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.settings import load_settings
from tests import casework_file
from tests.engine.network.published import publish
from tests.engine.network.world import empty_world

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PROVIDER = {
    "DIJKWACHT_OIDC_METADATA_URL": "https://inloggen.example.nl/.well-known/openid-configuration",
    "DIJKWACHT_OIDC_CLIENT_ID": "dijkwacht",
    "DIJKWACHT_OIDC_CLIENT_SECRET": "geheim-123",
    "DIJKWACHT_OIDC_APP_URL": "https://dijkwacht.example.nl",
}


class Became(Exception):
    """The process would be another program now."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.command, self.environment = command, environment
        super().__init__(" ".join(command))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run of the invented municipality."""
    folder = tmp_path_factory.mktemp("serve")
    with empty_world() as world:
        publish(world, folder / "runs")
    return folder / "runs"


@pytest.fixture
def runs(invented: Path, tmp_path: Path) -> Path:
    """The same in a folder of this test."""
    shutil.copytree(invented, tmp_path / "runs")
    return tmp_path / "runs"


@pytest.fixture
def real(runs: Path) -> Path:
    """A folder that has a run of real deliveries too."""
    (run,) = snapshot.list_runs(runs)
    other = runs / f"{run.path.name[:-1]}x"
    shutil.copytree(run.path, other)
    text = (other / "run.json").read_text("utf-8")
    print_ = str(run.meta["key_fingerprint"])
    (other / "run.json").write_text(text.replace(print_, "0" * 16), "utf-8")
    return runs


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("DIJKWACHT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def become(_: str, command: list[str], environment: Mapping[str, str]) -> None:
        raise Became(command, environment)

    monkeypatch.setattr(os, "execve", become)


def _serve(*arguments: str) -> Became:
    """What the process would become."""
    with pytest.raises(Became) as became:
        cli.app(["serve", *arguments], standalone_mode=False)
    return became.value


def _sign_in(monkeypatch: pytest.MonkeyPatch, **others: str) -> None:
    for name, value in (PROVIDER | others).items():
        monkeypatch.setenv(name, value)


def _refused(kind: type[DijkwachtError], match: str, *arguments: str) -> None:
    with pytest.raises(kind, match=match):
        cli.app(["serve", *arguments], standalone_mode=False)


def test_invented_data_opens_on_this_machine_with_files_beside_it(runs: Path) -> None:
    became = _serve("--out", str(runs))
    assert became.command[became.command.index("--server.address") :][:2] == [
        "--server.address",
        "127.0.0.1",
    ]
    own = became.environment
    assert own["DIJKWACHT_SAMPLE"] == "1"
    assert own["DIJKWACHT_CASEWORK"] == f"sqlite:///{runs.parent / 'casework.sqlite'}"
    assert "DIJKWACHT_SECRETS" not in own


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("--address", "0.0.0.0"), "127.0.0.1 only; set .*OIDC", id="elsewhere"),
        pytest.param((), "no run, so it is not invented data; set", id="no run at all"),
    ],
)
def test_without_sign_in_anything_else_is_refused_with_the_way_out(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    _refused(RunError, told, "--out", str(tmp_path / "none"), *arguments)


def test_one_real_run_among_invented_ones_needs_sign_in(real: Path) -> None:
    _refused(
        RunError, "is no invented data: it needs sign-in; set DIJKWACHT_OIDC", "--out", str(real)
    )


def test_casework_about_another_run_is_not_opened_without_sign_in(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = casework_file.url(tmp_path / "real")
    casework = open_casework(url, settings=load_settings(), key=lambda: PUBLIC_SAMPLE_KEY)
    with casework.writing() as session:
        user = sign_in(session, subject="u", role=Role.ANALYST, now=NOW)
        judgements.judge(
            session, user=user, location=LocationState("L1", ("1",), "low", (), ()),
            run="2026-11-01-abc", week="2026-W45", verdict=Verdict.INNOCENT, reason="Verzonnen.",
            innocent_explanation="Verzonnen.", now=NOW,
        )  # fmt: skip
    casework.close()
    monkeypatch.setenv("DIJKWACHT_CASEWORK", url)
    _refused(RunError, "knows run 2026-11-01-abc, which is not in", "--out", str(runs))


def test_vault_of_real_names_is_not_opened_without_sign_in(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Vault(tmp_path / "real.sqlite", b"k" * 32).close()
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "real.sqlite"))
    _refused(DijkwachtError, "give the right key", "--out", str(runs))


def test_sign_in_opens_real_runs_and_the_secret_is_in_no_argument(
    real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sign_in(monkeypatch)
    monkeypatch.setenv("DIJKWACHT_ROLE", "administrator")
    monkeypatch.setenv("DIJKWACHT_USER", "iemand")
    became = _serve("--out", str(real), "--address", "127.0.0.2")
    assert "geheim-123" not in str(became)
    assert "127.0.0.2" in became.command
    flags = dict(zip(became.command[3::2], became.command[4::2], strict=True))
    assert flags["--server.trustedUserHeaders"] == "{}"
    assert flags["--client.showErrorDetails"] == "none"
    assert not {"DIJKWACHT_ROLE", "DIJKWACHT_USER"} & became.environment.keys()
    assert became.environment["DIJKWACHT_SAMPLE"] == ""
    assert became.environment["DIJKWACHT_SECRETS"].endswith("sign-in")


@pytest.mark.parametrize(
    ("others", "arguments", "told"),
    [
        pytest.param({"DIJKWACHT_OIDC_CLIENT_SECRET": ""}, (), "half configured", id="half"),
        pytest.param({"DIJKWACHT_SIGN_IN": "weg.yml"}, (), "no such file", id="no rules"),
        pytest.param(
            {"DIJKWACHT_OIDC_APP_URL": "http://127.0.0.1:8501"}, ("--address", "0.0.0.0"),
            "https:// to listen on 0.0.0.0", id="in the clear for everybody",
        ),
    ],
)  # fmt: skip
def test_sign_in_that_is_not_whole_or_not_safe_is_refused(
    runs: Path,
    others: dict[str, str],
    arguments: tuple[str, ...],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _sign_in(monkeypatch, **others)
    _refused(SettingsError, told, "--out", str(runs), *arguments)


def test_port_that_is_taken_gives_the_next_one(runs: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = _serve("--out", str(runs), "--port", str(port)).command
    assert port < int(command[command.index("--server.port") + 1]) <= port + 20


def test_help_tells_what_needs_sign_in() -> None:
    told = CliRunner().invoke(cli.app, ["serve", "--help"])
    assert "without sign-in only on 127.0.0.1" in " ".join(told.stdout.split())
