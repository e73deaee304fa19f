"""A document of another reader is named by its keys, never by its values."""

import pytest

from connectors.json_kinds import name_of


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"mainTableName": "A", "records": []}, "an answer of PowerBrowser"),
        ([{"id": "1", "fields": []}], "a list of: a case of PowerBrowser"),
        ({"count": 1, "content": []}, "an answer of Decos JOIN"),
        ({"_links": {}, "count": 1, "results": []}, "a list of Signalen"),
        ({"count": 1, "next": None, "previous": None, "results": []}, "a list of the ZGW API's"),
        ({"type": "FeatureCollection", "features": []}, "GeoJSON"),
        ({"$schema": "x", "properties": {}}, "a JSON schema"),
        ({"geheim": "geheim2"}, "an object with keys: geheim"),
        ([], "an empty list"),
        ("tekst", "a JSON str"),
    ],
)
def test_document_is_named_by_its_keys(body: object, name: str) -> None:
    assert name_of(body).startswith(name)
    assert "geheim2" not in name_of(body)


def test_long_lists_of_keys_are_cut() -> None:
    shown = name_of({f"k{n:02}": n for n in range(40)})
    assert shown.endswith("k11, …")
