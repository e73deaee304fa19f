"""Which pseudonyms of a run may be one person: pairs for a person to judge, never joined here.

The same officer stands in several registrations, spelled differently. Names and birth dates serve
in memory; what comes out is two pseudonyms, a probability, and how each field agrees, without a
value. Two pseudonyms join in a later run only after somebody judged them the same. Who reported
something is in no pair, and neither is who stands only in what may not be read by the scan.
"""

from collections.abc import Iterator, Mapping, Sequence

from duckdb import DuckDBPyConnection

from engine.matching.companies import names as company_names
from engine.matching.folding import plain
from engine.matching.people import explaining, linking, records, scoring
from engine.matching.people import model as people_model
from engine.matching.people.model import PeopleModel
from engine.matching.people.scoring import Scored
from engine.register import match_candidates
from engine.register.match_candidates import MatchCandidate
from engine.register.named_people import NamedPeople
from engine.settings import Settings
from engine.tables import TABLES, Gate

_MOST_RECORDS = 20


def build(con: DuckDBPyConnection, people: NamedPeople, *, settings: Settings) -> None:
    """Add the pairs of people that may be one person to `match_candidate`.

    Args:
        con: register with its tables filled and places found.
        people: names and birth dates of this run.
        settings: for the rules folder.

    Raises:
        SettingsError: the model of people or one of its lists cannot be used.
    """
    model = people_model.load(settings.rules)
    forms = company_names.load(settings.rules, min_letters=1).forms
    rows = _rows(con, model)
    chosen = [
        party
        for party in sorted(rows.keys() & people.names.keys())
        if not forms.search(plain(people.names[party]))
    ]
    if len(chosen) < 2:
        return
    cells = list(_cells(con, chosen, people, rows, model))
    prepared = records.table(
        (), cells, words=model.name_words, short_names=people_model.short_names(settings.rules)
    )
    scored = scoring.score(
        prepared,
        model,
        one_sided=model.in_run.one_sided,
        pairs_per_key=model.in_run.pairs_per_key,
    )
    match_candidates.add(con, _candidates(scored, chosen, rows, model))


def _rows(con: DuckDBPyConnection, model: PeopleModel) -> dict[str, list[str]]:
    """Keys of the rows that name each pseudonym, sorted; of rows that the scan may read."""
    found: dict[str, set[str]] = {}
    for name, roles in sorted(model.in_run.tables.items()):
        table = TABLES[name]
        checked = "" if table.gate is Gate.O else "AND s.privacy_check IS NOT NULL"
        for role in roles:
            kind = f"{role}_kind"
            natural = f"AND {kind} = 'natural'" if kind in {c.name for c in table.columns} else ""
            query = (
                f"SELECT t.{role}_id, t.record_key FROM {name} t JOIN source_table s "
                f"ON s.source = t.source AND s.table_name = '{name}' "
                f"WHERE t.{role}_id LIKE 'P%' {natural} {checked}"
            )
            for party, key in con.execute(query).fetchall():
                found.setdefault(party, set()).add(key)
    return {party: sorted(keys) for party, keys in found.items()}


def _cells(
    con: DuckDBPyConnection,
    chosen: Sequence[str],
    people: NamedPeople,
    rows: Mapping[str, Sequence[str]],
    model: PeopleModel,
) -> Iterator[Mapping[str, str]]:
    """Name, birth date, and the address that the first row with a place is about."""
    places = _places(con, model)
    for party in chosen:
        cells = {"name": people.names[party]}
        if party in people.births:
            cells["born"] = people.births[party].isoformat()
        cells |= next((places[key] for key in rows[party] if key in places), {})
        yield cells


def _places(con: DuckDBPyConnection, model: PeopleModel) -> dict[str, dict[str, str]]:
    """Address by record key."""
    found: dict[str, dict[str, str]] = {}
    for name in sorted(model.in_run.tables):
        if not TABLES[name].place:
            continue
        query = (
            "SELECT t.record_key, a.street, concat(a.house_number, a.house_letter, "
            f"a.house_addition), a.postcode, a.town FROM {name} t JOIN address a USING (address_id)"
        )
        for key, *texts in con.execute(query).fetchall():
            parts = zip(("street", "number", "postcode", "town"), texts, strict=True)
            found[key] = {role: text for role, text in parts if text}
    return found


def _candidates(
    scored: Scored, chosen: Sequence[str], rows: Mapping[str, Sequence[str]], model: PeopleModel
) -> Iterator[MatchCandidate]:
    """The likeliest pairs, each with its lower pseudonym first."""
    least = model.in_run.probability
    likely = [i for i, p in enumerate(scored.probability.tolist()) if p >= least]
    likely.sort(key=lambda i: (-scored.probability[i], scored.left[i], scored.right[i]))
    likely = likely[: model.in_run.most]
    best: dict[int, list[float]] = {}
    for i in likely:
        for party in (int(scored.left[i]), int(scored.right[i])):
            best.setdefault(party, []).append(float(scored.probability[i]))
    for i in likely:
        left, right = int(scored.left[i]), int(scored.right[i])
        probability = float(scored.probability[i])
        others = [*best[left], *best[right]]
        others.remove(probability)
        others.remove(probability)
        yield MatchCandidate(
            kind="person",
            subject=chosen[left],
            other=chosen[right],
            probability=probability,
            margin=max(0.0, probability - max(others, default=0.0)),
            method=linking.WEIGHED,
            why=tuple(explaining.fields(scored, i)),
            records=tuple(rows[chosen[left]][:_MOST_RECORDS]),
        )
