"""Facts of the Kadaster to rows of `parcel`, `title` and `attachment`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from connectors.brk.codes import Codes
from connectors.brk.facts import Attachment, ObjectState, Party, Title
from connectors.items import Row

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Naming:
    """How a delivery names parcels.

    Attributes:
        by_number: True to name them by object number instead of by aanduiding.
    """

    codes: Codes
    by_number: bool = False

    def parcel_id(self, state: ObjectState) -> str:
        """The parcel id that joins with `title.parcel_id` of this municipality."""
        return state.object_id if self.by_number else state.parcel_id


def party(role: str, found: Party | None) -> Values:
    """Role columns of a person: a company by number, a person by the register's own reference."""
    if found is None:
        return {}
    told = {f"{role}_kvk": found.kvk, f"{role}_name": found.name}
    if found.kvk is None:
        told[f"{role}_id"] = found.reference
    return {column: value for column, value in told.items() if value is not None}


def at_places(table: str, values: Values, state: ObjectState) -> list[Row]:
    """One row per place of the object, one without place when it has none."""
    places: tuple[Mapping[str, object], ...] = state.places or ({},)
    return [Row(table, {**values, **place}) for place in places]


def parcel(state: ObjectState, naming: Naming, successors: tuple[str, ...]) -> Row:
    """The row of a parcel or appartementsrecht."""
    values: Values = {"parcel_id": naming.parcel_id(state)}
    if state.geometry is not None:
        values["geometry"] = state.geometry
    if state.ended is not None:
        values["ended_on"] = state.ended
    if successors:
        values["successor_ids"] = list(successors)
    return Row("parcel", values)


def title(
    found: Title, state: ObjectState, naming: Naming, *, ended: date | None, began: date | None
) -> list[Row]:
    """Rows of a tenaamstelling, one per place of its object.

    Args:
        found: the tenaamstelling.
        state: the object it lies on.
        naming: parcel ids and code lists.
        ended: day on which a mutation took it away.
        began: day of the mutation that brought it, used when nothing else says when.
    """
    right = naming.codes.rights.meaning(found.aard)
    started = found.started or (found.deed.registered if found.deed else None)
    values: Values = {
        "title_id": found.title_id,
        "parcel_id": naming.parcel_id(state),
        "right": right or None,
        "share": found.share,
        "holder_kind": found.party.kind if found.party else None,
        "started_on": None if found.started_partial else started or began,
        "started_on_partial": found.started_partial,
        "ended_on": ended,
        **party("holder", found.party),
    }
    filled = {column: value for column, value in values.items() if value is not None}
    return at_places("title", filled, state)


def attachment(
    found: Attachment, state: ObjectState, naming: Naming, *, began: date | None, ended: date | None
) -> list[Row]:
    """Rows of a beslag, one per place; none when nothing says when it began."""
    started = (found.deed.registered if found.deed else None) or began
    if started is None:
        return []
    values: Values = {
        "attachment_id": found.attachment_id,
        "parcel_id": naming.parcel_id(state),
        "started_on": started,
    }
    if ended is not None:
        values["ended_on"] = ended
    return at_places("attachment", values, state)
