"""The content of a paper: rows that fit, and one compartment per recipient."""

import pytest

from engine.exports.papers.paper import Column, Note, Paper, Section, Table, Text, for_recipient


def _paper(*sections: Section) -> Paper:
    notes = (Note("a", "eerste"), Note("b", "tweede"))
    return Paper("driehoek", "t", "", "v", (), sections, notes)


def test_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Table("Lijst", (Column("A"),), (("a", "b"),))


def test_recipient_gets_the_common_part_and_its_own_compartment_only() -> None:
    common = Section("Allen", (Text("x", ("a",)),))
    mayor = Section("Burgemeester", (Text("y", ("b",)),), only_for=frozenset({"mayor"}))
    police = Section("Politie", (Text("z"),), only_for=frozenset({"police"}))
    made = for_recipient(_paper(common, mayor, police), "mayor", "burgemeester")
    assert [section.heading for section in made.sections] == ["Allen", "Burgemeester"]
    assert made.recipient == "burgemeester"


def test_note_of_another_compartment_is_left_out() -> None:
    common = Section("Allen", (Text("x", ("a",)),))
    mayor = Section("Burgemeester", (Text("y", ("b",)),), only_for=frozenset({"mayor"}))
    made = for_recipient(_paper(common, mayor), "police", "politie")
    assert [note.id for note in made.notes] == ["a"]
