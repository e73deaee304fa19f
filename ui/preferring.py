"""The language that who looks chose before: kept for them by casework, and asked once a visit.

Where casework cannot be asked, the pages say so themselves: the choice holds for this visit.
"""

from contextlib import suppress

from engine.casework import preferences
from engine.errors import DijkwachtError
from ui import acting, language
from ui.language import Language


def begin() -> None:
    """Take the language that was kept, at the first look of a visit."""
    if language.is_chosen():
        return
    kept: str | None = None
    with suppress(DijkwachtError), acting.looking() as me:
        kept = preferences.language(me.session, user=me.user)
    language.choose(Language.DUTCH if kept is None else Language(kept))


def keep(chosen: Language) -> None:
    """Let the pages be in a language, now and at the next visit."""
    language.choose(chosen)
    with suppress(DijkwachtError), acting.signed_in() as me:
        preferences.choose_language(me.session, user=me.user, language=chosen)
