"""Texts without what does not tell them apart: case, accents, signs, blanks."""

import unicodedata


def plain(text: str) -> str:
    """Lower case, without accents and signs, one blank between words."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = unicodedata.normalize("NFKD", folded.replace("'", "").replace("’", ""))
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())
