"""The connector of official publications as a whole: forms, places, certainty and bad input."""

import json
from datetime import date
from pathlib import Path

import pytest
import shapely

from connectors import find, geometry_rd
from connectors.delivery import Used
from connectors.koop.merge import CONFLICT
from engine.errors import SourceChanged, SourceError, SourceRefused, SourceUnavailable
from engine.sources_file import SourceSpec
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.koop.answers import (
    address,
    export,
    ignored,
    notes,
    of_exports,
    of_records,
    point,
    read,
    record,
    response,
    values,
    write,
)

SAMPLES = FIXTURES / "koop"
STRIPPED = SAMPLES / "gmb-2023-174296.sru-record.nsstripped.xml"
ANSWER = SAMPLES / "sru-response.RECONSTRUCTED.xml"
FORMS = ("metadata.xml", "metadata_owms.xml", "html.zip")
PLACE = ("street", "house_number", "postcode", "town")


def _page(*metas: tuple[str, str, str], body: str = "") -> str:
    """A page in the form of 2017, with an empty internal subset."""
    head = "".join(
        f'<meta name="{name}" content="{content}" scheme="{scheme}" />'
        for name, content, scheme in metas
    )
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"[]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'{head}</head><body><div id="broodtekst">{body}</div></body></html>'
    )


PAGE_2017 = _page(
    ("DC.title", "Bekendmaking Wet op de kansspelen", ""),
    ("DCTERMS.available", "2017-06-14", "DCTERMS.W3CDTF"),
    ("DC.identifier", "gmb-2017-100007", "OVERHEIDop.GmbID"),
    ("DC.type", "officiële publicatie", "OVERHEID.Informatietype"),
    ("DC.creator", "Elders", "OVERHEID.Gemeente"),
    ("OVERHEIDop.postcodeHuisnummer", "6882DA 201", "OVERHEID.PostcodeHuisnummer"),
    ("OVERHEIDop.woonplaats", "Velp", ""),
    ("OVERHEIDop.straatnaam", "Voorbeeldstraat", ""),
    ("DC.type", "Beschikkingen | afhandeling", "OVERHEIDgvop.Informatietype"),
    ("DC.spatial", "194754 444610", "OVERHEID.EPSG28992"),
    body="<p>Kenmerk: RHD-589476</p><p>Inlichtingen: Jan Voorbeeld, (026) 12 34 567</p>",
)


def test_recorded_record_is_one_permit_with_two_points_that_is_notified() -> None:
    items = read(STRIPPED)
    (notice,), (permit,) = values(items, "announcement"), values(items, "permit")
    assert (permit["kind"], permit["status"]) == ("demolition", "notified")
    assert permit["bibob_hook"] is False
    assert notice["kind"] == "notification"
    points = sorted(shapely.get_parts(shapely.from_wkb(notice["geometry"])), key=lambda p: p.x)
    lon, lat = [5.33312320398434, 5.33320926054074], [51.3075724542547, 51.3075635053345]
    derived = shapely.points(*geometry_rd.to_rd(lon, lat))
    assert [p.wkt for p in points] == ["POINT (151229 368702)", "POINT (151235 368701)"]
    assert max(shapely.distance(points, derived)) < 1
    assert [permit[name] for name in PLACE] == ["Frater Romboutsstraat", "42", "5571KZ", "Bergeijk"]


def test_same_record_with_other_prefixes_or_none_gives_the_same_row(tmp_path: Path) -> None:
    other = (
        ANSWER.read_text("utf-8").replace("dcterms:", "dt:").replace("xmlns:dcterms", "xmlns:dt")
    )
    other = (
        other.replace('xmlns:dt="', 'xmlns:dt="')
        .replace("gzd:", "g:")
        .replace("xmlns:gzd", "xmlns:g")
    )
    renamed = write(tmp_path, other, "other.xml")
    found = [
        [values(read(file), t) for t in ("announcement", "permit")]
        for file in (STRIPPED, ANSWER, renamed)
    ]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("form", FORMS)
