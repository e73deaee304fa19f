"""What can be wrong with the mapping of a case system, found before anything is read."""

from collections.abc import Mapping

import pytest

from connectors import CONNECTORS
from connectors.check_table import Located
from connectors.vth import mapping
from engine.sources_file import SourceSpec
from tests.connectors.vth.cases import DECOS, POWERBROWSER


def _problems(entry: Mapping[str, object], **more: object) -> list[Located]:
    spec = SourceSpec.model_validate({"path": "x", **entry, **more})
    check = CONNECTORS[spec.connector].problems
    assert check is not None
    return list(check(spec))


@pytest.mark.parametrize("entry", [POWERBROWSER, DECOS], ids=["PowerBrowser", "Decos"])
def test_good_mapping_has_no_problem(entry: Mapping[str, object]) -> None:
    assert _problems(entry) == []


@pytest.mark.parametrize("entry", [POWERBROWSER, DECOS], ids=["PowerBrowser", "Decos"])
@pytest.mark.parametrize(
    ("more", "at", "what"),
    [
        pytest.param({"table": None}, (), "table is missing: name one of permit", id="no table"),
        pytest.param({"table": "permits"}, ("table",), "did you mean permit?", id="typing error"),
        pytest.param({"table": "title"}, ("table",), "unknown table 'title'", id="other table"),
        pytest.param(
            {"columns": {"permit_id": "A", "kynd": "B"}, "values": {}, "options": {}},
            ("columns", "kynd"),
            "no column 'kynd' (did you mean kind?)",
            id="unknown column",
        ),
        pytest.param(
            {"columns": {"kind": "B"}, "values": {}, "options": {}},
            ("columns",),
            "permit_id is not mapped",
            id="no key",
        ),
        pytest.param(
            {
                "columns": {"permit_id": "A", "applicant_name": "Geboortedatum"},
                "values": {},
                "options": {},
            },
            ("columns", "applicant_name"),
            'field "Geboortedatum" may never be read (',
            id="never-use list",
        ),
        pytest.param(
            {
                "columns": {"permit_id": "A", "status": "B"},
                "values": {"status": {"x": "y"}},
                "options": {},
            },
            ("values", "status", "x"),
            "'y' is not a word of this column",
            id="unknown word",
        ),
    ],
)
def test_wrong_mapping_is_named_with_its_place(
    entry: Mapping[str, object], more: dict[str, object], at: tuple[str, ...], what: str
) -> None:
    ((path, found),) = _problems(entry, **more)
    assert path == at
    assert what in found


@pytest.mark.parametrize("column", ["status", "decided_on"])
@pytest.mark.parametrize("name", ["processed", "PROCESSED"])
def test_processed_decides_nothing(column: str, name: str) -> None:
    columns = {"permit_id": "mark", column: name}
    ((at, what),) = _problems(DECOS, columns=columns, values={}, options={}, ignore=[])
    assert at == ("columns", column)
    assert what == "processed decides nothing: map the decision itself"


@pytest.mark.parametrize("name", ["FMT_CAPTION", "FMT_CAPTION.number"])
def test_number_of_a_case_never_comes_from_the_caption(name: str) -> None:
    options = {"caption": r"^(?P<number>\S+)"}
    ((at, what),) = _problems(POWERBROWSER, columns={"permit_id": name}, values={}, options=options)
    assert at == ("columns", "permit_id")
    assert what == "the number of a case never comes from FMT_CAPTION"


def test_group_that_the_caption_expression_lacks_is_named() -> None:
    columns = {"permit_id": "ZAAK_IDENTIFICATIE", "kind": "FMT_CAPTION.soort"}
    options = {"caption": "(?P<kind>.*)"}
    ((_, what),) = _problems(POWERBROWSER, columns=columns, values={}, options=options)
    assert what == "options.caption has no group (?P<soort>…)"


def test_second_field_belongs_to_a_mapped_column() -> None:
    options = {"otherwise": {"statuz": "STATUS"}}
    ((at, what),) = _problems(POWERBROWSER, options=options)
    assert at == ("options", "otherwise", "statuz")
    assert "did you mean status?" in what


@pytest.mark.parametrize(
    ("connector", "name", "group"),
    [
        ("vth_decos", "EMAIL1", "on the drop-list of this source"),
        ("vth_powerbrowser", "burgerservicenummer", "on the drop-list of this source"),
        ("vth_powerbrowser", "PERSONEN.NATIONALITEIT2", "nationality"),
        ("vth_powerbrowser", "FMT_CAPTION.kind", None),
        ("vth_decos", "text45", None),
    ],
)
def test_field_that_may_never_be_read_has_a_group(
    connector: str, name: str, group: str | None
) -> None:
    assert mapping.never(connector, name) == group


@pytest.mark.parametrize("entry", [POWERBROWSER, DECOS], ids=["PowerBrowser", "Decos"])
@pytest.mark.parametrize(("partial", "covered"), [(False, {"permit"}), (True, set())])
def test_source_covers_its_own_table_unless_it_is_partial(
    entry: Mapping[str, object], partial: bool, covered: set[str]
) -> None:
    spec = SourceSpec.model_validate({"path": "x", **entry, "options": {"partial": partial}})
    assert CONNECTORS[spec.connector].covered(spec) == covered
