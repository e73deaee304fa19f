"""Answers of BRK Bevragen 2 for tests, about one invented object."""

import json
from collections.abc import Mapping
from pathlib import Path

OBJECT = "113401985700020"
BASE = "/kadastraalonroerendezaken"
BSN = "999999990"


def thing(**changes: object) -> dict[str, object]:
    """A parcel with a price."""
    made: dict[str, object] = {
        "identificatie": OBJECT,
        "type": "perceel",
        "kadastraleAanduiding": "Proefland B 12",
        "koopsom": {"koopsom": 185000, "koopjaar": 2015},
        "adressen": [{"nummeraanduidingIdentificatie": "1884200000000003"}],
        "_links": {"self": {"href": f"{BASE}/{OBJECT}"}},
    }
    return {key: value for key, value in {**made, **changes}.items() if value is not None}


def holder(number: str = "30000001", **changes: object) -> dict[str, object]:
    """A holder of half the ownership, by default a registered person."""
    made: dict[str, object] = {
        "identificatie": number,
        "type": "eigenaar",
        "aanvangsdatum": "2015-02-10",
        "tenaamstelling": {
            "aandeel": {"teller": 1, "noemer": 2},
            "stukIdentificaties": ["20150209000001"],
            "isGebaseerdOpStukdeelIdentificaties": ["70000001"],
        },
        "persoon": {
            "identificatie": BSN,
            "omschrijving": "Dirk Droomster",
            "type": "ingeschreven_natuurlijk_persoon",
        },
        "_links": {"persoon": {"href": f"/ingeschrevenpersonen/{BSN}"}},
    }
    return {key: value for key, value in {**made, **changes}.items() if value is not None}


def owner(**changes: object) -> dict[str, object]:
    """A holder of the whole."""
    registered = {"aandeel": {"teller": 1, "noemer": 1}, "stukIdentificaties": ["20150209000001"]}
    return holder(**{"tenaamstelling": registered, **changes})  # type: ignore[arg-type]


def listed(kind: str, *parts: Mapping[str, object], **more: object) -> dict[str, object]:
    """A list about the object."""
    link = {"self": {"href": f"{BASE}/{OBJECT}/{kind.lower()}"}}
    return {"_links": link, "_embedded": {kind: list(parts)}, **more}


def asked(body: Mapping[str, object], **about: str) -> dict[str, object]:
    """An answer in its envelope."""
    return {"_asked": about, "body": dict(body)}


def write(folder: Path, *answers: Mapping[str, object]) -> Path:
    """Write answers as lines of one file."""
    file = folder / "antwoorden.jsonl"
    lines = (json.dumps(answer, ensure_ascii=False) for answer in answers)
    file.write_text("\n".join((*lines, "")), encoding="utf-8")
    return file
