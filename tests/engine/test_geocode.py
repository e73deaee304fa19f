"""`sources geocode` and `sources bag`: what is asked, what is written, what a run makes of it."""

import json
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner
from werkzeug import Request, Response

from engine.commands.sources import app
from engine.errors import SettingsError
from engine.progress import silent
from engine.register import build, geocoding
from engine.register.geocoding import TABLES_ASKED
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import SHIPPED_RULES, load_settings
from engine.sources_file import load_sources

OBJECT, ADDRESS = "1884010000000001", "1884200000000001"
DOC = {
    "type": "adres",
    "gemeentecode": "1884",
    "straatnaam": "Verzonnen Dijk",
    "huis_nlt": "1",
    "postcode": "2371AA",
    "woonplaatsnaam": "Kaag",
    "nummeraanduiding_id": ADDRESS,
    "adresseerbaarobject_id": OBJECT,
}


def rules(folder: Path, server: HTTPServer) -> Path:
    """The shipped settings with both services on this machine."""
    text = (SHIPPED_RULES / "settings.yml").read_text("utf-8")
    text = re.sub(r'url: "https://[^"]*"', f'url: "{server.url_for("/api")}"', text)
    made = folder / "rules"
    made.mkdir()
    (made / "settings.yml").write_text(text, "utf-8")
    return made


def a_run(out: Path, *texts: str) -> Path:
    """A run folder with unmatched texts of permits."""
    run = out / "2026-11-01-abc"
    (run / "tables").mkdir(parents=True)
    meta = {"as_of": "2026-11-01", "published_at": "x", "municipality": "1884"}
    (run / "run.json").write_text(json.dumps(meta))
    for name in TABLES_ASKED:
        rows = texts if name == "permit" else ()
        table = pa.table(
            {
                "place_match": pa.array(["none"] * len(rows), pa.string()),
                "place_text": pa.array(rows, pa.string()),
            }
        )
        pq.write_table(table, run / "tables" / f"{name}.parquet")
    return out


def test_answers_that_agree_are_written_and_names_are_never_sent(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.args["q"])
        return Response(json.dumps({"response": {"docs": [DOC]}}), content_type="application/json")

    httpserver.expect_request("/api/free").respond_with_handler(answer)
    texts = ("Verzonnen Dijk 1, Kaag", "Verzonnen Dijk 2, Kaag", "Jan Bedacht, Dijk 3, Kaag")
    runs, file = a_run(tmp_path / "runs", *texts), tmp_path / "geocoded.csv"
    given = ["--out", str(runs), "--to", str(file), "--rules", str(rules(tmp_path, httpserver))]
    done = CliRunner().invoke(app, ["geocode", *given])
    assert done.exit_code == 0, done.output
    assert asked == list(texts[:2])
    assert "1 of 2 texts have an answer that agrees" in done.output
    (found,) = geocoding.load(file)
    assert (found.text, found.object_id, found.address_id) == (texts[0], OBJECT, ADDRESS)


def test_a_file_that_people_looked_at_is_not_overwritten(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    file = tmp_path / "geocoded.csv"
    file.write_text("looked at")
    done = CliRunner().invoke(app, ["geocode", "--out", str(tmp_path), "--to", str(file)])
    assert isinstance(done.exception, SettingsError)
    assert file.read_text() == "looked at"
    assert httpserver.log == []


def test_one_object_is_told_as_the_bag_says_it_now(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAG_API_KEY", "geheim")
    body = {"verblijfsobject": {"status": "Verblijfsobject buiten gebruik"}}
    httpserver.expect_request(f"/api/verblijfsobjecten/{OBJECT}").respond_with_json(body)
    given = ["bag", OBJECT, "--rules", str(rules(tmp_path, httpserver))]
    done = CliRunner().invoke(app, given)
    assert done.output.splitlines() == [
        f"{OBJECT} (VBO): Verblijfsobject buiten gebruik",
        "address: none that is current",
        "in onderzoek: nothing",
    ]


def test_without_a_key_nothing_is_asked(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BAG_API_KEY", raising=False)
    given = ["bag", OBJECT, "--rules", str(rules(tmp_path, httpserver))]
    done = CliRunner().invoke(app, given)
    assert isinstance(done.exception, SettingsError)
    assert "BAG_API_KEY is not set" in str(done.exception)
    assert httpserver.log == []


def test_a_run_says_which_geocoded_file_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text('municipality: "1884"\nsources: []\ngeocoded: absent.csv\n')
    with pytest.raises(SettingsError, match=r"absent\.csv: cannot be read"):
        build.build(
            load_sources(file),
            as_of=date(2026, 11, 1),
            settings=load_settings(),
            key=PUBLIC_SAMPLE_KEY,
            vault=None,
            decisions=(),
            progress=silent,
        )
