"""One question to a source and its answer, with what may be believed of the answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from connectors.live.address import shown
from engine.errors import SourceChanged

Params = Mapping[str, str | int] | Sequence[tuple[str, str | int]]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    Attributes:
        path: below the source's address, or a whole address on the same host.
        params: query parameters; encoded by the client.
        accept: media types that may come back, a part of their name each (`json`, `xml`).
        allow: statuses outside 2xx that the caller reads itself.
        headers: besides those of every question.
        content: what is posted; None asks with GET.
        key: for the caller, to know the answer again.
    """

    path: str
    params: Params = ()
    accept: Sequence[str] = ("json",)
    allow: Sequence[int] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, whole and within the limit of bytes.

    Attributes:
        source: id of the source, for errors.
        url: the address asked, with its parameters.
        status: HTTP status.
        headers: by name in lower case.
        content: the body.
    """

    source: str
    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def media_type(self) -> str:
        """Media type in lower case without parameters, empty when the answer does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as UTF-8; what is not UTF-8 is replaced."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> object:
        """The body as JSON.

        Raises:
            SourceChanged: it is not JSON.
        """
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            what = f"{shown(self.url)} answered {self.status} with what is not JSON, or cut off"
            raise SourceChanged(self.source, what) from error

    def retry_after(self, now: datetime | None = None) -> float | None:
        """Seconds that the source asks to wait, None when it does not say."""
        word = self.headers.get("retry-after", "").strip()
        if word.isdigit():
            return float(word)
        try:
            until = parsedate_to_datetime(word)
        except ValueError:
            return None
        return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
