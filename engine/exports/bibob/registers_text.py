"""Hooks and what registers say for a Bibob file, as plain Dutch text for the terminal."""

from collections.abc import Iterator

from engine.exports.bibob.hooks import Paper
from engine.exports.bibob.registers import Told, summary
from engine.exports.bibob.ties import Ties
from engine.exports.dossier_text import section
from engine.exports.timeline import Event
from engine.exports.words import day


def paper(one: Paper) -> str:
    """An application or licence in one line, with its hook or why it is none."""
    told = f"{one.reference}: {one.text}; {one.label} ({one.location_id})"
    if one.open_file is not None:
        return f"{told}: loopt al, dossier {one.open_file}"
    if one.hook is None:
        return f"{told}: geen haak, {one.why_not}"
    return f"{told}: haak {one.hook} van {day(one.on)}; soort {', '.join(one.permit_kinds)}"


def to_text(told: Told) -> str:
    """What registers say for a file, by company, as lines without a newline at the end."""
    lines = [f"Eigen registers, peildatum {day(told.as_of)}"]
    for company in told.companies:
        known = "" if company.is_known else ", niet in het Handelsregister van deze run"
        title = f"{company.label} (KVK {company.kvk_number}){known}"
        lines += section(title, [_event(one) for one in company.events])
    lines += section("Locatie van het dossier", [_event(one) for one in told.place])
    lines += section("Voorgestelde relaties (art. 3 lid 4)", _ties(told.ties))
    lines += section(
        "Bronnen", [f"{one.title}: {summary(one, told.as_of)}" for one in told.consulted]
    )
    if told.unnamed:
        lines += ["", f"Zonder KVK-nummer, dus niet opgezocht: {told.unnamed}"]
    return "\n".join(lines)


def _event(one: Event) -> str:
    return f"{day(one.on)}: {one.text} ({one.record_key})"


def _ties(ties: Ties) -> Iterator[str]:
    for one in ties.ties:
        how = "" if one.is_direct else ", indirect"
        span = f"{one.since_text} tot {one.until_text}"
        yield f"{one.type}{how}: {one.text}; {span} ({one.record_key})"
    if ties.left_out:
        yield f"niet getoond omdat het er te veel zijn: {ties.left_out}"