def test_three_forms_of_one_publication_give_the_same_row(form: str) -> None:
    (row,) = values(read(SAMPLES / f"gmb-2024-216934.{form}"), "announcement")
    assert row["rubric"] == "evenementenvergunning"
    assert row["published_on"] == date(2024, 5, 17)
    assert [row[name] for name in PLACE] == ["Hogeweg", "15", "4401BT", "Yerseke"]


def test_forms_of_one_publication_together_are_one_row() -> None:
    items = read(*(SAMPLES / f"gmb-2024-216934.{form}" for form in FORMS))
    assert len(values(items, "announcement")) == len(values(items, "permit")) == 1
    assert [len(item.rows) for item in items if isinstance(item, Used)] == [0, 2, 0]


def test_malformed_tag_of_a_date_is_read(tmp_path: Path) -> None:
    text = (SAMPLES / "gmb-2024-216934.metadata_owms.xml").read_text("utf-8")
    assert "<dcterms.modified>" in text
    file = write(tmp_path, text.replace("<dcterms:available>2024-05-17</dcterms:available>", ""))
    assert values(read(file), "announcement")[0]["published_on"] == date(2024, 5, 17)


def test_page_of_2017_has_its_rubriek_and_place_and_keeps_nobody(tmp_path: Path) -> None:
    items = read(write(tmp_path, PAGE_2017, "a.html"))
    (row,) = values(items, "announcement")
    assert row["rubric"] == "beschikkingen | afhandeling"
    assert [row[name] for name in PLACE] == ["Voorbeeldstraat", "201", "6882DA", "Velp"]
    assert row["case_number"] == "RHD-589476"
    assert shapely.from_wkb(row["geometry"]) == shapely.Point(194754, 444610)
    assert "Jan Voorbeeld" not in str(items)
    assert "12 34 567" not in str(items)


def test_text_of_a_notice_says_its_year_only() -> None:
    (row,) = values(read(SAMPLES / "gmb-2017-100002.op.xml"), "announcement")
    assert "published_on" not in row
    assert row["published_on_partial"] == "2017"
    assert (row["authority"], row["status"]) == ("gemeente Oldambt", "requested")
    assert [row[name] for name in PLACE] == ["Zuiderweg", "21", "9681BM", "Midwolda"]


def test_text_of_another_series_is_read_with_mark_and_line_ends() -> None:
    (row,) = values(read(SAMPLES / "stcrt-2015-47076.op.xml"), "announcement")
    assert (row["publication_id"], row["title"]) == (
        "stcrt-2015-47076",
        "Ter inzage: omgevingsvergunning",
    )
    assert "status" not in row


def test_regulation_is_policy() -> None:
    items = read(SAMPLES / "CVDR100394_2.cvdr.xml")
    (row,) = values(items, "announcement")
    assert (row["kind"], row["publication_id"]) == ("policy", "CVDR100394_2")
    assert (row["published_on"], row["authority"]) == (date(2016, 10, 26), "gemeente Kampen")
    assert values(items, "permit") == []


def test_diagnostic_with_status_200_is_an_error_that_names_it() -> None:
    with pytest.raises(SourceChanged, match=r"refused the question.*mismatched input"):
        read(SAMPLES / "sru-diagnostic.http200.xml")


def test_record_of_another_publisher_is_left_out_and_counted(tmp_path: Path) -> None:
    others = [
        record("gmb-2026-2", creator="Elders"),
        record("prb-2026-3", scheme="OVERHEID.Provincie"),
    ]
    items = of_records(tmp_path, record(), *others)
    assert ignored(items) == {"another publisher": 2}
    assert len(values(items, "announcement")) == 1


def test_water_board_has_its_own_authority(tmp_path: Path) -> None:
    url = "https://zoek.officielebekendmakingen.nl/wsb-2024-10821.html"
    (row,) = values(of_exports(tmp_path, export(urlDoc=url)), "announcement")
    assert row["authority"] == "waterschap"


def test_address_in_the_title_beats_the_point(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(markings=[point()]))
    (row,) = values(items, "permit")
    assert (row["street"], row["house_number"], "x" in row) == ("Dorpsstraat", "12", False)
    assert shapely.from_wkb(values(items, "announcement")[0]["geometry"]).geom_type == "Point"


