"""Fixed words of a Bibob file; their Dutch and what they need stand in `rules/bibob/`."""

from enum import StrEnum

from engine.translatable import mark


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
    EventKind.APPLICATION_RECEIVED: mark("aanvraag ontvangen"),
    EventKind.FORM_SENT: mark("formulier verzonden"),
    EventKind.COMPLETION_ASKED: mark("gevraagd om aan te vullen"),
    EventKind.COMPLETION_RECEIVED: mark("aanvulling ontvangen"),
    EventKind.FORM_COMPLETED: mark("formulier compleet"),
    EventKind.DECISION_EXTENDED: mark("beslistermijn verlengd"),
    EventKind.ADVICE_REQUESTED: mark("advies gevraagd aan het LBB"),
    EventKind.ADVICE_DATA_ASKED: mark("LBB vraagt gegevens"),
    EventKind.ADVICE_DATA_RECEIVED: mark("LBB heeft de gegevens"),
    EventKind.ADVICE_EXTENDED: mark("LBB verlengt de adviestermijn"),
    EventKind.ADVICE_RECEIVED: mark("advies van het LBB ontvangen"),
    EventKind.STATEMENT_ASKED: mark("gelegenheid voor zienswijze gegeven"),
    EventKind.STATEMENT_RECEIVED: mark("zienswijze ontvangen"),
    EventKind.STATEMENT_WAIVED: mark("geen zienswijze gegeven"),
    EventKind.CONCLUDED: mark("conclusie vastgelegd"),
    EventKind.DECIDED: mark("besluit genomen"),
    EventKind.REPORT_DUE: mark("conclusie moet worden gemeld"),
    EventKind.REGISTER_REPORTED: mark("conclusie gemeld aan het Bibob-register"),
    EventKind.APPLICATION_WITHDRAWN: mark("aanvraag ingetrokken"),
    EventKind.WITHDRAWAL_DUE: mark("terugtrekking moet worden gemeld"),
    EventKind.WITHDRAWAL_REPORTED: mark("terugtrekking gemeld"),
    EventKind.NOT_PROCESSED: mark("buiten behandeling gesteld"),
    EventKind.PROCEDURE_STARTED: mark("bezwaar of beroep ingesteld"),
    EventKind.PROCEDURE_ENDED: mark("bezwaar of beroep afgelopen"),
    EventKind.DESTROYED: mark("vernietigd"),
}


class Ground(StrEnum):
    """Grounds of article 3 that a fact or weighing falls under."""

    A = "a"
    B = "b"
    OBTAINING = "3_6"


class FactStatus(StrEnum):
    """Whether a fact is established or suspected."""

    ESTABLISHED = mark("vaststaand")
    SUSPECTED = mark("vermoeden")


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
    Conclusion.NONE: mark("geen gevaar"),
    Conclusion.LESSER: mark("mindere mate van gevaar"),
    Conclusion.SERIOUS: mark("ernstig gevaar"),
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

    SUBJECT = mark("betrokkene")
    REPRESENTATIVE = mark("vertegenwoordiger")
    MANAGER = mark("leidinggevende")
    FINANCIER = mark("financier")
    RELATION = mark("relatie")


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
    NoticeKind.CONCLUSION: mark("conclusie gemeld aan het Bibob-register"),
    NoticeKind.WITHDRAWAL: mark("terugtrekking gemeld aan het Bibob-register"),
    NoticeKind.SUBJECT_TOLD: mark("betrokkene verteld dat advies wordt gevraagd"),
    NoticeKind.THIRD_PARTY_TOLD: mark("derde in de gelegenheid gesteld voor een zienswijze"),
}
