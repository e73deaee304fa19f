"""Every connector of the registry keeps the contract on a small delivery."""

from collections.abc import Callable
from pathlib import Path

import pytest

from connectors import CONNECTORS
from connectors.delivery import Connector, Delivery, Item, Used
from engine.errors import SourceError
from engine.sample import generator
from tests.connectors.area_figures.world import KINDS, area, crime, geojson, odata
from tests.connectors.bag_light.world import building, place, unit, write
from tests.connectors.contract import check_connector
from tests.connectors.deliver import AS_OF, FIXTURES, PERMIT, delivery, permits
from tests.connectors.insolvencies import answers
from tests.connectors.koop.answers import record, response
from tests.connectors.reports import signals
from tests.connectors.vth import cases

Made = tuple[Delivery, int | None, tuple[str, ...]]


def _bag(folder: Path) -> Made:
    generator.write(folder / "sample", seed=1, addresses=200, as_of=AS_OF)
    files = sorted((folder / "sample" / "bag").glob("*.zip"))
    return delivery(files, id="bag", connector="bag_extract"), None, ()


def _bag_light(folder: Path) -> Made:
    tables = {
        "verblijfsobject": [unit(1), unit(2, status="Verhuurd"), unit(3)],
        "pand": [building(1), building(2, identificatie="0569100000000002")],
    }
    files = [write(folder / "bag-light.gpkg", tables)]
    files.append(write(folder / "extra.gpkg", {"ligplaats": [place("ligplaats", 4)]}))
    return delivery(files, id="light", connector="bag_gpkg"), 6, ()


def _cbs(folder: Path) -> Made:
    files = [
        geojson(folder, area(), area("BU18840001", water="?"), area("BU05690000")),
        odata(folder, crime(), crime("0.0.0 ")),
        odata(folder, *KINDS, part="SoortMisdrijf"),
    ]
    return delivery(files, id="cbs", connector="cbs"), 5 + len(KINDS), ()


def _cir(folder: Path) -> Made:
    made = answers.write(
        folder,
        answers.answer(answers.case()),
        answers.answer(answers.case("F.16/26/2", person="natuurlijk persoon", kvk="")),
        answers.answer(answers.case("F.16/26/3", ())),
        answers.removed("F.16/26/4"),
    )
    files = [*made, *sorted((FIXTURES / "cir").glob("*.xml"))]
    return delivery(files, id="cir", connector="cir"), len(files), answers.PERSONAL


def _kvk(_: Path) -> Made:
    files = sorted((FIXTURES / "kvk").rglob("*.json"))
    made = delivery(files, id="kvk", connector="kvk_api", delivered_on="2026-10-31")
    in_pages = 8 + 2
    return made, len(files) - 2 + in_pages, ()


def _koop(folder: Path) -> Made:
    kept = sorted((FIXTURES / "koop").glob("gmb-2024-216934.*"))
    bad = record("gmb-2026-7", "Piet Voorbeeld, Dorpsstraat 1", day="2026-02-31")
    answer = response(record(), record("gmb-2026-2"), bad, record("gmb-2026-3", creator="Elders"))
    files = [*kept, *(FIXTURES / "koop").glob("*.op.xml"), folder / "answer.xml"]
    files[-1].write_text(answer, encoding="utf-8")
    options = {"creator": "Kaag en Braassem"}
    made = delivery(files, id="op", connector="koop_sru", options=options)
    return made, len(kept) + 2 + 4, ("Piet Voorbeeld",)


def _hr(_: Path) -> Made:
    files = sorted((FIXTURES / "hr").glob("*.xml"))
    people = ("Jan Klaasen", "Klaasen", "Houseknecht")
    return delivery(files, id="hr", connector="hr_dataservice"), len(files), people


def _sanctions(_: Path) -> Made:
    files = sorted((FIXTURES / "sanctions").glob("*.csv"))
    return delivery(files, id="eu", connector="sanctions"), 8, ("VERZONNEN Persoon",)


def _parcels(_: Path) -> Made:
    files = sorted(f for f in (FIXTURES / "brk").iterdir() if f.suffix != ".md")
    options = {"cadastral_municipalities": {"Proefland": "PRF00"}}
    made = delivery(files, id="brk", connector="parcels", options=options)
    return made, 15, ("Verzinsel", "Geheimzinnig", "Droomster", "999999990")


