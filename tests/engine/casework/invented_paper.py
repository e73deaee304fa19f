"""A document that somebody registers, and why."""

from datetime import date

from engine.casework import audit
from engine.casework.paper_register import Document

WHY = "Gevraagd door het overleg van maandag, om te bespreken."
DOCUMENT = Document(
    kind="weekly", title="weekly 2026-W44", folder="/uit", name="a.docx", sha256="a" * 64,
    manifest_sha256="b" * 64, run="run", cases=(7,), recipient="beoordelaars",
    recipient_kind="functie", legal_basis="AVG", destroy_on=date(2027, 5, 1),
    objects=(audit.ProcessedObject("locatie", "BAG", "v1", "locatie"),),
)  # fmt: skip
