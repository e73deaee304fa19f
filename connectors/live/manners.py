"""How one source wants to be asked: who signs, how fast, and what means "come back later"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from connectors.live.exchange import Answer
from connectors.live.tls import TlsOptions


@dataclass(frozen=True, slots=True)
class Manners:
    """How one source wants to be asked.

    Attributes:
        headers: sent with every question.
        sign: called anew for every attempt; its headers are sent too (a fresh token).
        tls: certificates.
        per_second: questions per second; None means the settings' own number.
        retry: seconds to wait before asking again because of what an answer says, or None.
        spend: called before every attempt; raises when the month's budget is spent.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    sign: Callable[[], Mapping[str, str]] | None = None
    tls: TlsOptions | None = None
    per_second: int | None = None
    retry: Callable[[Answer], float | None] | None = None
    spend: Callable[[], None] | None = None
