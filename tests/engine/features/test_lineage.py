"""Lineage: the gate of a feature is what it reads, however it reads it."""

import pytest

from engine.features import functions, guard
from engine.features.lineage import Reads, trace
from engine.tables import Gate


def reads(text: str) -> Reads:
    tree, problems = guard.statement(text, functions.in_features())
    assert tree is not None, problems
    found, untraced = trace(tree)
    assert found is not None, untraced
    return found


def untraced(text: str) -> str:
    tree, problems = guard.statement(text, functions.in_features())
    assert tree is not None, problems
    return trace(tree)[1][0].what


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        pytest.param("SELECT p.location_id FROM permit p", "O", id="open column"),
        pytest.param("SELECT p.applicant_id FROM permit p", "G1", id="column that names people"),
        pytest.param("SELECT * FROM permit", "G1", id="star"),
        pytest.param("SELECT p.* FROM permit p", "G1", id="star of an alias"),
        pytest.param("SELECT p.* EXCLUDE (applicant_id) FROM permit p", "O", id="star without it"),
        pytest.param("SELECT count(*) AS n FROM report", "G1", id="rows counted"),
        pytest.param(
            "SELECT l.x FROM location l JOIN contract c ON c.party_id = l.kind",
            "G3",
            id="in a join",
        ),
        pytest.param(
            "SELECT l.x FROM location l JOIN contract c ON c.kind = l.kind",
            "G1",
            id="gate of the table",
        ),
        pytest.param(
            "SELECT l.x FROM location l LEFT JOIN police_report r USING (location_id)",
            "G4",
            id="left join",
        ),
        pytest.param("SELECT t.share FROM title t WHERE t.holder_id = 'a'", "G1", id="in where"),
        pytest.param(
            "SELECT t.share FROM title t GROUP BY t.share HAVING max(t.holder_id) > 'a'",
            "G1",
            id="in having",
        ),
        pytest.param("SELECT t.share FROM title t ORDER BY t.holder_id", "G1", id="in order by"),
        pytest.param(
            "SELECT rank() OVER (PARTITION BY t.holder_id) AS r FROM title t",
            "G1",
            id="in a window",
        ),
        pytest.param(
            "SELECT count(*) FILTER (WHERE t.holder_id IS NULL) AS n FROM title t",
            "G1",
            id="in a filter",
        ),
        pytest.param(
            "SELECT CASE WHEN t.holder_lives_here THEN 1 END AS n FROM title t",
            "G1",
            id="in a case",
        ),
        pytest.param(
            "WITH a AS (SELECT holder_id AS h FROM title) SELECT h AS share FROM a",
            "G1",
            id="through a step",
        ),
        pytest.param(
            "WITH a AS (SELECT * FROM title), b AS (SELECT * FROM a) SELECT share FROM b",
            "G1",
            id="star through steps",
        ),
        pytest.param(
            "SELECT s.q FROM (SELECT holder_id AS q FROM title) s", "G1", id="through a subquery"
        ),
        pytest.param(
            "SELECT l.x FROM location l WHERE EXISTS (FROM officer o WHERE o.powers = l.kind)",
            "G1",
            id="exists",
        ),
        pytest.param(
            "SELECT l.x FROM location l WHERE l.kind IN (SELECT holder_id FROM title)",
            "G1",
            id="in a list",
        ),
        pytest.param(
            "SELECT (SELECT max(powers) FROM officer WHERE role = l.kind) AS q FROM location l",
            "G1",
            id="correlated",
        ),
        pytest.param(
            "SELECT b.kind FROM permit b UNION SELECT o.powers FROM officer o",
            "G1",
            id="second half of a union",
        ),
        pytest.param("SELECT kind FROM permit JOIN title USING (location_id)", "O", id="using"),
        pytest.param(
            "SELECT title.share FROM permit JOIN title ON holder_id = applicant_id",
            "G1",
            id="without alias",
        ),
        pytest.param("SELECT b.conclusion FROM bibob_register b", "G3", id="bibob"),
    ],
)
def test_gate_is_the_strictest_of_what_is_read(text: str, gate: str) -> None:
    assert reads(text).gate is Gate(gate)


