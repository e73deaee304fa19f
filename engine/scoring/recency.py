"""How much evidence weighs by its age.

"Up to 6 months" and "newer than 6 months" both mean `newest > as_of - 6 months`, where the
subtraction keeps the day and clamps it to the end of a shorter month.
"""

from datetime import date

import pyarrow as pa

from engine.features.spans import months_before
from engine.rule_settings import ScoreSettings


def steps(settings: ScoreSettings, as_of: date) -> pa.Table:
    """Recency steps as `since DATE, factor DOUBLE`; the factor holds for `newest > since`.

    Rows by `since`, so that of the steps that hold the last one counts.
    """
    since = [_since(step.up_to_months, as_of) for step in settings.recency]
    factor = pa.array([step.factor for step in settings.recency], pa.float64())
    return pa.table({"since": pa.array(since, pa.date32()), "factor": factor}).sort_by("since")


def _since(months: int | None, as_of: date) -> date:
    return date.min if months is None else months_before(as_of, months)
