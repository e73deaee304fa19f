"""What of a record can be reported, and which right value may be proposed for it.

Nobody is asked who somebody is: a column that tells a person or company, like one that a run cannot
correct, can be reported as wrong and gets no value.
"""

from datetime import date

from engine.casework.judgements import check_text
from engine.errors import CaseworkError
from engine.register import corrections, telling
from engine.tables import TABLES, Table, Type
from engine.translatable import mark, sentence

MAX_VALUE = 200
_DUTCH = {
    "the date lies after as_of": mark("de datum ligt in de toekomst"),
    "this column cannot be empty": mark("dit gegeven kan niet leeg zijn"),
    "no BAG id of 16 digits": mark("een BAG-nummer heeft 16 cijfers"),
    "a word that is not listed": mark("kies een van de woorden van dit gegeven"),
    f"no {Type.DATE.name.lower()} value": mark("schrijf een datum als JJJJ-MM-DD"),
    f"no {Type.INT.name.lower()} value": mark("schrijf een geheel getal"),
    f"no {Type.REAL.name.lower()} value": mark("schrijf een getal met een punt"),
    f"no {Type.BOOL.name.lower()} value": mark("schrijf true of false"),
}


def table_of(record_key: str) -> tuple[str, Table, str]:
    """Source, table and id of a record that may be read outside a case.

    Raises:
        CaseworkError: it is no key of such a record.
    """
    source, _, rest = record_key.partition(":")
    name, _, record_id = rest.partition(":")
    table = TABLES.get(name)
    if not (source and record_id) or table is None or table.derived:
        raise CaseworkError("dit is geen record; het heet bron:tabel:nummer")
    if not table.gate.in_scan:
        raise CaseworkError("dit record is buiten een zaak niet te lezen")
    return source, table, record_id


def columns(table: Table) -> tuple[str, ...]:
    """Columns that can be reported as wrong, in the order of the table."""
    own = [column.name for column in table.columns if column.type is not Type.GEOMETRY]
    ids = corrections.correctable(table.name)
    return tuple(dict.fromkeys((*own, *(name for name in ids if name not in own))))


def proposable(table: Table) -> frozenset[str]:
    """Columns of which the right value may be proposed."""
    told = telling.of_people(table) | telling.NAMING | telling.OF_COMPANY
    return frozenset(
        name
        for name in corrections.correctable(table.name)
        if name not in told and table.gate_of(name).in_scan
    )


def check_value(table: Table, record_id: str, column: str | None, value: str, *, on: date) -> str:
    """The proposed value as it is kept; empty text: it must be empty.

    Args:
        table: of the record.
        record_id: of the record.
        column: the wrong fact; None: the whole record, which gets no value.
        value: as it was typed.
        on: a date after it is no fact yet.

    Raises:
        CaseworkError: this column gets no value, or not this one.
    """
    value = value.strip()
    if column is None:
        raise CaseworkError("een heel record krijgt geen juiste waarde; kies een gegeven")
    if column not in proposable(table):
        raise CaseworkError("van dit gegeven wordt geen juiste waarde gevraagd; meld het zonder")
    if value:
        value = check_text(value, what=mark("de juiste waarde"))
    if len(value) > MAX_VALUE:
        raise CaseworkError("de juiste waarde heeft ten hoogste {most} tekens", most=MAX_VALUE)
    refused = corrections.refusal(f"{table.name}:{record_id}:{column}", value or None, as_of=on)
    if refused is not None:
        raise CaseworkError(
            "deze waarde kan niet: {why}", why=sentence(_DUTCH.get(refused, refused))
        )
    return value
