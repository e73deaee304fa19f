"""Tables of the processing log: its entries, and where the chain of them ends."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.casework.columns import UtcDateTime
from engine.casework.models import Base


class AuditEntry(Base):
    """One processing, with the fields of the VNG standard; each entry seals the one before."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    actie_id: Mapped[str] = mapped_column(String(36), unique=True)
    actie_naam: Mapped[str]
    handeling_naam: Mapped[str]
    verwerking_id: Mapped[str]
    verwerking_naam: Mapped[str]
    verwerkingsactiviteit_id: Mapped[str]
    verwerkingsactiviteit_url: Mapped[str]
    vertrouwelijkheid: Mapped[str]
    bewaartermijn: Mapped[str]
    uitvoerder: Mapped[str]
    systeem: Mapped[str]
    gebruiker: Mapped[str] = mapped_column(index=True)
    gegevensbron: Mapped[str | None]
    soort_afnemer_id: Mapped[str | None]
    afnemer_id: Mapped[str | None]
    verwerkingsactiviteit_id_afnemer: Mapped[str | None]
    tijdstip: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tijdstip_registratie: Mapped[datetime] = mapped_column(UtcDateTime)
    verwerkte_objecten: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the chain: how many entries there are and the hash of the last one."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
