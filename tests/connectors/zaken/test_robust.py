"""Whatever an answer holds, every object is one item and nothing else is raised."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.delivery import Note
from engine.errors import SourceError
from tests.connectors.deliver import quarantined
from tests.connectors.zaken.answers import (
    TYPES,
    Answer,
    case_object,
    prop,
    read,
    result,
    role,
    status,
    write,
    zaak,
)

ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", " ", "initiator", "2026-02-31", "adres", "https://x.nl/zaken/1"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["url", "type", "coordinates", "identificatie", "_expand", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
GOOD: tuple[Answer, ...] = (
    zaak(),
    status("Ontvangen", "2026-03-01T09:00:00Z"),
    result("Verleend"),
    role("natuurlijk_persoon", {"geslachtsnaam": "Voorbeeld"}),
    case_object("adres", {"huisnummer": 1}),
    prop("Oppervlakte", "3"),
    *TYPES[:3],
)


@st.composite
def broken(draw: st.DrawFn) -> Answer:
    """A good object with one key that holds something odd."""
    body = dict(draw(st.sampled_from(GOOD)))
    body[draw(st.sampled_from(sorted(body)))] = draw(ODD)
    return body


@settings(max_examples=60)
@given(broken())
def test_one_odd_value_never_stops_the_delivery(body: Answer) -> None:
    with TemporaryDirectory() as folder:
        items = read(write(Path(folder), *TYPES, zaak("Z9"), body))
    counted = sum(getattr(item, "count", 1) for item in items if not isinstance(item, Note))
    assert counted == len(TYPES) + 2
    assert all(bad.reason for bad in quarantined(items))


@settings(max_examples=60)
@given(ODD)
def test_any_json_is_read_or_refused_by_name(value: object) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.json"
        file.write_text(json.dumps(value), "utf-8")
        try:
            found = str(read(file))
        except SourceError as error:
            found = str(error)
    assert "a.json" in found or "source zaken" in found
