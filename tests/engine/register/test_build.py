"""The whole register: from deliveries to places, locations and clusters, equal every time."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from connectors import CONNECTORS
from connectors.delivery import Connector, Delivery, Item, Row, Used
from engine.decisions import Decision
from engine.errors import RunError, SettingsError, SourceRefused
from engine.progress import silent
from engine.register import match_candidates, places
from engine.register.build import Register, build
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.sources_file import load_sources
from engine.tables import TABLES
from tests.engine.register.invented import building, square, unit
from tests.engine.register.taken import SETTINGS

DAY = date(2026, 11, 1)
NAMES = ("Wilhelmina", "Verzonnen", "Bedacht", "Klusbedrijf")
HEADER = "ZAAKNR;TYPE;BESLUIT;AANVRAGER;KVK;ADRES"
PERMITS = """\
Z1;building;2026-03-01;Wilhelmina Verzonnen;;Proefpad 1, 2371 AB Testdorp
Z2;storage;2026-04-01;;12345678;Proefpad 2 Testdorp
Z3;other;2026-05-01;Bram Bedacht;;p/a W. Verzonnen, Nergens 9, Elders
Z4;bouw;2026-05-01;Bram Bedacht;;Proefpad 1 Testdorp
Z5;other;2026-05-01;Bram Bedacht;;Proefpad 1 Testdorp
Z5;storage;2026-05-01;Wilhelmina Verzonnen;;Proefpad 1 Testdorp
"""
TABLE = """\
  - id: vth
    connector: table
    path: permits/*.csv
    delivered_on: 2026-10-31
    privacy_check: PT-1
    table: permit
    format: {delimiter: ";"}
    columns:
      permit_id: ZAAKNR
      kind: TYPE
      decided_on: BESLUIT
      applicant_name: AANVRAGER
      applicant_kvk: KVK
      address: ADRES
"""
BAG = "  - {id: bag, connector: made_up_bag, path: bag.txt, delivered_on: 2026-10-30}\n"
TEXTS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE data_type LIKE '%VARCHAR%' ORDER BY ALL
"""


def _bag(delivery: Delivery) -> Iterator[Item]:
    """Two houses on Proefpad."""
    del delivery
    for number in (1, 2):
        place = {"x": 1e5 + 200 * number + 5, "y": 470_005.0}
        name = {"street": "Proefpad", "house_number": str(number), "town": "Testdorp"}
        rows = (
            Row("address", {"address_id": f"188420{number:010d}", "object_id": unit(number),
                            "is_main": True, "postcode": "2371AB", **name}),
            Row("address_unit", {"object_id": unit(number), "kind": "unit",
                                 "status": "Verblijfsobject in gebruik", **place}),
            Row("building", {"building_id": building(number), "status": "Pand in gebruik",
                             "geometry": square(200 * number, 0)}),
            Row("unit_building", {"object_id": unit(number), "building_id": building(number)}),
        )  # fmt: skip
        yield Used("bag.txt", number, rows)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sources: a made-up BAG and permits in two CSV files."""
    tables = frozenset({"address", "address_unit", "building", "unit_building"})
    monkeypatch.setitem(CONNECTORS, "made_up_bag", Connector(_bag, tables))
    (tmp_path / "bag.txt").write_text("made up")
    (tmp_path / "permits").mkdir()
    first, *rest = PERMITS.splitlines(keepends=True)
    (tmp_path / "permits" / "a.csv").write_text(f"{HEADER}\n{first}")
    (tmp_path / "permits" / "b.csv").write_text(f"{HEADER}\n{''.join(rest)}")
    return tmp_path


def _build(
    folder: Path,
    entries: str = BAG + TABLE,
    *,
    more: str = "",
    as_of: date = DAY,
    vault: Vault | None = None,
    decisions: tuple[Decision, ...] = (),
    work: Path | None = None,
) -> Register:
    sources = "sources:\n" + entries if entries else "sources: []\n"
    file = folder / "sources.yaml"
    file.write_text(f'municipality: "1884"\n{more}{sources}')
    return build(
        load_sources(file),
        as_of=as_of,
        settings=SETTINGS,
        key=PUBLIC_SAMPLE_KEY,
        vault=vault,
        decisions=decisions,
        progress=silent,
        work=work,
    )


def _content(register: Register) -> str:
    """Everything in the register, in a fixed order."""
    lines = []
    for name in (*sorted(TABLES), "source_table", "quarantine"):
        found = register.con.execute(f'SELECT * FROM "{name}" ORDER BY ALL')
        lines.append(f"{name}: {found.fetchall()}")
    return "\n".join(lines)


def test_no_source_at_all_gives_an_empty_register(tmp_path: Path) -> None:
    with _build(tmp_path, "") as register:
        counts = register.report["tables"]
        assert isinstance(counts, dict)
        assert set(counts.values()) == {0}
        assert register.report["sources"] == []


def test_without_bag_there_are_no_locations_and_the_rows_stay(folder: Path) -> None:
    with _build(folder, TABLE) as register:
        rows = register.con.execute(
            "SELECT permit_id, place_match, location_id FROM permit ORDER BY 1"
        ).fetchall()
        assert rows == [("Z1", "none", None), ("Z2", "none", None), ("Z3", "none", None)]
        assert register.con.execute("SELECT count(*) FROM location").fetchone() == (0,)


def test_permits_are_found_at_their_locations(folder: Path) -> None:
    with _build(folder) as register:
        rows = register.con.execute(
            "SELECT permit_id, place_match, object_id, building_id FROM permit ORDER BY 1"
        ).fetchall()
        assert rows == [
            ("Z1", "normalised", unit(1), building(1)),
            ("Z2", "normalised", unit(2), building(2)),
            ("Z3", "none", None, None),
        ]
        located = register.con.execute(
            "SELECT permit_id FROM permit JOIN location USING (location_id) ORDER BY 1"
        ).fetchall()
        assert located == [("Z1",), ("Z2",)]


def test_report_tells_files_rows_and_places(folder: Path) -> None:
    with _build(folder) as register:
        report = register.report
    sources, places = report["sources"], report["places"]
    assert isinstance(sources, list)
    assert isinstance(places, dict)
    permits = sources[1]
    assert isinstance(permits, dict)
    files = permits["files"]
    assert isinstance(files, list)
    text = (folder / "permits" / "b.csv").read_bytes()
    assert files[1] == {
        "name": "permits/b.csv",
        "sha256": hashlib.sha256(text).hexdigest(),
        "bytes": len(text),
        "read": 5,
        "used": 2,
        "quarantined": 3,
        "ignored": {},
    }
    assert places["permit"] == {
        "id": 0, "exact": 0, "normalised": 2, "fuzzy": 0, "point": 0, "none": 1,
        "unmatched_share": 0.3333,
    }  # fmt: skip
    assert report["decisions"] == {"applied": 0, "not_applied": {}, "joined": {}}
    none = {"told": 0, "left_out": 0, "too_common": 0}
    assert report["pairs"] == {"address": none, "company": none, "person": none}
    assert report["roads"] == {
        "given": 0,
        "not_checked": "no road in the zones file: whether a location spans one is not checked",
    }


def test_no_name_stands_in_any_text_of_the_register_or_the_report(folder: Path) -> None:
    with Vault(folder / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault:
        with _build(folder, vault=vault) as register:
            columns = register.con.execute(TEXTS).fetchall()
            assert ("quarantine", "raw") in columns
            for table, column in columns:
                found = register.con.execute(f'SELECT CAST("{column}" AS VARCHAR) FROM "{table}"')
                text = str(found.fetchall()).lower()
                assert not [name for name in NAMES if name.lower() in text], (table, column)
            assert not [name for name in NAMES if name in str(register.report)]
        assert vault.count() == 2


def test_same_deliveries_twice_add_nothing_to_the_vault(folder: Path) -> None:
    with Vault(folder / "vault.sqlite", PUBLIC_SAMPLE_KEY) as vault:
        for _ in range(2):
            with _build(folder, vault=vault):
                assert vault.count() == 2


def test_order_of_sources_files_and_rows_does_not_matter(folder: Path) -> None:
    with _build(folder) as register:
        first = _content(register)
    a, b = folder / "permits" / "a.csv", folder / "permits" / "b.csv"
    header, *lines = b.read_text().splitlines()
    one = a.read_text().splitlines()[1]
    b.write_text("\n".join([header, one, ""]))
    a.write_text("\n".join([header, *lines, ""]))
    with _build(folder, TABLE + BAG) as register:
        again = _content(register).replace("b.csv", "?").replace("a.csv", "?")
        assert again == first.replace("b.csv", "?").replace("a.csv", "?")


def test_hash_seed_does_not_show(folder: Path) -> None:
    """The content of the register is the same whatever order sets have."""
    program = (
        "import sys; from pathlib import Path; from tests.engine.register import test_build as t\n"
        "with t._build(Path(sys.argv[1]), t.TABLE) as r: print(t._content(r)); print(r.report)"
    )
    root = Path(__file__).resolve().parents[3]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(outputs) == 1
    assert "Z1" in outputs.pop()


def test_correction_of_a_place_moves_the_row(folder: Path) -> None:
    moved = Decision("correction", decided_on=DAY, subject="permit:Z3:object_id", value=unit(2))
    with _build(folder, decisions=(moved,)) as register:
        row = register.con.execute(
            "SELECT place_match, object_id, place_text FROM permit WHERE permit_id = 'Z3'"
        ).fetchone()
        assert row == ("id", unit(2), None)
        assert register.report["decisions"] == {"applied": 1, "not_applied": {}, "joined": {}}


def _place(kind: str, text: str, other: str) -> Decision:
    subject = match_candidates.place_subject(text)
    return Decision(kind, decided_on=DAY, subject=subject, other=other, value="address")


def test_place_that_a_person_judged_answers_as_an_id_does(folder: Path) -> None:
    with _build(folder) as register:
        before = _content(register)
        ((text,),) = register.con.execute(
            "SELECT place_text FROM permit WHERE permit_id = 'Z3'"
        ).fetchall()
    with _build(folder, decisions=(_place("same", text, unit(2)),)) as register:
        found = "SELECT place_match, object_id, place_text FROM permit WHERE permit_id = 'Z3'"
        assert register.con.execute(found).fetchall() == [("id", unit(2), None)]
        joined = register.con.execute("SELECT subject, other FROM match_joined").fetchall()
        assert joined == [(f"place:{text}", unit(2))]
        assert register.report["decisions"] == {
            "applied": 1, "not_applied": {}, "joined": {"address": 1},
        }  # fmt: skip
    with _build(folder) as register:
        assert _content(register) == before


@pytest.mark.parametrize(
    "other", [pytest.param(unit(9), id="no such unit"), pytest.param(unit(2), id="no such text")]
)
def test_judged_place_that_is_not_in_this_run_is_counted(folder: Path, other: str) -> None:
    text = "nergens" if other == unit(2) else "Proefpad 1, 2371 AB Testdorp"
    with _build(folder, decisions=(_place("same", text, other),)) as register:
        assert register.report["decisions"] == {
            "applied": 0, "not_applied": {"same: not in this run": 1}, "joined": {},
        }  # fmt: skip


def test_place_that_a_person_judged_another_is_not_found_by_its_text(folder: Path) -> None:
    wrong = _place("different", "Proefpad 1, 2371 AB Testdorp", unit(1))
    with _build(folder, decisions=(wrong,)) as register:
        rows = register.con.execute(
            "SELECT permit_id, place_match, object_id FROM permit ORDER BY 1"
        ).fetchall()
        assert rows[:2] == [("Z1", "none", None), ("Z2", "normalised", unit(2))]


def test_withdrawn_judgement_leaves_the_register_as_it_was(folder: Path) -> None:
    with _build(folder) as register:
        before = _content(register)
        people = register.con.execute("SELECT applicant_id FROM permit ORDER BY 1").fetchall()
    (first,), (second,) = [row for row in people if row[0].startswith("P")][:2]
    same = Decision("same", decided_on=DAY, subject=first, other=second, value="person")
    with _build(folder, decisions=(same,)) as register:
        assert register.report["decisions"]["joined"] == {"person": 1}  # type: ignore[index,call-overload]
        assert _content(register) != before
    with _build(folder) as register:
        assert _content(register) == before


def test_delivery_after_the_day_is_not_used(folder: Path) -> None:
    with _build(folder, as_of=date(2026, 10, 30)) as register:
        statuses = [s["status"] for s in register.report["sources"] if isinstance(s, dict)]  # type: ignore[union-attr]
        assert statuses == ["used", "no delivery"]
        assert register.con.execute("SELECT count(*) FROM permit").fetchone() == (0,)


def test_never_use_column_stops_the_run_unless_the_source_is_optional(folder: Path) -> None:
    file = folder / "permits" / "b.csv"
    file.write_text(file.read_text().replace("ADRES\n", "ADRES;NATIONALITEIT\n"))
    with pytest.raises(SourceRefused):
        _build(folder)
    with _build(
        folder, BAG + TABLE.replace("    table:", "    optional: true\n    table:")
    ) as register:
        assert register.con.execute("SELECT count(*) FROM permit").fetchone() == (0,)
        sources = register.con.execute("SELECT DISTINCT source FROM source_table").fetchall()
        assert sources == [("bag",)]


def test_zones_file_that_is_missing_is_a_clear_error(folder: Path) -> None:
    with pytest.raises(SettingsError, match="zones"):
        _build(folder, more="zones: zones.geojson\n")


def test_wrong_sources_file_is_found_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"sources\.yaml:"):
        _build(folder, TABLE.replace("table: permit", "table: permits"))


def test_work_folder_is_empty_afterwards(folder: Path) -> None:
    work = folder / "work"
    work.mkdir()
    with _build(folder, work=work) as register:
        assert register.con.execute("SELECT count(*) FROM permit").fetchone() == (3,)
    assert list(work.iterdir()) == []


def test_full_memory_or_disk_is_one_clear_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise duckdb.OutOfMemoryException("failed to allocate")

    monkeypatch.setattr(places, "resolve", full)
    with pytest.raises(RunError, match=r"the register cannot be kept: .*allocate"):
        _build(folder)