def test_address_of_a_marking_is_the_place_when_the_title_has_none(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(title="Verleende vergunning", markings=[address()]))
    (permit,) = values(items, "permit")
    assert [permit[name] for name in PLACE] == ["Dorpsstraat", "12", "2451AA", "Leimuiden"]


def test_only_point_is_the_place_when_nothing_names_an_address(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(title="Verleende vergunning", markings=[point(), point()]))
    (permit,) = values(items, "permit")
    assert (permit["x"], permit["y"]) == (104500.0, 467500.0)


AREA = (
    "<w:Vlak><w:geometrie>POLYGON((104000 467000, 104100 467000, 104100 467100, 104000 467000))"
    "</w:geometrie></w:Vlak>"
)


@pytest.mark.parametrize(
    ("title", "markings"),
    [
        pytest.param("Verleende vergunning", [point(), point(104600)], id="two points"),
        pytest.param("Verleende vergunning", [AREA], id="area"),
        pytest.param("Verleende vergunning", [point(), AREA], id="point and area"),
        pytest.param("Verleende vergunning naast Kade 3 te Kaag", [point()], id="beside"),
        pytest.param("Verleende vergunning perceel 12, sectie F", [point()], id="parcel"),
        pytest.param("Verleende vergunning Kade 3 t/m 9", [point()], id="row of numbers"),
        pytest.param("Verleende vergunning", [], id="nothing"),
    ],
)
def test_area_is_no_single_object(title: str, markings: list[str], tmp_path: Path) -> None:
    items = of_records(tmp_path, record(title=title, markings=markings))
    (row,) = values(items, "announcement")
    assert not row.keys() & {"x", "y", "lat", "address", *PLACE}
    assert ("geometry" in row) is bool(markings)
    if markings:
        assert shapely.from_wkb(row["geometry"]).geom_type != "Point"
    assert values(items, "permit") == []
    assert notes(items)["cases that give no permit/place not certain"] == 1


def test_point_of_a_plan_is_not_its_place(tmp_path: Path) -> None:
    items = of_records(
        tmp_path, record(title="Plan", rubric="bestemmingsplan", activities=(), markings=[point()])
    )
    (row,) = values(items, "announcement")
    assert row["kind"] == "policy"
    assert "x" not in row


def test_title_and_marking_that_name_different_addresses_give_no_permit(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(markings=[address(number="99", postcode="2451ZZ")]))
    assert values(items, "permit") == []
    assert values(items, "announcement")[0]["house_number"] == "12"
    assert notes(items)["places/title and marking name different addresses"] == 1


def test_several_addresses_are_rows_of_one_permit(tmp_path: Path) -> None:
    title = (
        "Verleende omgevingsvergunning - Ripselaan 16 en 18 2376 BJ Nieuwe Wetering - 1884650806"
    )
    items = of_records(tmp_path, record(title=title))
    for table in ("announcement", "permit"):
        assert [row["house_number"] for row in values(items, table)] == ["16", "18"]
    assert {row["permit_id"] for row in values(items, "permit")} == {"kb1884:1884650806"}


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"title": "Omgevingsvergunning Dorpsstraat 12 te Kaag"}, "status"),
        ({"title": "Verleende vergunning Dorpsstraat 12 te Kaag", "activities": ()}, "kind"),
    ],
)
def test_permit_that_is_not_certain_is_not_given(
    fields: dict[str, str], lacks: str, tmp_path: Path
) -> None:
    items = of_records(tmp_path, record(**fields))
    assert values(items, "permit") == []
    assert notes(items)[f"cases that give no permit/{lacks} not certain"] == 1
    assert len(values(items, "announcement")) == 1


def test_words_that_are_not_listed_are_reported_and_mapped_to_nothing(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(title="Iets", rubric="gildebrief", activities=("graven",)))
    assert notes(items)["rubric not listed/gildebrief"] == 1
    assert notes(items)["activity not listed/graven"] == 1
    assert "kind" not in values(items, "announcement")[0]


