"""Tables of what an officer records in a Bibob file: people, relations, facts, money, weighings.

Names stand here and nowhere else in casework: the officer writes them from the form. No number
of a person and no birth date is ever stored.
"""

from datetime import date

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.casework.bibob.models import Entry
from engine.casework.bibob.words import (
    AnswerState,
    Conclusion,
    Direction,
    FactStatus,
    FinancingSide,
    Ground,
    NoticeKind,
    Outcome,
    PartyRole,
    RefusalOutcome,
    RelationType,
    SourceResult,
)
from engine.casework.columns import words
from engine.casework.models import Base


class BibobParty(Entry, Base):
    """Somebody in a file.

    Attributes:
        is_natural: a natural person, also one who trades under their own name.
        kvk_number: 8 digits; None: not registered, or not known.
    """

    __tablename__ = "bibob_party"

    role: Mapped[PartyRole] = mapped_column(words(PartyRole))
    name: Mapped[str] = mapped_column(String(200))
    is_natural: Mapped[bool]
    legal_form: Mapped[str | None] = mapped_column(String(64))
    kvk_number: Mapped[str | None] = mapped_column(String(8))


class BibobSource(Entry, Base):
    """A source that was consulted.

    Attributes:
        kind: code of `rules/bibob/source_kinds.csv`.
        reference: document number, or address of the page.
        capture_hash: SHA-256 of the screenshot of an open page.
        party_id: about whom; None: about the place or the activity.
    """

    __tablename__ = "bibob_source"

    kind: Mapped[str] = mapped_column(String(32))
    reference: Mapped[str] = mapped_column(String(500))
    consulted_on: Mapped[date]
    result: Mapped[SourceResult] = mapped_column(words(SourceResult))
    summary: Mapped[str | None]
    capture_hash: Mapped[str | None] = mapped_column(String(64))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("bibob_party.id"), index=True)


class BibobRelation(Entry, Base):
    """A relation of article 3(4) between the subject and somebody.

    Attributes:
        is_direct: None where the law makes no difference.
        until_on: last day, closed; None while it is current.
        evidence: at least one id: `bron:<number>`, `stuk:<number>` or the key of a record.
    """

    __tablename__ = "bibob_relation"

    from_party_id: Mapped[int] = mapped_column(ForeignKey("bibob_party.id"), index=True)
    to_party_id: Mapped[int] = mapped_column(ForeignKey("bibob_party.id"), index=True)
    type: Mapped[RelationType] = mapped_column(words(RelationType))
    direction: Mapped[Direction] = mapped_column(words(Direction))
    is_direct: Mapped[bool | None]
    is_current: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    evidence: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str]


class BibobFact(Entry, Base):
    """A fact under one of the grounds.

    Attributes:
        offence: code of `rules/bibob/offences.csv`.
        connection: how it belongs with the activity; a fact under the b-ground needs it.
        severity: why a suspicion weighs; a suspicion needs it.
        benefit_cents: estimate in euro cents; None: not known.
        evidence: at least one id, as of a relation; never what the scan itself said.
    """

    __tablename__ = "bibob_fact"

    ground: Mapped[Ground] = mapped_column(words(Ground))
    status: Mapped[FactStatus] = mapped_column(words(FactStatus))
    happened_on: Mapped[date]
    offence: Mapped[str] = mapped_column(String(32))
    description: Mapped[str]
    party_id: Mapped[int] = mapped_column(ForeignKey("bibob_party.id"), index=True)
    connection: Mapped[str | None]
    severity: Mapped[str | None]
    benefit_cents: Mapped[int | None] = mapped_column(BigInteger)
    benefit_reason: Mapped[str | None]
    evidence: Mapped[list[str]] = mapped_column(JSON)


class BibobFinancing(Entry, Base):
    """A line of the financing: what costs money, or where money comes from.

    Attributes:
        form: code of `rules/bibob/financing_forms.csv`.
        amount_cents: in euro cents; None: not known.
        documents: ids of what shows it; empty: a gap.
    """

    __tablename__ = "bibob_financing"

    side: Mapped[FinancingSide] = mapped_column(words(FinancingSide))
    form: Mapped[str] = mapped_column(String(32))
    label: Mapped[str]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("bibob_party.id"), index=True)
    documents: Mapped[list[str]] = mapped_column(JSON)


class BibobAnswer(Entry, Base):
    """What came in to a question of the form; the newest one counts."""

    __tablename__ = "bibob_answer"

    question: Mapped[str] = mapped_column(String(32))
    state: Mapped[AnswerState] = mapped_column(words(AnswerState))
    dated_on: Mapped[date]
    note: Mapped[str | None]


class BibobRefusal(Entry, Base):
    """An ordinary ground to refuse that was weighed; the newest one counts."""

    __tablename__ = "bibob_refusal"

    ground: Mapped[str] = mapped_column(String(32))
    outcome: Mapped[RefusalOutcome] = mapped_column(words(RefusalOutcome))
    reason: Mapped[str]


class BibobWeighing(Entry, Base):
    """What was weighed under a ground of article 3; the newest one counts.

    Attributes:
        degree: danger under this ground.
        texts: reasoning by part, as `rules/bibob/grounds.yml` asks.
    """

    __tablename__ = "bibob_weighing"

    ground: Mapped[Ground] = mapped_column(words(Ground))
    degree: Mapped[Conclusion] = mapped_column(words(Conclusion))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)


class BibobConclusion(Entry, Base):
    """How much danger there is, and what would be in proportion; the newest one counts.

    Attributes:
        by_advice: it rests on an advice of the LBB, so it need not be reported.
        conditions: rules that would take the danger away; None: none were thought of.
    """

    __tablename__ = "bibob_conclusion"

    conclusion: Mapped[Conclusion] = mapped_column(words(Conclusion))
    dated_on: Mapped[date]
    reason: Mapped[str]
    uncertainty: Mapped[str]
    proportionality: Mapped[str]
    conditions: Mapped[str | None]
    by_advice: Mapped[bool]


class BibobStatement(Entry, Base):
    """The occasion that somebody was given to say what they think.

    Attributes:
        until: last day, closed.
        received_on: None: nothing came, or nothing came yet.
        is_closed: it came, or the term passed without one.
        reply: what the municipality answers to it.
    """

    __tablename__ = "bibob_statement"

    party_id: Mapped[int] = mapped_column(ForeignKey("bibob_party.id"), index=True)
    asked_on: Mapped[date]
    until: Mapped[date]
    received_on: Mapped[date | None]
    summary: Mapped[str | None]
    reply: Mapped[str | None]
    is_closed: Mapped[bool]


class BibobDecision(Entry, Base):
    """What was decided; the newest one counts.

    Attributes:
        ground: code of `decision_grounds` in `rules/bibob/grounds.yml`.
    """

    __tablename__ = "bibob_decision"

    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    ground: Mapped[str] = mapped_column(String(16))
    dated_on: Mapped[date]
    reason: Mapped[str]
    conditions: Mapped[str | None]


class BibobNotice(Entry, Base):
    """What was told to whom, and when.

    Attributes:
        reference: number under which it was told.
        party_id: whom it was about or to; None: the subject.
    """

    __tablename__ = "bibob_notice"

    kind: Mapped[NoticeKind] = mapped_column(words(NoticeKind))
    dated_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None]
    party_id: Mapped[int | None] = mapped_column(ForeignKey("bibob_party.id"), index=True)
