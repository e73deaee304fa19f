"""What a user chose for themselves and finds again at the next sign-in."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine.casework.models import Base, User


class Preference(Base):
    """Choices of a user.

    Attributes:
        language: of the pages, as an ISO 639-1 code.
    """

    __tablename__ = "preference"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2))


def language(session: Session, *, user: User) -> str | None:
    """The language that a user chose; None when they never did."""
    kept = session.get(Preference, user.id)
    return None if kept is None else kept.language


def choose_language(session: Session, *, user: User, language: str) -> None:
    """Keep the language of a user.

    Args:
        session: a writing session.
        user: whose pages they are.
        language: an ISO 639-1 code of two letters.
    """
    session.merge(Preference(user_id=user.id, language=language))
    session.flush()