def test_field_that_no_form_has_is_reported_by_name_and_not_kept(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(extra="<w:nieuwveld>geheim</w:nieuwveld>"))
    assert notes(items)["unknown fields/nieuwveld"] == 1
    assert "geheim" not in str(items)


def test_name_of_a_business_is_dropped(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(extra="<w:bedrijfsnaam>Jan Voorbeeld</w:bedrijfsnaam>"))
    assert "Jan Voorbeeld" not in str(items)
    assert "unknown fields/bedrijfsnaam" not in notes(items)


def test_end_of_the_term_of_views_is_kept(tmp_path: Path) -> None:
    extra = "<w:datumEindeReactietermijn>2026-10-14</w:datumEindeReactietermijn>"
    assert values(of_records(tmp_path, record(extra=extra)), "announcement")[0][
        "view_term_ends"
    ] == date(2026, 10, 14)


def test_geometry_outside_the_country_is_reported_and_the_record_used(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(markings=[point(5, 52)]))
    assert "geometry" not in values(items, "announcement")[0]
    assert [n for n in notes(items) if n.startswith("geometry not used/geometrie")]


def test_moment_in_utc_is_a_day_in_the_netherlands(tmp_path: Path) -> None:
    (row,) = values(of_exports(tmp_path, export(date="2026-05-30T22:30:00.000Z")), "announcement")
    assert row["published_on"] == date(2026, 5, 31)


def test_records_of_an_export_have_their_own_lines(tmp_path: Path) -> None:
    other = "https://zoek.officielebekendmakingen.nl/gmb-2026-2.html"
    text = (
        '{"publications": [\n'
        + ",\n".join(map(json.dumps, [export(), export(urlDoc=other)]))
        + "\n]}"
    )
    items = read(write(tmp_path, text, "a.json"))
    assert [item.line for item in items if isinstance(item, Used)] == [2, 3]


def test_later_version_wins_and_the_older_one_is_counted(tmp_path: Path) -> None:
    old = record(title="Ingekomen aanvraag", modified="2026-09-01")
    new = record(title="Verleende vergunning", modified="2026-09-03")
    for pair in ([old, new], [new, old]):
        items = of_records(tmp_path, *pair)
        assert values(items, "announcement")[0]["status"] == "granted"
        assert ignored(items) == {"superseded version": 1}


def test_version_of_after_as_of_does_not_count_yet(tmp_path: Path) -> None:
    old = record(title="Ingekomen aanvraag", modified="2026-09-01")
    new = record(title="Verleende vergunning", modified="2026-11-03")
    assert values(of_records(tmp_path, old, new), "announcement")[0]["status"] == "requested"
    assert values(of_records(tmp_path, new), "announcement")[0]["status"] == "granted"


def test_equal_records_collapse(tmp_path: Path) -> None:
    items = of_records(tmp_path, record(), record())
    assert len(values(items, "announcement")) == 1
    assert ignored(items) == {"duplicate": 1}