def test_tables_of_a_left_join_count_and_steps_do_not() -> None:
    text = (
        "WITH s AS (SELECT location_id FROM permit)"
        " SELECT s.location_id FROM s LEFT JOIN report r USING (location_id)"
    )
    assert reads(text).tables == ("permit", "report")


def test_columns_are_those_read_and_no_others() -> None:
    text = "SELECT p.location_id FROM permit p JOIN title t ON t.location_id = p.location_id"
    assert reads(text).columns == (("permit", "location_id"), ("title", "location_id"))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param(
            "WITH a AS (SELECT x.status FROM permit x), b AS (SELECT x.kind FROM licence x)"
            " SELECT a.status FROM a JOIN b ON a.status = b.kind",
            {("permit", "status"), ("licence", "kind")},
            id="in two steps",
        ),
        pytest.param(
            "SELECT x.status FROM permit x UNION ALL SELECT x.kind FROM licence x",
            {("permit", "status"), ("licence", "kind")},
            id="in both halves of a union",
        ),
        pytest.param(
            "SELECT x.status FROM (SELECT x.kind AS status FROM licence x) x",
            {("licence", "kind")},
            id="of a subquery and of what it reads",
        ),
        pytest.param(
            "SELECT x.status FROM permit x"
            " WHERE EXISTS (SELECT 1 FROM licence x WHERE x.kind = 'a')",
            {("permit", "status"), ("licence", "kind")},
            id="hidden inside exists",
        ),
        pytest.param(
            "SELECT x.kind FROM permit x WHERE EXISTS"
            " (SELECT 1 FROM licence y WHERE y.kind = x.status)",
            {("permit", "kind"), ("permit", "status"), ("licence", "kind")},
            id="of the outside in a correlated subquery",
        ),
        pytest.param(
            "WITH x AS (SELECT l.kind FROM licence l) SELECT x.status FROM permit x"
            " WHERE EXISTS (SELECT 1 FROM report r WHERE r.location_id = x.kind)"
            " AND 'a' IN (SELECT kind FROM x)",
            {
                ("licence", "kind"),
                ("permit", "status"),
                ("permit", "kind"),
                ("report", "location_id"),
            },
            id="of a table although a step has it too",
        ),
        pytest.param(
            "WITH a AS (WITH b AS (SELECT x.kind FROM licence x) SELECT x.kind FROM b x)"
            " SELECT x.status FROM permit x, a",
            {("licence", "kind"), ("permit", "status")},
            id="of a step inside another",
        ),
    ],
)
def test_name_means_the_table_or_step_that_it_has_at_its_place(
    text: str, columns: set[tuple[str, str]]
) -> None:
    assert set(reads(text).columns) == columns


def test_gate_is_not_stricter_for_a_name_that_means_a_person_elsewhere() -> None:
    text = (
        "WITH a AS (SELECT x.location_id AS holder_id FROM permit x), "
        "b AS (SELECT 1 AS n FROM a x WHERE x.holder_id = 'a') SELECT n FROM b"
    )
    assert reads(text).gate is Gate.O


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("SELECT p.nope FROM permit p", "nope", id="unknown column"),
        pytest.param("SELECT location_id FROM permit, report", "location_id", id="ambiguous"),
        pytest.param("SELECT p.geometry FROM parcel p", "geometry", id="geometry is not read"),
        pytest.param("SELECT p FROM permit p", "whole row", id="a whole row"),
        pytest.param("SELECT list(permit) AS rows FROM permit", "whole row", id="a list of rows"),
        pytest.param("SELECT count(DISTINCT p) AS n FROM permit p", "whole row", id="rows counted"),
        pytest.param("SELECT rowid AS n FROM permit", "rowid", id="row number of the store"),
    ],
)
def test_what_cannot_be_traced_is_refused(text: str, what: str) -> None:
    assert what in untraced(text)
