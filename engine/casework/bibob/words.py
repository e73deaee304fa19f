"""Fixed words of a Bibob file; their Dutch and what they need stand in `rules/bibob/`."""

from enum import StrEnum


class BibobState(StrEnum):
    """Where a Bibob file stands (process, section 3.6)."""

    HOOK = "HOOK"
    FORM_SENT = "FORM_SENT"
    FORM_COMPLETE = "FORM_COMPLETE"
    OWN_INVESTIGATION = "EIGEN_ONDERZOEK"
    ADVICE_REQUESTED = "LBB_REQUESTED"
    ADVICE_RECEIVED = "LBB_RECEIVED"
    DRAFT = "CONCEPT_OORDEEL"
    STATEMENT = "ZIENSWIJZE"
    DECISION = "BESLUIT"
    REPORTED = "REGISTER_GEMELD"
    OBJECTION = "BEZWAAR"
    CLOSED = "GESLOTEN"
    WITHDRAWN = "AANVRAAG_INGETROKKEN"
    NOT_PROCESSED = "BUITEN_BEHANDELING"


class EventKind(StrEnum):
    """What happened on a day that a clock looks at."""

    APPLICATION_RECEIVED = "application_received"
    FORM_SENT = "form_sent"
    COMPLETION_ASKED = "completion_asked"
    COMPLETION_RECEIVED = "completion_received"
    FORM_COMPLETED = "form_completed"
    DECISION_EXTENDED = "decision_extended"
    ADVICE_REQUESTED = "lbb_requested"
    ADVICE_DATA_ASKED = "lbb_data_asked"
    ADVICE_DATA_RECEIVED = "lbb_data_received"
    ADVICE_EXTENDED = "lbb_extended"
    ADVICE_RECEIVED = "lbb_received"
    STATEMENT_ASKED = "statement_asked"
    STATEMENT_RECEIVED = "statement_received"
    STATEMENT_WAIVED = "statement_waived"
    CONCLUDED = "concluded"
    DECIDED = "decided"
    REPORT_DUE = "report_due"
    REGISTER_REPORTED = "register_reported"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    WITHDRAWAL_DUE = "withdrawal_due"
    WITHDRAWAL_REPORTED = "withdrawal_reported"
    NOT_PROCESSED = "not_processed"
    PROCEDURE_STARTED = "procedure_started"
    PROCEDURE_ENDED = "procedure_ended"
    DESTROYED = "destroyed"

    @property
    def label(self) -> str:
        """The event in Dutch."""
        return _EVENTS[self]


_EVENTS = {
    EventKind.APPLICATION_RECEIVED: "aanvraag ontvangen",
    EventKind.FORM_SENT: "formulier verzonden",
    EventKind.COMPLETION_ASKED: "gevraagd om aan te vullen",
    EventKind.COMPLETION_RECEIVED: "aanvulling ontvangen",
    EventKind.FORM_COMPLETED: "formulier compleet",
    EventKind.DECISION_EXTENDED: "beslistermijn verlengd",
    EventKind.ADVICE_REQUESTED: "advies gevraagd aan het LBB",
    EventKind.ADVICE_DATA_ASKED: "LBB vraagt gegevens",
    EventKind.ADVICE_DATA_RECEIVED: "LBB heeft de gegevens",
    EventKind.ADVICE_EXTENDED: "LBB verlengt de adviestermijn",
    EventKind.ADVICE_RECEIVED: "advies van het LBB ontvangen",
    EventKind.STATEMENT_ASKED: "gelegenheid voor zienswijze gegeven",
    EventKind.STATEMENT_RECEIVED: "zienswijze ontvangen",
    EventKind.STATEMENT_WAIVED: "geen zienswijze gegeven",
    EventKind.CONCLUDED: "conclusie vastgelegd",
    EventKind.DECIDED: "besluit genomen",
    EventKind.REPORT_DUE: "conclusie moet worden gemeld",
    EventKind.REGISTER_REPORTED: "conclusie gemeld aan het Bibob-register",
    EventKind.APPLICATION_WITHDRAWN: "aanvraag ingetrokken",
    EventKind.WITHDRAWAL_DUE: "terugtrekking moet worden gemeld",
    EventKind.WITHDRAWAL_REPORTED: "terugtrekking gemeld",
    EventKind.NOT_PROCESSED: "buiten behandeling gesteld",
    EventKind.PROCEDURE_STARTED: "bezwaar of beroep ingesteld",
    EventKind.PROCEDURE_ENDED: "bezwaar of beroep afgelopen",
    EventKind.DESTROYED: "vernietigd",
}