def test_records_with_one_id_that_differ_both_go_to_quarantine(tmp_path: Path) -> None:
    items = of_records(
        tmp_path,
        record(title="Ingekomen aanvraag"),
        record(title="Verleende"),
        record("gmb-2026-2"),
    )
    assert [bad.reason for bad in quarantined(items)] == [CONFLICT, CONFLICT]
    assert len(values(items, "announcement")) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        pytest.param(record(number=""), "identifier: missing", id="no id"),
        pytest.param(record(number="x-1"), "identifier: not the id", id="other id"),
        pytest.param(record(title=""), "title: missing", id="no title"),
        pytest.param(record(day="2026-02-31"), "available: not a date that exists", id="31-02"),
        pytest.param(record(day="2024-13-01"), "available: not a date that exists", id="month 13"),
        pytest.param(record(day="vandaag"), "available: not a date that exists", id="no date"),
        pytest.param(record(day=""), "available: missing", id="no date at all"),
        pytest.param(record(title="a" * 20_001), "title: longer than 20000", id="long title"),
        pytest.param("<sru:record><x/></sru:record>", "no owmskern", id="other schema"),
    ],
)
def test_bad_record_goes_to_quarantine_and_the_rest_is_used(
    bad: str, reason: str, tmp_path: Path
) -> None:
    items = of_records(tmp_path, bad, record("gmb-2026-2"))
    (found,) = quarantined(items)
    assert found.reason.startswith(reason)
    assert "Dorpsstraat" not in str(found)
    assert [row["publication_id"] for row in values(items, "announcement")] == ["gmb-2026-2"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"urlDoc": "", "urlApi": ""}, "identifier: missing"),
        ({"date": None}, "date: missing"),
        ({"date": "2026-02-31T00:00:00Z"}, "date: not a moment"),
        ({"description": 5}, "description: not a text"),
        ({"description": ""}, "description: missing"),
    ],
)
def test_bad_record_of_an_export_goes_to_quarantine(
    changes: dict[str, object], reason: str, tmp_path: Path
) -> None:
    good = export(urlDoc="https://zoek.officielebekendmakingen.nl/gmb-2026-2.html")
    items = of_exports(tmp_path, export(**changes), good, "tekst")  # type: ignore[arg-type]
    assert [bad.reason[: len(reason)] for bad in quarantined(items)] == [
        reason,
        "the record is not an object"[: len(reason)],
    ]
    assert len(values(items, "announcement")) == 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param("", "the file is empty", id="empty"),
        pytest.param("\n \n", "the file is empty", id="blank"),
        pytest.param(response(record())[:-200], "XML is not well-formed", id="truncated XML"),
        pytest.param(
            '{"publications": [{"date": "2026', "not JSON, or cut off", id="truncated JSON"
        ),
        pytest.param(
            b'{"publications": ["\xe9"]}', "byte 19 is not UTF-8", id="JSON in another encoding"
        ),
        pytest.param(
            "<!DOCTYPE html><html><head><title>Storing</title></head></html>",
            r"a web page that is no publication \(its title: Storing\)",
            id="error page",
        ),
        pytest.param(
            "<html><body>503</body></html>",
            "a web page that is no publication",
            id="page without doctype",
        ),
        pytest.param("nummer;datum\n", "neither XML, nor a web page, nor JSON", id="CSV"),
        pytest.param("<Stand/>", "root element stand", id="other XML"),
        pytest.param(
            '{"kvkNummer": "69599084"}',
            "no export of announcements: its keys: kvkNummer",
            id="other JSON",
        ),
        pytest.param("[]", "no export of announcements: not an object", id="JSON list"),
        pytest.param('{"publications": []}', "not one record in any file", id="no publications"),
        pytest.param(response(), "not one record in any file", id="answer without records"),
        pytest.param(record(title="a" * 10_100_000), "not well-formed", id="10 MB of text"),
    ],
)
def test_file_that_is_no_publication_is_one_clear_message(
    content: str | bytes, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what) as caught:
        read(write(tmp_path, content, "file"))
    if "not one record" not in what:
        assert caught.value.file == "file"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<!DOCTYPE a [<!ENTITY e "x">]><record>&e;</record>', id="entity in XML"),
        pytest.param("<!DOCTYPE record><record/>", id="doctype in XML"),
        pytest.param(
            PAGE_2017.replace("[]", '[<!ENTITY e SYSTEM "file:///etc/passwd">]'),
            id="entity in a page",
        ),
    ],
)
def test_doctype_with_declarations_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="DOCTYPE"):
        read(write(tmp_path, content))


def test_file_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        read(tmp_path / "weg.xml")


@pytest.mark.parametrize("name", ["kvk/basisprofiel_12345678.json", "bag"])
def test_files_of_other_readers_are_refused_by_name(name: str) -> None:
    found = FIXTURES / name
    files = (
        [found]
        if found.is_file()
        else sorted(p for p in found.rglob("*") if p.suffix in (".xml", ".zip"))
    )
    for file in files:
        with pytest.raises(SourceError):
            read(file)


def test_announcements_do_not_make_permits_known() -> None:
    spec = SourceSpec.model_validate({"id": "op", "connector": "koop_sru", "path": "x"})
    assert find("koop_sru").covered(spec) == {"announcement"}
