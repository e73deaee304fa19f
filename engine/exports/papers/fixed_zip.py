"""Office files with the same bytes for the same content: they are zips that hold a clock."""

import io
import re
import zipfile
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def fixed(content: bytes, *, now: datetime) -> bytes:
    """The same office file with fixed times inside: `now` where it tells one, else 1980.

    Args:
        content: a docx or xlsx file.
        now: the moment, with a time zone.
    """
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
    ):
        for name in _ordered(source.namelist()):
            part = source.read(name)
            if name == _CORE:
                part = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<3>", part)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, part)
    return target.getvalue()


def _ordered(names: list[str]) -> list[str]:
    """The list of contents comes first, as the format asks; the rest by name."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
