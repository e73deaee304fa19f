"""Signalen by its API: facts are read, people are not; what was split or cancelled is left out."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.reports import lists
from connectors.reports.merge import CONFLICT, DUPLICATE, PARENT, SUPERSEDED
from engine.errors import SettingsError, SourceChanged
from engine.settings import SHIPPED_RULES
from engine.tables import REPORT_CATEGORIES
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.reports.signals import (
    KEY,
    MAIL,
    NEVER,
    category,
    ignored,
    notes,
    page,
    read,
    read_all,
    reporter,
    signal,
    state,
    values,
    write,
)

KEYED = {"options": {"reporter_key": "env:MELDER"}}


def test_report_is_category_day_and_place(tmp_path: Path) -> None:
    assert values(read_all(tmp_path, signal())) == [
        {
            "report_id": "1",
            "category": "waste",
            "reported_on": date(2026, 6, 18),
            "street": "Voorbeeldweg",
            "house_number": "3",
            "postcode": "2371AA",
            "town": "Roelofarendsveen",
            "lat": 52.2,
            "lon": 4.63,
        }
    ]


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param({"a": NEVER}, id="object"),
        pytest.param([{"id": "x", "answer": NEVER}], id="list with text"),
        pytest.param(
            [{"id": "x", "answer": {"label": NEVER, "value": True}}], id="list with object"
        ),
        pytest.param([], id="empty list"),
    ],
)
def test_output_has_no_reporter_text_note_or_attachment_on_the_bytes(
    shape: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MELDER", KEY)
    reports = [signal(1, extra_properties=shape), signal(2, status=state("x")), signal(3, id=NEVER)]
    found = read_all(tmp_path, *reports, **KEYED)
    assert len(found) > 3
    assert NEVER not in repr(found)
    assert "voorbeeld.example" not in repr(found)
    assert KEY not in repr(found)


def test_what_is_dropped_is_counted(tmp_path: Path) -> None:
    found = notes(read_all(tmp_path, signal(1), signal(2)))
    for name in ("reporter", "text", "text_extra", "notes", "attachments", "extra_properties"):
        assert found[f"dropped fields/{name}"] == 2


@pytest.mark.parametrize("word", ["a", "s"])
def test_a_and_s_states_are_not_counted(word: str, tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(1, status=state(word)), signal(2))
    assert [row["report_id"] for row in values(found)] == ["2"]
    assert sum(ignored(found).values()) == 1


@pytest.mark.parametrize(
    "parent",
    [
        pytest.param(signal(1, has_children=True), id="list says so"),
        pytest.param(
            signal(1, _links={"sia:children": [{"href": "https://x/2"}]}), id="detail says so"
        ),
        pytest.param(signal(1), id="only the child says so"),
    ],
)
def test_split_parents_are_not_counted_and_their_children_are(
    parent: dict[str, object], tmp_path: Path
) -> None:
    children = [
        signal(n, has_parent=True, _links={"sia:parent": {"href": "https://x/private/signals/1"}})
        for n in (2, 3)
    ]
    found = read_all(tmp_path, parent, *children)
    assert [row["report_id"] for row in values(found)] == ["2", "3"]
    assert ignored(found) == {PARENT: 1}


def test_every_state_of_the_list_is_known_and_two_do_not_count() -> None:
    states = lists.load(SHIPPED_RULES).states
    assert len(states) == 18
    assert {word: reason for word, reason in states.items() if reason} == {
        "a": "cancelled",
        "s": "split",
    }


def test_unknown_state_is_named_and_not_counted(tmp_path: Path) -> None:
    (bad,) = quarantined(read_all(tmp_path, signal(status=state("nieuw"))))
    assert bad.reason == 'state: unlisted word "nieuw"'


def test_each_of_the_77_sub_categories_is_listed_by_its_slugs() -> None:
    models = json.loads((FIXTURES / "signalen" / "categories.json").read_text("utf-8"))
    slugs = {model["pk"]: model["fields"]["slug"] for model in models}
    subs = [m["fields"] for m in models if m["fields"].get("parent")]
    listed = lists.load(SHIPPED_RULES).categories
    assert len(subs) == len(listed) == 77
    assert {f"{slugs[sub['parent']]}/{sub['slug']}" for sub in subs} == set(listed)
    assert set(listed.values()) <= set(REPORT_CATEGORIES)


def test_slug_of_a_name_is_the_one_that_signalen_made() -> None:
    models = json.loads((FIXTURES / "signalen" / "categories.json").read_text("utf-8"))
    for model in models:
        assert lists.slug(model["fields"]["name"]) == model["fields"]["slug"]


def test_unknown_slug_is_quarantined_by_name(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(category=category("afval", "nieuw")), signal(2))
    (bad,) = quarantined(found)
    assert bad.reason == 'category: unlisted word "afval/nieuw": map it by name under values'
    assert bad.record_id == "1"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param({"afval/nieuw": "dumping"}, "dumping", id="new category"),
        pytest.param({"afval/nieuw": ""}, None, id="means unknown"),
    ],
)
def test_own_words_are_mapped_under_values(
    words: dict[str, str], expected: str | None, tmp_path: Path
) -> None:
    report = signal(category=category("afval", "nieuw"))
    (row,) = values(read_all(tmp_path, report, values={"category": words}))
    assert row.get("category") == expected


def test_own_words_go_before_the_list(tmp_path: Path) -> None:
    (row,) = values(
        read_all(tmp_path, signal(), values={"category": {"afval/huisafval": "dumping"}})
    )
    assert row["category"] == "dumping"


def test_report_without_category_or_state_is_still_one(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(category=None, status=None))
    assert "category" not in values(found)[0]
    assert notes(found)["reports without a category"] == 1
    assert notes(found)["reports without a state"] == 1


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        pytest.param({}, date(2026, 6, 18), id="incident first"),
        pytest.param({"incident_date_start": None}, date(2026, 6, 19), id="else the report"),
        pytest.param(
            {"incident_date_start": "2026-06-18T22:30:00Z"}, date(2026, 6, 19), id="local"
        ),
        pytest.param(
            {"incident_date_start": "2026-01-18T22:59:00Z"}, date(2026, 1, 18), id="winter"
        ),
        pytest.param(
            {"incident_date_start": "2026-06-18T23:30:00+02:00"}, date(2026, 6, 18), id="zone"
        ),
        pytest.param(
            {"incident_date_start": "2026-06-18T22:30:00"}, date(2026, 6, 19), id="bare is UTC"
        ),
    ],
)
def test_times_are_utc_and_the_day_is_local(
    dates: dict[str, object], day: date, tmp_path: Path
) -> None:
    assert values(read_all(tmp_path, signal(**dates)))[0]["reported_on"] == day


@pytest.mark.parametrize("bad", ["2026-02-31T00:00:00Z", "2024-13-01", 7])
def test_date_that_does_not_exist_goes_to_quarantine(bad: object, tmp_path: Path) -> None:
    (wrong,) = quarantined(read_all(tmp_path, signal(incident_date_start=bad)))
    assert wrong.reason == "reported_on (incident_date_start): not a date that exists"


def test_report_without_any_date_goes_to_quarantine(tmp_path: Path) -> None:
    report = signal(incident_date_start=None, created_at="")
    (wrong,) = quarantined(read_all(tmp_path, report))
    assert wrong.reason == "reported_on: neither incident_date_start nor created_at"


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        pytest.param([4.63, 52.2], None, id="longitude first"),
        pytest.param([52.2, 4.63], "points with latitude before longitude", id="turned"),
    ],
)
def test_geojson_order_is_right(pair: list[float], told: str | None, tmp_path: Path) -> None:
    location = {"geometrie": {"type": "Point", "coordinates": pair}}
    found = read_all(tmp_path, signal(location=location))
    assert (values(found)[0]["lat"], values(found)[0]["lon"]) == (52.2, 4.63)
    assert told is None or notes(found)[told] == 1


@pytest.mark.parametrize(
    "shape",
    [
        None,
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "Point", "coordinates": ["a", None]},
        {"type": "Polygon", "coordinates": [[[4.6, 52.2]]]},
        {"type": "Point", "coordinates": [4.6]},
    ],
    ids=["none", "outside", "no numbers", "polygon", "half"],
)
def test_point_that_is_none_leaves_the_address(shape: object, tmp_path: Path) -> None:
    location = {"geometrie": shape, "address": {"postcode": "2371AA", "huisnummer": 3}}
    (row,) = values(read_all(tmp_path, signal(location=location)))
    assert row["postcode"] == "2371AA"
    assert not row.keys() & {"lat", "lon"}


def test_address_text_serves_when_there_are_no_parts(tmp_path: Path) -> None:
    location = {"address": None, "address_text": "Voorbeeldweg 3", "geometrie": None}
    assert values(read_all(tmp_path, signal(location=location)))[0]["address"] == "Voorbeeldweg 3"


def test_report_without_a_place_is_a_row(tmp_path: Path) -> None:
    (row,) = values(read_all(tmp_path, signal(location=None)))
    assert set(row) == {"report_id", "category", "reported_on"}


def test_reporters_are_told_apart_by_a_keyed_pseudonym(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MELDER", KEY)
    who = [
        reporter("Jan@Voorbeeld.example"),
        reporter(" jan@voorbeeld.EXAMPLE "),
        reporter(phone="06-12345678"),
        reporter(phone="+31 6 12345678"),
        reporter(phone="06-99999999"),
    ]
    reports = [signal(number, reporter=one) for number, one in enumerate(who, start=1)]
    ids = [row["reporter_id"] for row in values(read_all(tmp_path, *reports, **KEYED))]
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert len(set(ids)) == 3
    assert all(str(one).startswith("R") and len(str(one)) == 21 for one in ids)


def test_another_key_gives_other_pseudonyms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for key in (KEY, KEY[::-1]):
        monkeypatch.setenv("MELDER", key)
        found.append(values(read_all(tmp_path, signal(), **KEYED))[0]["reporter_id"])
    assert found[0] != found[1]


@pytest.mark.parametrize(
    "who",
    [
        reporter(),
        reporter("*****", "*****"),
        reporter(phone="*****"),
        reporter("geen", "-"),
        None,
        "x",
    ],
    ids=["anonymous", "masked", "masked phone", "no contact", "absent", "no object"],
)
def test_masked_and_anonymous_reporters_are_nobody(
    who: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MELDER", KEY)
    assert "reporter_id" not in values(read_all(tmp_path, signal(reporter=who), **KEYED))[0]


def test_without_a_key_nobody_is_told_apart(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal())
    assert "reporter_id" not in values(found)[0]
    assert notes(found)["reporters that are not told apart: no options.reporter_key"] == 1


def test_pseudonym_that_the_source_made_is_kept(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(reporter_pseudonym="R" + "0a" * 10))
    assert values(found)[0]["reporter_id"] == "R" + "0a" * 10


@pytest.mark.parametrize("word", [MAIL, "0612345678", "Jan", 5])
def test_pseudonym_that_may_be_a_person_is_dropped(word: object, tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(reporter_pseudonym=word, reporter=None))
    assert "reporter_id" not in values(found)[0]
    assert notes(found)["dropped fields/reporter_pseudonym that is none"] == 1


@pytest.mark.parametrize(
    ("value", "what"), [(None, "MELDER is not set"), ("kort", "MELDER is too short")]
)
def test_key_that_cannot_serve_stops_the_source_without_being_told(
    value: str | None, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MELDER", raising=False)
    if value:
        monkeypatch.setenv("MELDER", value)
    with pytest.raises(SettingsError, match=what) as caught:
        read_all(tmp_path, signal(), **KEYED)
    assert "kort" not in str(caught.value)


def test_latest_answer_about_a_report_counts(tmp_path: Path) -> None:
    old = signal(updated_at="2026-06-20T10:00:00Z", status=state("m"))
    new = signal(updated_at="2026-06-20T12:00:00+01:00", status=state("a"))
    for order in ([old, new], [new, old]):
        found = read_all(tmp_path, *order)
        assert values(found) == []
        assert ignored(found) == {SUPERSEDED: 1, "state a: cancelled": 1}


def test_equal_answers_collapse(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(), signal())
    assert len(values(found)) == 1
    assert ignored(found) == {DUPLICATE: 1}


def test_two_versions_of_one_moment_both_go_to_quarantine(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(), signal(category=category("overig", "overig")))
    assert [bad.reason for bad in quarantined(found)] == [CONFLICT, CONFLICT]
    assert values(found) == []


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        pytest.param({"id": "een"}, "report_id (id): not a number of a report", id="id"),
        pytest.param({"location": "hier"}, "location is not an object", id="location"),
        pytest.param({"status": []}, "status is not an object", id="status"),
    ],
)
def test_report_that_would_be_half_read_goes_to_quarantine(
    report: dict[str, object], reason: str, tmp_path: Path
) -> None:
    found = read_all(tmp_path, signal(**report), signal(2))
    assert quarantined(found)[0].reason == reason
    assert len(values(found)) == 1


def test_unknown_key_is_reported_and_not_kept(tmp_path: Path) -> None:
    found = read_all(tmp_path, signal(nieuw="geheim"))
    assert notes(found)["unknown keys/report/nieuw"] == 1
    assert "geheim" not in repr(found)


def test_no_key_of_the_real_answers_is_unknown(tmp_path: Path) -> None:
    assert not [key for key in notes(read_all(tmp_path, signal())) if key.startswith("unknown")]


def test_single_report_and_lines_of_answers_are_read(tmp_path: Path) -> None:
    lines = tmp_path / "b.jsonl"
    lines.write_text(f"{json.dumps(page(signal(2)))}\n{json.dumps(signal(3))}\n<html>\n", "utf-8")
    found = read([write(tmp_path, signal(1)), lines])
    assert [row["report_id"] for row in values(found)] == ["1", "2", "3"]
    assert [bad.line for bad in quarantined(found)] == [3]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        pytest.param(page(), "the delivery is empty: no report", id="no reports"),
        pytest.param({"kvkNummer": "1"}, "no reports: an answer of the KVK API's", id="KVK"),
        pytest.param({"count": 1, "content": []}, "an answer of Decos JOIN", id="Decos"),
        pytest.param([{"id": "1", "fields": []}], "a case of PowerBrowser", id="PowerBrowser"),
        pytest.param({"$schema": "x", "properties": {}}, "a JSON schema", id="schema"),
    ],
)
def test_document_without_reports_is_refused_and_named(
    body: object, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what):
        read(write(tmp_path, body))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("categories.json", "a fixture of Django"),
        ("create_initial.json", "a request to Signalen to make a report"),
        ("create_initial_public.json", "a request to Signalen to make a report"),
    ],
)
def test_files_of_signalen_that_hold_no_reports_are_named(name: str, what: str) -> None:
    with pytest.raises(SourceChanged, match=what) as caught:
        read(FIXTURES / "signalen" / name)
    assert "melder@example.com" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [b"", b'{"results": [', b"<html>", b"\xff\xfe"],
    ids=["empty", "cut off", "HTML", "bytes"],
)
def test_file_that_is_no_json_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=r"a\.json"):
        read(file)


@settings(max_examples=25)
@given(order=st.permutations(range(5)))
def test_order_of_reports_does_not_matter(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    reports = [signal(n, updated_at=f"2026-06-2{n}T00:00:00Z") for n in range(4)]
    reports.append(
        signal(2, updated_at="2026-06-29T00:00:00Z", category=category("overig", "overig"))
    )
    folder = tmp_path_factory.mktemp("o")
    found = read_all(folder, *(reports[index] for index in order))
    assert sorted(map(str, values(found))) == sorted(map(str, values(read_all(folder, *reports))))
