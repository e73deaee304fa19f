"""What sides are called: a text, an address, a company, or a pseudonym with its company."""

from engine.casework.matches import Pair
from engine.exports.pairs import names
from engine.snapshot import Run
from tests.engine.exports.pairs.conftest import CARL, NAME, PLACE, RARE_PEOPLE, TEXT, TWO_PEOPLE


def test_sides_are_called_by_what_is_public(paired: Run) -> None:
    assert names.of_pairs(paired, [TWO_PEOPLE, RARE_PEOPLE, NAME, PLACE]) == {
        TWO_PEOPLE: (
            "pseudoniem Paaaaaaa, bij Verzonnen Beheer B.V.",
            "pseudoniem Pbbbbbbb, bij Verzonnen Beheer B.V.",
        ),
        RARE_PEOPLE: (
            "pseudoniem Pbbbbbbb, bij Verzonnen Beheer B.V.", "pseudoniem Pccccccc",
        ),
        NAME: ("pseudoniem Pccccccc", "Verzonnen Beheer B.V. (KVK 90000019)"),
        PLACE: (f"“{TEXT}”", "Polderpad 1 a, Oud Ade"),
    }  # fmt: skip


def test_what_a_run_does_not_have_is_called_by_its_id(paired: Run) -> None:
    company = Pair(NAME.kind, CARL, "99999999")
    place = Pair(PLACE.kind, PLACE.subject, "0" * 16)
    told = names.of_pairs(paired, [company, place])
    assert [other for _, other in told.values()] == [
        "onderneming (KVK 99999999)",
        f"BAG {'0' * 16}",
    ]


def test_no_pairs_have_no_names(paired: Run) -> None:
    assert names.of_pairs(paired, []) == {}
