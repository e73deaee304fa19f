"""Canonical tables: names, columns, types, keys and gates of everything a run knows.

One row is one fact of one source. Besides the columns below every stored row has the
provenance columns; tables with `place` also have the resolved place columns. Geometry is
WKB in RD (EPSG:28992, metres). Ids and codes are text. Unknown is NULL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Gate(StrEnum):
    """Who may read a fact, from open (O) to received from a partner only (G4)."""

    O = "O"  # noqa: E741  the law's own letter
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"

    @property
    def rank(self) -> int:
        """Strictness: 0 for O up to 4 for G4."""
        return list(Gate).index(self)

    @property
    def in_scan(self) -> bool:
        """True when the weekly scan may read it (O and G1)."""
        return self.rank <= Gate.G1.rank


class Type(StrEnum):
    """Logical column types; the value is the DuckDB type."""

    TEXT = "VARCHAR"
    DATE = "DATE"
    INT = "BIGINT"
    REAL = "DOUBLE"
    BOOL = "BOOLEAN"
    LIST = "VARCHAR[]"
    GEOMETRY = "BLOB"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: column name in every run.
        type: logical type.
        gate: strictest gate under which it may be read; None means the table's gate.
        required: a row without a readable value goes to quarantine.
        words: the allowed words; empty means free text or a code.
        partial: a partial date leaves the column NULL and fills `<name>_partial`.
        planned: a date that may lie after `as_of` (a term, not a fact).
    """

    name: str
    type: Type = Type.TEXT
    gate: Gate | None = None
    required: bool = False
    words: tuple[str, ...] = ()
    partial: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table.

    Attributes:
        columns: own columns in order, without place and provenance columns.
        key: columns that identify a row within one source.
        gate: gate of the table; columns may be stricter.
        place: the rows happen somewhere: place columns in, resolved place columns out.
        roles: `<role>_kvk` and `<role>_name` in, `<role>_id` out.
        event: the first of these dates that is filled places the row in time; a row whose
            event lies after `as_of` does not exist for that run.
        status_date: `status` column -> date it depends on; NULL when that date is after `as_of`.
        derived: filled by the engine, never by a source.
        versioned: dated versions of one object: the newest not after `as_of` counts.
        context: no feature or rule reads it: it describes areas, and what holds for an area is
            never a fact about one of its objects; or it waits for a person's judgement.
    """

    name: str
    gate: Gate
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    place: bool = False
    roles: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    status_date: tuple[tuple[str, str], ...] = ()
    derived: bool = False
    versioned: bool = False
    context: bool = False

    def stored(self) -> tuple[Column, ...]:
        """All columns of the stored table, in file order."""
        own = [part for column in self.columns for part in _with_partial(column)]
        place = PLACE_RESULT if self.place else ()
        have = {column.name for column in own}
        added = [column for column in place if column.name not in have]
        return (*own, *added, *(() if self.derived else PROVENANCE))

    def column(self, name: str) -> Column:
        """The stored column of that name; KeyError when there is none."""
        return next(c for c in self.stored() if c.name == name)

    def gate_of(self, name: str) -> Gate:
        """The strictest gate of reading that column: the table's or the column's own."""
        own = self.column(name).gate
        return self.gate if own is None or own.rank < self.gate.rank else own

    def inputs(self) -> Iterator[Column]:
        """Columns that a connector may deliver: own, place and role columns."""
        yield from self.columns
        if self.place:
            have = {c.name for c in self.columns}
            yield from (c for c in PLACE_INPUT if c.name not in have)
        for role in self.roles:
            yield Column(f"{role}_kvk")
            yield Column(f"{role}_name", gate=Gate.G1)

    def record_id(self, values: Mapping[str, object]) -> str:
        """Identify a row within its source and table: key values joined by `/`."""
        return "/".join("" if values.get(k) is None else str(values[k]) for k in self.key)


def _with_partial(column: Column) -> tuple[Column, ...]:
    if not column.partial:
        return (column,)
    return (column, Column(f"{column.name}_partial"))


def _text(*names: str, gate: Gate | None = None) -> tuple[Column, ...]:
    return tuple(Column(name, gate=gate) for name in names)


def _id(name: str, gate: Gate | None = None) -> Column:
    return Column(name, gate=gate, required=True)


def _date(
    name: str, *, required: bool = False, partial: bool = False, planned: bool = False
) -> Column:
    return Column(name, Type.DATE, required=required, partial=partial, planned=planned)


def _int(name: str, gate: Gate | None = None) -> Column:
    return Column(name, Type.INT, gate=gate)


def _real(name: str, gate: Gate | None = None) -> Column:
    return Column(name, Type.REAL, gate=gate)


def _word(name: str, *words: str) -> Column:
    return Column(name, words=words)


_X, _Y = _real("x"), _real("y")
_VALID = (_date("valid_from"), _date("valid_to"))
_GEOMETRY = Column("geometry", Type.GEOMETRY)

PLACE_INPUT: tuple[Column, ...] = (
    *_text("address_id", "object_id", "postcode"),
    *_text("house_number", "house_letter", "house_addition", "street", "town", "address"),
    _X,
    _Y,
    _real("lat"),
    _real("lon"),
)
"""How a delivery may say where: ids, or address parts, or one text, or a point."""

PLACE_MATCH = ("id", "exact", "normalised", "fuzzy", "point", "none")
PLACE_RESULT: tuple[Column, ...] = (
    *_text("address_id", "object_id", "building_id", "location_id"),
    _X,
    _Y,
    _word("place_match", *PLACE_MATCH),
    _real("place_score"),
    *_text("place_text"),
)
"""Where intake found it; `place_text` is the delivered text, kept only when `place_match` is none."""

PROVENANCE: tuple[Column, ...] = (
    *_text("source", "record_id", "record_key"),
    _int("line"),
    _date("delivered_on"),
)
"""`record_key` is `source:table:record_id`, the evidence of every hit."""

LEGAL_FORMS = (
    "sole_trader",
    "general_partnership",
    "limited_partnership",
    "professional_partnership",
    "bv",
    "nv",
    "foundation",
    "association",
    "owners_association",
    "cooperative",
    "foreign",
    "public_body",
    "other",
)
REPORT_CATEGORIES = (
    "chemical_smell",
    "hemp_smell",
    "drug_smell",
    "night_traffic",
    "covered_windows",
    "constant_hum",
    "loading_close",
    "foot_traffic",
    "noise",
    "waste",
    "dumping",
    "building_decay",
    "unknown_company",
    "advertised_address",
    "illegal_lodging",
    "overcrowding",
    "short_stay",
    "night_sailing",
    "diving",
    "quay_loading",
    "fire",
    "explosive",
    "vandalism",
    "threat",
    "approach",
    "exploitation",
    "other",
)

_PERMIT_STATUSES = ("requested", "granted", "refused", "withdrawn", "revoked", "lapsed", "notified")

_O, _G1, _G3, _G4 = Gate.O, Gate.G1, Gate.G3, Gate.G4

_ALL = (
    Table(
        "address", _O, key=("address_id",),
        columns=(
            _id("address_id"), *_text("object_id"), Column("is_main", Type.BOOL),
            *_text("street", "house_number", "house_letter", "house_addition", "postcode", "town", "town_id", "status"),
            *_VALID,
        ),
    ),
    Table(
        "address_unit", _O, key=("object_id",),
        columns=(
            _id("object_id"), _word("kind", "unit", "berth", "pitch"), *_text("status"), _date("status_since"),
            Column("use_purposes", Type.LIST), _real("area_m2"), _GEOMETRY, _X, _Y, *_VALID,
        ),
    ),
    Table(
        "building", _O, key=("building_id",),
        columns=(
            _id("building_id"), *_text("status"), _date("status_since"), _int("built_year"), _GEOMETRY,
            _real("footprint_m2"), _X, _Y, *_VALID,
        ),
    ),
    Table("unit_building", _O, key=("object_id", "building_id"), columns=(_id("object_id"), _id("building_id"))),
    Table(
        "location", _O, key=("location_id",), derived=True,
        columns=(
            _id("location_id"), _word("kind", "yard", "unit", "berth", "pitch", "building", "site"),
            *_text("label", "town"), _word("zone", "outer", "built_up"), _X, _Y,
            Column("object_ids", Type.LIST), Column("building_ids", Type.LIST), Column("use_purposes", Type.LIST),
            _word("land_use", "dwelling", "farmyard", "greenhouse", "business", "office", "shop", "recreation", "harbour", "care", "other"),
            _word("land_use_proof", "plan", "activity", "valuation", "BAG"),
        ),
    ),
    Table(
        "location_member", _O, key=("location_id", "member_id"), derived=True,
        columns=(_id("location_id"), _id("member_id"), _word("member_kind", "unit", "berth", "pitch", "building")),
    ),
    Table(
        "zone", _O, key=("zone_id",),
        columns=(_id("zone_id"), _word("kind", "built_up", "greenhouse", "business_park", "recreation_site", "harbour", "road"), *_text("name"), _GEOMETRY, _real("width_m")),
    ),
    Table(
        "enterprise", _O, key=("enterprise_id",), versioned=True,
        columns=(
            _id("enterprise_id"), *_text("rsin"), Column("legal_form", words=LEGAL_FORMS), *_text("statutory_name"),
            Column("trade_names", Type.LIST), _date("registered_on", partial=True), _date("started_on", partial=True),
            _date("ended_on", partial=True),
            _word("end_kind", "bankruptcy", "turbo_liquidation", "dissolution", "merger", "continued_elsewhere", "other"),
            _int("employees"), _date("accounts_filed_until"), _date("deposit_on"),
            Column("pension_company", Type.BOOL),
        ),
        status_date=(("end_kind", "ended_on"),),
    ),
    Table(
        "activity", _O, key=("branch_id", "version", "code"),
        columns=(_id("branch_id"), _id("code"), Column("version", words=("2008", "2025")), Column("is_main", Type.BOOL)),
    ),
    Table(
        "branch", _O, key=("branch_id",), place=True, versioned=True, event=("started_on",),
        columns=(
            _id("branch_id"), *_text("enterprise_id"), Column("is_main", Type.BOOL), _date("started_on", partial=True),
            _date("ended_on", partial=True), _int("employees"), Column("shielded", Type.BOOL), *_text("shop_name"),
        ),
    ),
    Table(
        "enterprise_cluster", _O, key=("enterprise_id",), derived=True,
        columns=(_id("enterprise_id"), _id("cluster_id"), *_text("why")),
    ),
    Table(
        "name_likeness", _O, key=("enterprise_id", "other_enterprise_id"), derived=True,
        columns=(_id("enterprise_id"), _id("other_enterprise_id"), _real("jaro_winkler")),
    ),
    Table(
        "match_candidate", _G1, key=("kind", "subject", "other"), derived=True, context=True,
        columns=(
            _word("kind", "address", "company", "person"), _id("subject"), _id("other"), _real("probability"), _real("margin"),
            *_text("method", "why"), Column("records", Type.LIST),
        ),
    ),
    Table(
        "match_joined", _G1, key=("kind", "subject"), derived=True, context=True,
        columns=(_word("kind", "address", "company", "person"), _id("subject"), _id("other"), _date("judged_on")),
    ),
    Table(
        "officer", _G1, key=("enterprise_id", "party_id", "role", "started_on"), roles=("party",), event=("started_on",),
        columns=(
            _id("enterprise_id"), *_text("party_id"), _word("party_kind", "natural", "legal"), *_text("party_enterprise_id"),
            _word("role", "director", "sole_shareholder", "partner", "sole_trader", "authorised_representative", "liquidator", "other"),
            _date("started_on", partial=True), _date("ended_on", partial=True), *_text("powers"),
        ),
    ),
    Table(
        "insolvency", _O, key=("case_id",), event=("declared_on",), versioned=True,
        columns=(
            _id("case_id"), *_text("enterprise_id"), _word("kind", "bankruptcy", "suspension_of_payment"),
            _date("declared_on", required=True), _date("ended_on"),
            _word("end_kind", "distribution", "lack_of_assets", "annulled", "composition", "other"),
            _date("findable_until", planned=True), *_text("previous_case_id"),
        ),
        status_date=(("end_kind", "ended_on"),),
    ),
    Table(
        "permit", _O, key=("permit_id",), place=True, roles=("applicant",), event=("requested_on", "decided_on"),
        columns=(
            _id("permit_id"),
            _word("kind", "building", "use_change", "storage", "housing_migrants", "fire_safe_use", "environment",
                  "environment_notification", "demolition", "event", "rental", "other"),
            Column("status", words=_PERMIT_STATUSES),
            _date("requested_on"), _date("decided_on"), _date("valid_until", planned=True), *_text("applicant_id", gate=_G1),
            _word("use", "housing", "lodging", "storage", "business", "agriculture", "recreation", "other"),
            _int("capacity"), _real("floor_area_m2"), Column("bibob_hook", Type.BOOL),
        ),
        status_date=(("status", "decided_on"),),
    ),
    Table(
        "licence", _O, key=("licence_id",), place=True, roles=("holder", "operator"), event=("valid_from",),
        columns=(
            _id("licence_id"), _word("kind", "alcohol", "operating", "gaming", "sex_business", "rental_housing_migrants", "other"),
            _word("status", "in_force", "requested", "refused", "suspended", "lapsed", "revoked"),
            _date("valid_from"), _date("valid_until", planned=True), *_text("holder_id", "operator_id", gate=_G1),
        ),
    ),
    Table(
        "licence_manager", _G1, key=("licence_id", "manager_id", "started_on"), roles=("manager",), event=("started_on",),
        columns=(_id("licence_id"), *_text("manager_id"), _date("started_on"), _date("ended_on")),
    ),
    Table(
        "report", _G1, key=("report_id",), place=True, roles=("reporter",), event=("reported_on",),
        columns=(_id("report_id"), Column("category", words=REPORT_CATEGORIES), _date("reported_on", required=True), *_text("reporter_id")),
    ),
    Table(
        "measure", _G1, key=("measure_id",), place=True, roles=("subject",), event=("decided_on",),
        columns=(
            _id("measure_id"),
            _word("kind", "closure_13b", "closure_174a", "penalty_order", "administrative_coercion", "warning", "fine", "toleration"),
            _date("decided_on", required=True), _date("ended_on"), _date("reopened_on"), *_text("subject_id"),
        ),
    ),
    Table(
        "inspection", _G1, key=("inspection_id",), place=True, event=("held_on",),
        columns=(
            _id("inspection_id"), _date("held_on", required=True),
            _word("domain", "building", "fire", "environment", "alcohol", "housing", "labour", "apv"),
            _word("outcome", "clean", "violation", "no_access"), _int("violations"),
            Column("outside_hours", Type.BOOL), Column("threatened", Type.BOOL),
        ),
    ),
    Table(
        "environment_notification", _O, key=("notification_id",), place=True, roles=("notifier",), event=("notified_on",),
        columns=(
            _id("notification_id"), _word("kind", "bal_notification", "permit_notification"), _date("notified_on", required=True),
            _word("activity", "vehicle_repair", "vehicle_dismantling", "spray_painting", "livestock", "greenhouse_growing",
                  "hazardous_storage", "chemical_trade", "waste_storage", "other"),
            *_text("notifier_id", gate=_G1),
        ),
    ),
    Table(
        "title", _O, key=("title_id",), place=True, roles=("holder",), event=("started_on",),
        columns=(
            _id("title_id"), *_text("parcel_id"), _word("right", "ownership", "leasehold", "superficies", "usufruct"),
            *_text("share"), *_text("holder_id", gate=_G1), _word("holder_kind", "natural", "legal"),
            Column("holder_lives_here", Type.BOOL, gate=_G1), _date("started_on", partial=True),
            _date("ended_on", partial=True),
        ),
    ),
    Table(
        "parcel", _O, key=("parcel_id",),
        columns=(_id("parcel_id"), _GEOMETRY, _date("ended_on"), Column("successor_ids", Type.LIST)),
    ),
    Table(
        "transfer", _O, key=("transfer_id",), place=True, roles=("seller", "buyer"), event=("signed_on",),
        columns=(
            _id("transfer_id"), *_text("parcel_id"), _word("kind", "sale", "registered_purchase", "inheritance", "split", "other"),
            _date("signed_on", required=True), _real("price_eur"), *_text("seller_id", "buyer_id", gate=_G1), _real("mortgage_eur"),
            Column("lender_supervised", Type.BOOL), _date("lapsed_on"),
        ),
    ),
    Table(
        "occupancy", _G1, key=("object_id", "counted_on"), place=True, event=("counted_on",),
        columns=(
            *_text("object_id"), _date("counted_on", required=True), _int("registered_adults"), _int("arrivals_12m"),
            _int("departures_12m"), _int("postal_addresses"), _int("returned_mail_6m"),
        ),
    ),
    Table(
        "valuation", _G1, key=("object_id", "year"), place=True,
        columns=(*_text("object_id"), _int("year"), _real("value_eur"), *_text("object_code")),
    ),
    Table(
        "address_signal", _G1, key=("signal_id",), place=True, event=("received_on",),
        columns=(_id("signal_id"), *_text("profile"), _date("received_on", required=True), *_text("status")),
    ),
    Table(
        "tourist_tax", _G1, key=("return_id",), place=True,
        columns=(_id("return_id"), _int("year"), _int("nights"), _int("capacity")),
    ),
    Table(
        "designation", _O, key=("designation_id",), event=("from",),
        columns=(_id("designation_id"), *_text("branch", "area", "municipality"), _date("from", required=True)),
    ),
    Table(
        "declared_address", _O, key=("object_id",), place=True,
        columns=(
            *_text("object_id"),
            _word("reason", "accountant", "trust_office", "owners_association_manager", "shared_office", "notary",
                  "coworking", "care", "shelter", "other"),
            *_text("owner"), _date("expires_on", required=True, planned=True),
        ),
    ),
    Table(
        "police_report", _G4, key=("report_id",), place=True, event=("received_on",),
        columns=(
            _id("report_id"), _date("received_on", required=True), _word("kind", "drugs_found", "weapons_found", "violence", "explosive", "withdrawn_complaints", "other"),
            *_text("drugs", "weapons"),
        ),
    ),
    Table(
        "bibob_register", _G3, key=("entry_id",), roles=("subject",), event=("decided_on",),
        columns=(_id("entry_id"), *_text("conclusion"), _date("decided_on", required=True), *_text("subject_id", "role")),
    ),
    Table(
        "attachment", _O, key=("attachment_id",), place=True, event=("started_on",),
        columns=(_id("attachment_id"), *_text("parcel_id"), _date("started_on", required=True), _date("ended_on")),
    ),
    Table(
        "plan_function", _O, key=("object_id", "function"), place=True, event=("from",),
        columns=(*_text("object_id"), _GEOMETRY, _id("function"), _date("from")),
    ),
    Table(
        "registry_check", _O, key=("register", "subject_id", "checked_on"), roles=("subject",), event=("checked_on",),
        columns=(
            _word("register", "VIES", "Wtza", "SNA_Wtta", "RDW", "DNB", "AFM", "other"), *_text("subject_id", gate=_G1), *_text("status"),
            _date("checked_on", required=True),
        ),
    ),
    Table(
        "contract", _G1, key=("contract_id",), roles=("party",), event=("signed_on",),
        columns=(
            _id("contract_id"), _word("kind", "procurement", "subsidy", "tender", "property"), *_text("party_id", gate=_G3),
            _date("signed_on", required=True), _date("ended_on"),
        ),
    ),
    Table(
        "topography_change", _O, key=("change_id",), place=True, event=("seen_on",),
        columns=(_id("change_id"), *_text("kind"), _date("seen_on", required=True), _real("area_m2"), _GEOMETRY),
    ),
    Table(
        "partner_report", _G4, key=("report_id",), place=True, event=("received_on",),
        columns=(_id("report_id"), *_text("partner", "kind"), _date("received_on", required=True)),
    ),
    Table(
        "sanction", _O, key=("entity_id",),
        columns=(
            _id("entity_id"), _date("listed_on", partial=True), _date("ended_on"),
            _word("kind", "person", "organisation", "vessel", "asset"), *_text("programme", "measure", "name"),
            Column("other_names", Type.LIST), Column("identifiers", Type.LIST),
        ),
    ),
    Table(
        "announcement", _O, key=("publication_id",), place=True, event=("published_on",),
        columns=(
            _id("publication_id"),
            _word("kind", "permit_request", "permit_decision", "notification", "enforcement", "policy", "traffic", "other"),
            _date("published_on", partial=True), *_text("title", "case_number"), _GEOMETRY,
            *_text("authority", "rubric"), _date("view_term_ends", planned=True),
            Column("status", words=_PERMIT_STATUSES), *_text("status_rule", "status_flag", "status_text"),
            *_text("case_id"), _word("grouped_by", "case_number", "kind_and_address", "rectification", "alone"),
            *_text("corrects_id"), Column("parcels", Type.LIST),
        ),
    ),
    Table(
        "area_figure", _O, key=("figure_id",), context=True,
        columns=(
            _id("figure_id"), _id("area_id"), _word("area_kind", "municipality", "district", "neighbourhood"), *_text("area_name"),
            _int("year"), *_text("period"), _id("measure"), _real("value"), *_text("unit"), Column("is_complete", Type.BOOL),
        ),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _ALL}

BASE_REGISTERS = {
    "bag_extract": "BAG", "bag_gpkg": "BAG", "kvk_api": "HR", "hr_dataservice": "HR", "cir": "CIR", "koop_sru": "OP",
    "zgw": "VTH", "stuf_zds": "VTH", "vth_powerbrowser": "VTH", "vth_decos": "VTH", "signalen": "MEL", "parcels": "BRK",
    "cbs": "CBS",
}  # fmt: skip
"""Register that a connector stands for, before `register:` in sources.yaml says otherwise."""

TABLE_REGISTERS = {
    "address": "BAG", "address_unit": "BAG", "building": "BAG", "unit_building": "BAG",
    "enterprise": "HR", "activity": "HR", "branch": "HR", "officer": "HR", "insolvency": "CIR",
    "permit": "VTH", "measure": "VTH", "inspection": "VTH", "licence": "ALC", "licence_manager": "ALC",
    "report": "MEL", "environment_notification": "ODWH", "title": "BRK", "parcel": "BRK", "transfer": "BRK",
    "attachment": "BRK", "occupancy": "BRP", "valuation": "WOZ", "address_signal": "LAA", "tourist_tax": "TB",
    "plan_function": "OP", "police_report": "BR", "announcement": "OP",
}  # fmt: skip
"""Register of a `table` source by the canonical table it fills; any other is `other`."""


def register_of(connector: str, table: str, declared: str | None = None) -> str:
    """Name the independent register behind a source: `declared`, else by connector, else by table."""
    return declared or BASE_REGISTERS.get(connector) or TABLE_REGISTERS.get(table, "other")
