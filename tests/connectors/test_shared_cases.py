"""Recorded ZGW and StUF exchanges as they were published, and files of other readers."""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from connectors.delivery import Note
from engine.errors import SourceChanged
from tests import shared
from tests.connectors.deliver import quarantined
from tests.connectors.stuf import letters
from tests.connectors.zaken import answers
from tests.connectors.zaken.answers import facts, ignored, notes

SHARED = shared.DATA
PERMITS = SHARED / "permits"
OTHERS = sorted(
    path
    for folder in ("permits/koop", "permits/vth", "permits/signalen", "permits/police", "kvk/api")
    for path in (SHARED / folder).rglob("*")
    if path.suffix in (".json", ".xml") and "ggm" not in str(path)
)
RECORDED: dict[str, object] = {
    "kinds": {"000000000/TEST": {"ZT-001": {"table": "permit", "kind": "other"}}},
    "statuses": {"Ontvangen": "requested"},
}

pytestmark = shared.needs(PERMITS)


def _cassettes(folder: Path) -> list[Path]:
    """The answers of every recording, one file each, in the envelope of our own copies."""
    files = []
    for cassette in sorted((PERMITS / "zgw" / "cassettes").glob("*.yaml")):
        for number, pair in enumerate(YAML(typ="safe").load(cassette)["interactions"]):
            response = pair["response"]
            told = {
                "status": response["status"]["code"],
                "uri": pair["request"]["uri"],
            }
            body = json.loads(response["body"]["string"])
            file = folder / f"{cassette.stem}_{number:02}.json"
            file.write_text(json.dumps({"_recorded": told, "body": body}), "utf-8")
            files.append(file)
    return files


def test_extracted_answers_give_seven_cases() -> None:
    files = sorted((PERMITS / "zgw" / "extracted").glob("*.json"))
    items = answers.read(*files, options=RECORDED, values={})
    assert len(files) == 43
    assert len(facts(items)) == 7
    assert quarantined(items) == []
    assert sum(getattr(i, "count", 1) for i in items if not isinstance(i, Note)) == 51


def test_whole_recordings_give_the_rows_of_the_extracted_answers(tmp_path: Path) -> None:
    files = sorted((PERMITS / "zgw" / "extracted").glob("*.json"))
    apart = facts(answers.read(*files, options=RECORDED, values={}))
    whole = answers.read(*_cassettes(tmp_path), options=RECORDED, values={})
    found = {str(row["permit_id"]): row for row in facts(whole)}
    assert found == {str(row["permit_id"]): row for row in apart}
    assert "not mapped" not in str(ignored(whole))
    assert notes(whole)["days without a version/000000000/TEST/ZT-001"] == 2


def test_recorded_bsn_is_nowhere_in_what_is_read(tmp_path: Path) -> None:
    shown = str(answers.read(*_cassettes(tmp_path), options=RECORDED, values={}))
    assert [number for number in ("111222333", "123456782") if number in shown] == []


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_files_of_other_readers_are_refused_by_name(path: Path) -> None:
    with pytest.raises(SourceChanged) as by_zgw:
        answers.read(path)
    with pytest.raises(SourceChanged) as by_stuf:
        letters.read([path])
    assert path.name in str(by_zgw.value)
    assert path.name in str(by_stuf.value)


def test_recorded_stuf_exchange_is_read_from_the_recording(tmp_path: Path) -> None:
    (cassette,) = (PERMITS / "stuf").glob("*.yaml")
    pairs = YAML(typ="safe").load(cassette)["interactions"]
    texts = [t for p in pairs for t in (p["request"]["body"], p["response"]["body"]["string"])]
    options = {"kinds": {"foo": {"table": "permit", "kind": "other"}}}
    items = letters.cases(tmp_path, *texts, options=options, values={})
    assert [row["permit_id"] for row in facts(items)] == ["foo-zaak"]
    assert "111222333" not in str(items)
