"""Errors in the registers that people report, what was done about them, and for how long."""

from engine.casework.data_errors.fitting import check_value, columns, proposable, table_of
from engine.casework.data_errors.holders import Holder, Holders, holders_of, load_holders
from engine.casework.data_errors.models import ENDED, DataError, DataErrorStep, ErrorState
from engine.casework.data_errors.reading import (
    OfSource,
    by_source,
    known,
    of_location,
    of_record,
    open_ones,
    waiting,
)
from engine.casework.data_errors.reporting import Said, report
from engine.casework.data_errors.settling import OUTCOMES, find, obstacle, send, settle

__all__ = [
    "DataError", "DataErrorStep", "ENDED", "ErrorState", "Holder", "Holders", "OUTCOMES",
    "OfSource", "Said", "by_source", "check_value", "columns", "find", "holders_of", "known",
    "load_holders", "obstacle", "of_location", "of_record", "open_ones", "proposable", "report",
    "send", "settle", "table_of", "waiting",
]  # fmt: skip
