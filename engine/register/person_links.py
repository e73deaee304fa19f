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
from engine.register.match_candidates import MatchCandidate, Told
from engine.register.named_people import NamedPeople
from engine.settings import Settings
from engine.tables import TABLES, Gate

_MOST_RECORDS = 20


def build(con: DuckDBPyConnection, people: NamedPeople, *, settings: Settings) -> Told:
    """Add the pairs of people that may be one person to `match_candidate`.

    Args:
        con: register with its tables filled and places found.
        people: names and birth dates of this run.
        settings: for the rules folder.

    Returns:
        How many pairs are told, and how many are not because there are too many.

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
        return Told()
    cells = [_cells(people, party) for party in chosen]
    prepared = records.table(
        (), cells, words=model.name_words, short_names=people_model.short_names(settings.rules)
    )
    scored = scoring.score(prepared, model, pairs_per_key=model.in_run.pairs_per_key)
    likely = _likely(scored, model)
    spots = _locations(con, model)
    told = [i for i in likely if _connects(*_sides(scored, i, chosen), rows, spots, model)]
    most = model.in_run.most
    added = match_candidates.add(con, _candidates(scored, told[:most], chosen, rows))
    return Told(added, len(told) - added, sum(one.values for one in scored.too_common))


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


def _cells(people: NamedPeople, party: str) -> Mapping[str, str]:
    """Name and birth date; an address in a run is that of an object, not of a person."""
    cells = {"name": people.names[party]}
    if party in people.births:
        cells["born"] = people.births[party].isoformat()
    return cells


def _locations(con: DuckDBPyConnection, model: PeopleModel) -> dict[str, set[str]]:
    """Locations that a row is about, by record key: its own, or those of its company."""
    found: dict[str, set[str]] = {}
    for name in sorted(model.in_run.tables):
        table = TABLES[name]
        if table.place:
            query = f"SELECT record_key, location_id FROM {name}"
        elif any(column.name == "enterprise_id" for column in table.columns):
            of_company = f"{name} t JOIN branch b USING (enterprise_id)"
            query = f"SELECT t.record_key, b.location_id FROM {of_company}"
        else:
            continue
        for key, location in con.execute(f"{query} WHERE location_id IS NOT NULL").fetchall():
            found.setdefault(key, set()).add(location)
    return found


def _likely(scored: Scored, model: PeopleModel) -> list[int]:
    """Pairs that may be one person by their names too, the likeliest first."""
    least = model.in_run.probability
    alike = [
        i
        for i, probability in enumerate(scored.probability.tolist())
        if probability >= least and all(_agrees(scored, field, i) for field in model.in_run.agree)
    ]
    return sorted(alike, key=lambda i: (-scored.probability[i], scored.left[i], scored.right[i]))


def _agrees(scored: Scored, field: str, index: int) -> bool:
    return explaining.agreement(scored, field, index) in ("equal", "similar")


def _sides(scored: Scored, index: int, chosen: Sequence[str]) -> tuple[str, str]:
    return chosen[int(scored.left[index])], chosen[int(scored.right[index])]


def _connects(
    one: str,
    other: str,
    rows: Mapping[str, Sequence[str]],
    spots: Mapping[str, set[str]],
    model: PeopleModel,
) -> bool:
    """False when joining the two would tell nothing: all that is known of both is at one place."""
    places = [{spot for key in rows[side] for spot in spots.get(key, ())} for side in (one, other)]
    if len(places[0]) != 1 or places[0] != places[1]:
        return True
    return all(_is_everywhere(rows[side], model) for side in (one, other))


def _is_everywhere(keys: Sequence[str], model: PeopleModel) -> bool:
    return any(key.split(":", 2)[1] in model.in_run.everywhere for key in keys)


def _candidates(
    scored: Scored,
    likely: Sequence[int],
    chosen: Sequence[str],
    rows: Mapping[str, Sequence[str]],
) -> Iterator[MatchCandidate]:
    """These pairs, each with its lower pseudonym first."""
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
