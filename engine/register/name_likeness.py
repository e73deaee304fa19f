"""Which companies at a dwelling carry nearly the name of an older, well-known local business.

Names of legal persons only, as public as their registration: the name of a sole trader or of a
partnership is the name of people and is never compared. What comes out is a number per pair, no
name. What counts as well known, and from where on a likeness is kept, stands in `settings.names`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from engine.matching.companies import names as company_names
from engine.settings import Settings

_DECIMALS = 4
_COMPANIES = """
WITH one AS (
    SELECT enterprise_id, min(started_on) AS started_on, max(employees) AS employees,
           bool_or(coalesce(ended_on::VARCHAR, ended_on_partial) IS NOT NULL) AS is_ended,
           list_distinct(flatten(list(list_append(coalesce(trade_names, []), statutory_name))))
               AS names
    FROM enterprise
    GROUP BY enterprise_id
    HAVING bool_and(list_contains($forms, legal_form))
), here AS (
    SELECT b.enterprise_id, max(b.employees) AS employees,
           bool_or(coalesce(list_contains(u.use_purposes, 'woonfunctie'), true)) AS at_dwelling
    FROM branch b LEFT JOIN address_unit u USING (object_id)
    WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, false)
      AND coalesce(b.ended_on::VARCHAR, b.ended_on_partial) IS NULL
    GROUP BY b.enterprise_id
)
SELECT one.enterprise_id, c.cluster_id, one.started_on, one.names, here.at_dwelling,
       coalesce(greatest(one.employees, here.employees) >= $brand_min_employees, false) AS is_large
FROM one JOIN here USING (enterprise_id) JOIN enterprise_cluster c USING (enterprise_id)
WHERE NOT is_ended AND one.started_on IS NOT NULL
ORDER BY one.enterprise_id
"""


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of one company, without its legal form; `day` counts from year 1."""

    enterprise_id: str
    cluster_id: str
    day: int
    text: str


def build(con: DuckDBPyConnection, *, settings: Settings) -> None:
    """Fill `name_likeness`: one row per company at a dwelling and well-known other company.

    Both are active legal persons with an open branch in the municipality, in different clusters.
    The other one has at least `brand_min_employees` persons and was there at least
    `brand_min_years` before the first one began. Of their names (statutory and trade names,
    without accents, signs and legal form) the pair that is most alike counts. A company whose
    staff or start is not known is never well known; one whose unit is not known may be at a
    dwelling.

    Args:
        con: register with `enterprise`, `branch`, `address_unit` and `enterprise_cluster`;
            `branch.location_id` is filled.
        settings: `names`, and the rules folder with `tables/name_forms.csv`.

    Raises:
        SettingsError: the list of legal forms cannot be read.

    Source: domain catalogue FRD-04.
    """
    chosen = settings.names
    known = company_names.load(settings.rules, min_letters=chosen.min_letters)
    found = con.execute(
        _COMPANIES,
        {
            "forms": list(company_names.LEGAL_PERSONS),
            "brand_min_employees": chosen.brand_min_employees,
        },
    ).fetchall()
    small: list[_Name] = []
    brands: list[_Name] = []
    for enterprise_id, cluster_id, started, names, at_dwelling, is_large in found:
        mine = [
            _Name(enterprise_id, cluster_id, started.toordinal(), text)
            for text in known.comparable(names)
        ]
        small += mine if at_dwelling else []
        brands += mine if is_large else []
    pairs = _pairs(
        small, brands, lead_days=round(chosen.brand_min_years * 365.25), least=chosen.min_likeness
    )
    _store(con, pairs)


def _pairs(
    small: Sequence[_Name], brands: Sequence[_Name], *, lead_days: int, least: float
) -> dict[tuple[str, str], float]:
    """Highest likeness per pair of companies, at least `least`."""
    if not small or not brands:
        return {}
    scores = process.cdist(
        [name.text for name in small],
        [name.text for name in brands],
        scorer=JaroWinkler.similarity,
        score_cutoff=least,
        dtype=np.float64,
    )
    best: dict[tuple[str, str], float] = {}
    for row, column in np.argwhere(scores > 0).tolist():
        one, other = small[row], brands[column]
        if one.cluster_id == other.cluster_id or one.day - other.day < lead_days:
            continue
        pair = (one.enterprise_id, other.enterprise_id)
        best[pair] = max(best.get(pair, 0.0), round(float(scores[row, column]), _DECIMALS))
    return best


def _store(con: DuckDBPyConnection, pairs: dict[tuple[str, str], float]) -> None:
    rows = sorted((*pair, score) for pair, score in pairs.items())
    table = pa.table(
        {
            "enterprise_id": pa.array([row[0] for row in rows], pa.string()),
            "other_enterprise_id": pa.array([row[1] for row in rows], pa.string()),
            "jaro_winkler": pa.array([row[2] for row in rows], pa.float64()),
        }
    )
    con.execute("DELETE FROM name_likeness")
    con.register("incoming_likeness", table)
    con.execute("INSERT INTO name_likeness BY NAME FROM incoming_likeness")
    con.unregister("incoming_likeness")
