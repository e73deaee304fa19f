"""FollowTheMoney: schemata and properties that its model has, and ids that join no two exports."""

import json
from collections.abc import Mapping
from dataclasses import replace

from engine.exports.network.follow_the_money import to_ftm
from engine.exports.network.view import NetworkView
from engine.network.schema import NODES, RELATIONS
from tests.engine.exports.network.small import edge, node, small

LINKS = {"Directorship": ("director", "organization"), "Ownership": ("owner", "asset"),
         "UnknownLink": ("subject", "object")}  # fmt: skip
INTERVAL = {"startDate", "endDate", "role", "recordId", "publisher"}
THING = {"name", "summary"}
MODEL: Mapping[str, set[str]] = {
    "Company": THING | {"registrationNumber", "jurisdiction", "legalForm", "incorporationDate",
                        "dissolutionDate"},
    "Organization": THING | {"registrationNumber", "incorporationDate", "dissolutionDate"},
    "Person": {"summary"},
    "Address": THING | {"full", "country", "street", "postalCode", "city"},
    "RealEstate": THING | {"cadastralCode"},
    "License": THING,
    "Event": THING | {"startDate", "endDate"},
    **{name: INTERVAL | set(ends) for name, ends in LINKS.items()},
}  # fmt: skip
"""Part of the entity model: what this export may use of it."""


def _read(view: NetworkView, salt: str = "run") -> list[dict[str, object]]:
    return [json.loads(line) for line in to_ftm(view, salt=salt).splitlines()]


def _every_label() -> NetworkView:
    """One node of each label, and one relation of each kind between a pair that occurs."""
    nodes = tuple(
        node(f"{label}:1", label, n.word, f"{label} 1",
             properties=(("ended_on_partial", "2024"), ("started_on", small().as_of),
                         ("street", "Pad"), ("town", "Dorp")))
        for label, n in sorted(NODES.items())
    )  # fmt: skip
    edges = tuple(
        edge(i, kind, r.word, f"{r.ends[0][0]}:1", f"{r.ends[0][1]}:1")
        for i, (kind, r) in enumerate(sorted(RELATIONS.items()))
    )
    return replace(small(), nodes=nodes, edges=edges)


def test_only_properties_of_the_model_are_used() -> None:
    entities = [*_read(small()), *_read(_every_label())]
    for entity in entities:
        properties = entity["properties"]
        assert isinstance(properties, dict)
        assert properties.keys() <= MODEL[str(entity["schema"])], entity
        assert all(isinstance(v, str) for values in properties.values() for v in values)
    assert {str(e["schema"]) for e in entities} == MODEL.keys()


def test_links_lead_to_entities_of_the_same_export() -> None:
    entities = _read(_every_label())
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        for end in LINKS.get(str(entity["schema"]), ()):
            assert set(entity["properties"][end]) <= ids  # type: ignore[index]


def test_person_has_no_name_and_a_hidden_place_only_whom_to_ask() -> None:
    by_schema = {str(e["schema"]): e["properties"] for e in _read(small())}
    assert by_schema["Person"] == {"summary": ["vraag: A"]}
    assert by_schema["RealEstate"] == {"summary": ["vraag: B"]}


def test_company_has_its_number_form_and_days() -> None:
    company = _read(small())[0]
    assert company["properties"] == {
        "name": ["=1+1 B.V. (KVK 90000001)"], "registrationNumber": ["90000001"],
        "jurisdiction": ["nl"], "legalForm": ["bv"], "incorporationDate": ["2020-05-01"],
    }  # fmt: skip


def test_conclusion_of_the_engine_is_no_succession() -> None:
    (derived,) = (e for e in _read(small()) if "afgeleid" in str(e["properties"]))
    assert derived["schema"] == "UnknownLink"
    assert "endDate" not in next(
        e["properties"] for e in _read(small()) if "hr:branch:1" in str(e["properties"])
    )  # type: ignore[operator]


def test_two_exports_cannot_be_joined_but_one_export_is_always_the_same() -> None:
    one, other = ({e["id"] for e in _read(small(), salt)} for salt in ("a", "b"))
    assert not one & other
    assert to_ftm(small(), salt="a") == to_ftm(small(), salt="a")
