"""Plan of a joint inspection (integrale controle): locations, route, who may do what, and limits.

Locations are given one by one: nobody draws an area. A location where somebody may be a victim
is refused, as care comes before a visit.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from engine.casework import places
from engine.casework.models import User
from engine.errors import PaperError
from engine.exports.dossier import Dossier
from engine.exports.papers import facts, map_figure, outlines, route, visible
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.map_figure import Spot
from engine.exports.papers.paper import Block, Column, Figure, Section, Table, Text
from engine.exports.papers.route import Leg
from engine.exports.papers.texts import Texts, fill
from engine.exports.words import day, number, word
from engine.snapshot import Run
from engine.translatable import mark, sentence

MOST = 25
"""More than this is no plan for one day, and the map cannot be read any more."""
CONTRACT = Contract(
    kind="inspection",
    required=frozenset(
        {"reason", "purpose", "locations", "participants", "limits", "entering", "safety", "care",
         "tasks", "briefing", "data", "communication", "aftercare", "evaluation"}
    ),
    placeholders=(OF_RUN - {"week"}) | {"count", "held_on"},
    phrases={
        "location": frozenset({"number", "label"}),
        "total": frozenset({"km"}),
        "map_alt": frozenset({"count"}),
        "map_caption": frozenset(),
        "no_point": frozenset({"labels"}),
        "dwelling_yes": frozenset(),
        "dwelling_no": frozenset(),
        "dwelling_unknown": frozenset(),
        "selected": frozenset(),
        "plan_alt": frozenset({"number"}),
        "plan_caption": frozenset(),
    },
)  # fmt: skip

_SHARED = frozenset({"permit", "licence", "inspection", "environment_notification", "measure"})
"""Events that every participant may see: what citizens reported and who owns what stays out."""


def draft(
    session: Session,
    run: Run,
    *,
    locations: Sequence[str],
    held_on: date,
    user: User,
    texts: Texts,
) -> Draft:
    """The content of a plan.

    Args:
        session: a reading session.
        run: where the locations are read.
        locations: ids; the route starts at the first one.
        held_on: day of the inspection.
        user: who makes the plan.
        texts: of this kind.

    Raises:
        PaperError: no location, too many, or one where somebody may be a victim.
        RunError: the run has no such location.
    """
    wanted = list(dict.fromkeys(locations))
    if not 1 <= len(wanted) <= MOST:
        raise PaperError(
            sentence(
                "een controleplan heeft 1 tot {most} locaties, niet {count}",
                most=MOST,
                count=len(wanted),
            )
        )
    visible.refuse_protected(session, run, wanted, act=mark("een controle"))
    found = visible.read(session, run, wanted, user=user)
    ordered = _ordered(found, wanted[0])
    names = [leg.stop for leg in ordered] + [n for n in wanted if found[n].place.x is None]
    numbers = {name: at for at, name in enumerate(names, start=1)}
    spots = _spots(run, found, ordered)
    states = places.states(run, names)
    return Draft(
        subject=f"{held_on:%Y%m%d}-{len(names)}-locaties",
        values={
            **of_run(run), "count": str(len(names)),
            "held_on": day(held_on),
        },
        filled={
            "reason": [_selection(found, names, texts)],
            "locations": _route(found, ordered, spots, texts),
        },
        further={
            "locations": [
                _profile(found[name], numbers[name], spots.get(name), texts) for name in names
            ]
        },
        origin=Origin(run, (), (), tuple(names)),
        objects=visible.objects(states, part="locatie in controleplan", kinds=("feiten",)),
    )  # fmt: skip


def _ordered(found: Mapping[str, Dossier], start: str) -> list[Leg]:
    points = {
        name: (one.place.x, one.place.y)
        for name, one in found.items()
        if one.place.x is not None and one.place.y is not None
    }
    if not points:
        return []
    return route.order(points, start=start if start in points else sorted(points)[0])


def _selection(found: Mapping[str, Dossier], names: Sequence[str], texts: Texts) -> Block:
    """Per location room for the objective criterion by which a person chose it."""
    rows = tuple((str(at), found[name].place.label, "") for at, name in enumerate(names, start=1))
    criterion = texts.of.phrases["selected"]
    columns = (Column("Nr.", 0.4), Column("Locatie", 2.4), Column(criterion, 4))
    return Table("Selectie", columns, rows)


def _spots(run: Run, found: Mapping[str, Dossier], ordered: Sequence[Leg]) -> dict[str, Spot]:
    """Numbered places on the map with their buildings, in the order of the route."""
    with run.connect() as con:
        shapes = outlines.read(con, [leg.stop for leg in ordered])
    return {
        leg.stop: Spot(
            at,
            found[leg.stop].place.x or 0.0,
            found[leg.stop].place.y or 0.0,
            shapes.get(leg.stop, ()),
        )
        for at, leg in enumerate(ordered, start=1)
    }


def _route(
    found: Mapping[str, Dossier], ordered: Sequence[Leg], spots: Mapping[str, Spot], texts: Texts
) -> list[Block]:
    phrases, blocks = texts.of.phrases, list[Block]()
    if ordered:
        alt = fill(phrases["map_alt"], {"count": str(len(spots))})
        picture = map_figure.draw(list(spots.values()), line=True)
        blocks.append(Figure(picture, alt, phrases["map_caption"], width_mm=150))
        blocks.append(_legs(found, ordered))
        total = sum(leg.metres for leg in ordered) / 1000
        blocks.append(Text(fill(phrases["total"], {"km": number(total, 1)})))
    without = [one.place.label for one in found.values() if one.place.x is None]
    if without:
        blocks.append(Text(fill(phrases["no_point"], {"labels": ", ".join(without)})))
    return blocks


def _legs(found: Mapping[str, Dossier], ordered: Sequence[Leg]) -> Table:
    rows = tuple(
        (
            str(at),
            found[leg.stop].place.label,
            word("kind", found[leg.stop].place.kind),
            number(leg.metres / 1000, 1),
        )
        for at, leg in enumerate(ordered, start=1)
    )
    columns = (
        Column("Nr.", 0.4), Column("Locatie", 3), Column("Soort", 1.4),
        Column("Km vanaf vorige", 1, "right"),
    )  # fmt: skip
    return Table("Route", columns, rows)


def _profile(found: Dossier, at: int, spot: Spot | None, texts: Texts) -> Section:
    phrases = texts.of.phrases
    dwelling = {True: "dwelling_yes", False: "dwelling_no", None: "dwelling_unknown"}
    told = phrases[dwelling[facts.is_dwelling(found)]]
    blocks = facts.neutral(found, most_events=6, tables=_SHARED, first=(("Woning", told),))
    if spot is not None and spot.outlines:
        picture = map_figure.draw([spot], line=False, is_small=True)
        alt = fill(phrases["plan_alt"], {"number": str(at)})
        blocks.insert(1, Figure(picture, alt, phrases["plan_caption"], width_mm=80))
    heading = fill(phrases["location"], {"number": str(at), "label": found.place.label})
    return Section(heading, tuple(blocks), level=2)
