"""What the log of processing tells of a judgement about a pair."""

from engine.casework import audit
from engine.casework.match_models import MatchJudgement, MatchKind

STEP = "beoordelen van koppelingen"


def processing(made: MatchJudgement) -> audit.Processing:
    """The entry of one judgement; a text of an address is not told: it may hold a name."""
    kinds = ("oordeel", "reden")
    own = audit.ProcessedObject("oordeel over koppeling", "nummer", str(made.id), made.kind.label)
    sides = {
        MatchKind.PERSON: ((made.subject, "persoon", "pseudoniem"),
                           (made.other, "persoon", "pseudoniem")),
        MatchKind.COMPANY: ((made.subject, "naam zonder nummer", "pseudoniem"),
                            (made.other, "bedrijf", "KVK-nummer")),
        MatchKind.ADDRESS: ((made.other, "adres", "BAG"),),
    }[made.kind]  # fmt: skip
    objects = tuple(
        audit.ProcessedObject(what, id_kind, side, "beoordeelde koppeling", kinds)
        for side, what, id_kind in sides
    )
    name = f"Koppeling beoordeeld: {made.verdict.label}"
    return audit.Processing(name, STEP, made.user.subject, (*objects, own), made.run)
