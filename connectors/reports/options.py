"""Options of a `signalen` source, and what can be wrong with its mapping."""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from connectors.check_table import Located, suggest
from connectors.delivery import Options
from engine.sources_file import Secret, SourceSpec, parse_options
from engine.tables import REPORT_CATEGORIES

_SLUGS = re.compile(r"[a-z0-9_-]+/[a-z0-9_-]+")


class SignalenOptions(Options):
    """Options of a Signalen source.

    Attributes:
        token: OIDC bearer token, for live transport.
        reporter_key: key of at least 32 characters with which e-mail or phone of a reporter
            becomes a pseudonym in memory; without it nobody is told apart.
        page_size: reports per answer, for live transport.
        created_from: first day of which reports are fetched; all when left out.
    """

    token: Secret | None = None
    reporter_key: Secret | None = None
    page_size: int = Field(default=100, ge=1, le=1000)
    created_from: date | None = None


def problems(spec: SourceSpec) -> Iterator[Located]:
    """Yield what is wrong with the entry of one source."""
    options = parse_options(spec, SignalenOptions)
    if spec.url is not None and options.token is None:
        yield ("options",), "token is missing: give options.token as env:NAME"
    for column in sorted(spec.values.keys() - {"category"}):
        yield ("values", column), f"{column!r} is not mapped here: only category is"
    for slugs, word in spec.values.get("category", {}).items():
        at = ("values", "category", slugs)
        if not _SLUGS.fullmatch(slugs):
            yield at, f"category: {slugs!r} is no pair of slugs, such as afval/huisafval"
        if word != "" and word not in REPORT_CATEGORIES:
            known = suggest(str(word), REPORT_CATEGORIES)
            yield at, f"category: {word!r} is not a word of this column{known}"