def _table(folder: Path) -> Made:
    files = [
        permits(folder, "1;Bouwen;01-02-2026;1.250,5;J;Jan Voorbeeld;;2371AA;1;", name="b.csv"),
        permits(
            folder,
            "2;Slopen;01-02-2026;;N;Piet Voorbeeld;;2371AA;1;",
            "3;;31-04-2026;;;Klaas Voorbeeld;1234567;2371AA;1;",
            "4;Bouwen",
            name="a.csv",
        ),
    ]
    return delivery(files, **PERMIT), 4, ("Piet Voorbeeld", "Klaas Voorbeeld")


def _zgw(_: Path) -> Made:
    files = sorted((FIXTURES / "zgw").glob("*.jsonl"))
    kinds = {"000000000/TEST": {"ZT-001": {"table": "permit", "kind": "other"}}}
    made = delivery(files, id="zaken", connector="zgw", options={"kinds": kinds})
    return made, 51, ("Willemse", "Foo de Bar")


def _stuf(_: Path) -> Made:
    files = sorted((FIXTURES / "stuf_zds").glob("*.xml"))
    kinds = {"foo": {"table": "permit", "kind": "other"}}
    made = delivery(files, id="berichten", connector="stuf_zds", options={"kinds": kinds})
    return made, len(files), ()


def _powerbrowser(folder: Path) -> Made:
    name = cases.field("AANVRAGER", "Piet Voorbeeld")
    bad = cases.case(cases.field("STARTDATUM", "31-02-2024"), name, number="Z2", record="2")
    files = [
        *sorted((FIXTURES / "vth").glob("powerbrowser-*.json")),
        cases.write(folder, [bad], "a.json"),
    ]
    entry = dict(cases.POWERBROWSER)
    entry["columns"] = {**cases.POWERBROWSER["columns"], "applicant_name": "AANVRAGER"}  # type: ignore[dict-item]
    return delivery(files, **entry), 33, ("Piet Voorbeeld", "B. Goulouse")


def _decos(folder: Path) -> Made:
    bad = cases.item("Z2", dfunction="onbekend", company="Piet Voorbeeld")
    files = [
        *sorted((FIXTURES / "vth").glob("decos-*.json")),
        cases.write(folder, cases.items(bad), "a.json"),
    ]
    return delivery(files, **cases.DECOS), 86, ("Piet Voorbeeld", "myemailadres@example.com")


def _signalen(folder: Path) -> Made:
    reports = [signals.signal(7), signals.signal(8, id=None), signals.signal(9, status=None)]
    files = [
        signals.write(folder, signals.page(*reports)),
        signals.pack(folder, signals.export(signals=2)),
    ]
    return delivery(files, **signals.ENTRY), 12, (signals.NEVER, signals.MAIL)


FIXTURE_DELIVERIES: dict[str, Callable[[Path], Made]] = {
    "bag_extract": _bag,
    "koop_sru": _koop,
    "bag_gpkg": _bag_light,
    "cbs": _cbs,
    "hr_dataservice": _hr,
    "cir": _cir,
    "kvk_api": _kvk,
    "stuf_zds": _stuf,
    "sanctions": _sanctions,
    "parcels": _parcels,
    "signalen": _signalen,
    "table": _table,
    "zgw": _zgw,
    "vth_decos": _decos,
    "vth_powerbrowser": _powerbrowser,
}


@pytest.mark.parametrize("name", sorted(FIXTURE_DELIVERIES))
def test_connector_keeps_the_contract(name: str, tmp_path: Path) -> None:
    made, records, personal = FIXTURE_DELIVERIES[name](tmp_path)
    check_connector(CONNECTORS[name], made, records=records, personal=personal)


def test_every_connector_has_a_fixture_delivery() -> None:
    assert sorted(FIXTURE_DELIVERIES) == sorted(CONNECTORS)


def test_contract_notices_a_connector_that_depends_on_the_order_of_files(tmp_path: Path) -> None:
    def read(made: Delivery) -> "list[Item]":
        return [Used(file.name, 1) for file in made.files]

    made, _, _ = _table(tmp_path)
    with pytest.raises(AssertionError, match="order of files"):
        check_connector(Connector(lambda d: iter(read(d)), frozenset()), made)


def test_contract_notices_a_connector_that_takes_an_empty_delivery(tmp_path: Path) -> None:
    def read(made: Delivery) -> "list[Item]":
        return [Used(file.name, 1) for file in sorted(made.files)]

    made, _, _ = _table(tmp_path)
    with pytest.raises(pytest.fail.Exception, match=SourceError.__name__):
        check_connector(Connector(lambda d: iter(read(d)), frozenset()), made)
