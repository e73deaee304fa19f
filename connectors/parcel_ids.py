"""Kadastrale aanduidingen in one spelling: `AKM01-D-3985`, an apartment `NMG00-B-5316-A-9`.

Registers write them with blanks (`AKM01 D 3985`), hyphens, or as one run of signs with zeros
(`AKM01D03985G0000`). The first five signs are the kadastrale gemeente, which is older than the
municipality: AKM01 is Alkemade.

Source: BRK, kadastrale aanduiding; Locatieserver for the spelling with hyphens.
"""

import re

_SEPARATOR = r"[\s\-–/]*"
_DESIGNATION = re.compile(
    rf"([A-Z]{{3}}[0-9]{{2}}){_SEPARATOR}([A-IK-Z]{{1,2}}){_SEPARATOR}0*([1-9][0-9]{{0,4}})"
    rf"(?:{_SEPARATOR}(?:A{_SEPARATOR}0*([1-9][0-9]{{0,3}})|G0*))?",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:NL\.IMKAD\.KadastraalObject[.:])?([0-9]{13,15})", re.IGNORECASE)


def designation(text: str) -> str | None:
    """Return a kadastrale aanduiding in its one spelling, None when the text is none."""
    found = _DESIGNATION.fullmatch(text.strip())
    if found is None:
        return None
    code, section, number, apartment = found.groups()
    parts = [code.upper(), section.upper(), number, *(["A", apartment] if apartment else [])]
    return "-".join(parts)


def object_number(text: str) -> str | None:
    """Return the 13 to 15 digits of a kadastraal object, None when the text is none."""
    found = _DOMAIN.fullmatch(text.strip())
    return found[1] if found else None


def normalise(text: str) -> str:
    """Return a parcel id as every table writes it.

    A kadastrale aanduiding gets its one spelling, the number of a kadastraal object loses its
    domain; anything else stays as it is, without blanks around it.
    """
    return designation(text) or object_number(text) or text.strip()


def join(code: str, section: str, number: str, apartment: str | None = None) -> str | None:
    """Return the aanduiding of its parts, None when they are none together.

    Args:
        code: kadastrale gemeente as five signs, such as `AKM01`.
        section: one or two letters.
        number: perceelnummer, zeros in front are dropped.
        apartment: appartementsrechtvolgnummer, None for a parcel.
    """
    extra = f"-A-{apartment}" if apartment and apartment.strip("0") else ""
    return designation(f"{code.strip()}-{section.strip()}-{number.strip()}{extra}")


def as_asked(parcel_id: str) -> str:
    """Return an aanduiding as the Kadaster's API asks for it: `NMG00 B 5316 A9`."""
    return parcel_id.replace("-A-", " A").replace("-", " ")