class Ground(StrEnum):
    """Grounds of article 3 that a fact or weighing falls under."""

    A = "a"
    B = "b"
    OBTAINING = "3_6"


class FactStatus(StrEnum):
    """Whether a fact is established or suspected."""

    ESTABLISHED = "vaststaand"
    SUSPECTED = "vermoeden"


class Conclusion(StrEnum):
    """How much danger there is."""

    NONE = "geen"
    LESSER = "mindere_mate"
    SERIOUS = "ernstig"

    @property
    def label(self) -> str:
        """The conclusion in Dutch."""
        return _CONCLUSIONS[self]


_CONCLUSIONS = {
    Conclusion.NONE: "geen gevaar",
    Conclusion.LESSER: "mindere mate van gevaar",
    Conclusion.SERIOUS: "ernstig gevaar",
}


class Outcome(StrEnum):
    """What was decided."""

    GRANT = "verlenen"
    CONDITIONS = "voorschriften"
    REFUSE = "weigeren"
    REVOKE = "intrekken"


class RelationType(StrEnum):
    """The relations of article 3(4); there is no other one, such as family or neighbours."""

    SELF = "ZELF_GEPLEEGD"
    LEADERSHIP = "LEIDING"
    CONTROL = "ZEGGENSCHAP"
    CAPITAL = "VERMOGEN"
    PARTNERSHIP = "ZAKELIJK_SAMENWERKINGSVERBAND"


class Direction(StrEnum):
    """Which way a relation of article 3(4) goes."""

    SELF = "zelf"
    OUTWARD = "betrokkene_naar_ander"
    INWARD = "ander_naar_betrokkene"


class PartyRole(StrEnum):
    """What somebody is in a file; the register of conclusions needs it exactly."""

    SUBJECT = "betrokkene"
    REPRESENTATIVE = "vertegenwoordiger"
    MANAGER = "leidinggevende"
    FINANCIER = "financier"
    RELATION = "relatie"


class AnswerState(StrEnum):
    """What came in to a question of the form."""

    RECEIVED = "ontvangen"
    MISSING = "ontbreekt"
    NOT_APPLICABLE = "niet_van_toepassing"


class RefusalOutcome(StrEnum):
    """What a weighing of an ordinary ground to refuse gave."""

    APPLIES = "van_toepassing"
    DOES_NOT_APPLY = "niet_van_toepassing"


class SourceResult(StrEnum):
    """What a source said."""

    HIT = "hit"
    NO_HIT = "no_hit"
    ASKED = "gevraagd"


class FinancingSide(StrEnum):
    """Whether money is needed or where it comes from."""

    NEED = "need"
    SOURCE = "source"


class NoticeKind(StrEnum):
    """What was told to whom."""

    CONCLUSION = "conclusie_gemeld"
    WITHDRAWAL = "terugtrekking_gemeld"
    SUBJECT_TOLD = "betrokkene_over_advies"
    THIRD_PARTY_TOLD = "derde_belanghebbende"

    @property
    def label(self) -> str:
        """The notice in Dutch."""
        return _NOTICES[self]


_NOTICES = {
    NoticeKind.CONCLUSION: "conclusie gemeld aan het Bibob-register (art. 7a lid 7)",
    NoticeKind.WITHDRAWAL: "terugtrekking gemeld aan het Bibob-register (art. 11a)",
    NoticeKind.SUBJECT_TOLD: "betrokkene verteld dat advies wordt gevraagd (art. 32)",
    NoticeKind.THIRD_PARTY_TOLD: "derde in de gelegenheid gesteld (art. 33 lid 2)",
}
