"""A sentence reads as Dutch everywhere, and keeps what it was made of."""

import pickle
from datetime import date

from engine.translatable import Amount, Sentence, joined, sentence


def _made() -> Sentence:
    return sentence(
        "Van {count} locaties sinds {day} is {share}% {what}: {name}.",
        count=1056, day=date(2026, 3, 1), share=Amount(12.5, 1), what=sentence("beoordeeld"),
        name="{geen plaats}",
    )  # fmt: skip


def test_sentence_is_its_dutch() -> None:
    told = "Van 1.056 locaties sinds 1 maart 2026 is 12,5% beoordeeld: {geen plaats}."
    assert _made() == told
    assert f"{_made()}" == told


def test_sentence_survives_being_kept() -> None:
    kept = pickle.loads(pickle.dumps(_made()))
    assert kept == _made()
    assert kept.values["count"] == 1056


def test_joined_sentences_are_one() -> None:
    both = joined([sentence("Een."), sentence("Twee {count}.", count=2)])
    assert both == "Een. Twee 2."
    assert [str(part) for part in both.values.values()] == ["Een.", "Twee 2."]
    assert joined([]) == ""
