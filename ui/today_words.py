"""Dutch for what needs a reviewer and what changed: for one, for more, and the page behind it."""

from collections.abc import Mapping

from engine.exports.today.needs import Need
from engine.exports.today.news import News

Words = tuple[str, str, str]
"""For one, for more, and the module in `ui/app_pages`."""

NEEDS: Mapping[Need, Words] = {
    Need.LATE_TASKS: ("taak is te laat", "taken zijn te laat", "tasks"),
    Need.CLOCKS: (
        "termijn loopt af of is verstreken",
        "termijnen lopen af of zijn verstreken",
        "bibob",
    ),
    Need.TASKS: ("taak binnenkort", "taken binnenkort", "tasks"),
    Need.APPROVALS: (
        "vraag wacht op uw tweede paar ogen",
        "vragen wachten op uw tweede paar ogen",
        "tasks",
    ),
    Need.JOINS: (
        "paar mensen wacht op uw tweede paar ogen",
        "paren mensen wachten op uw tweede paar ogen",
        "links",
    ),
    Need.ROUTED: (
        "locatie gaat eerst naar een medewerker",
        "locaties gaan eerst naar een medewerker",
        "care",
    ),
    Need.LIST: (
        "locatie van de weeklijst is nog niet beoordeeld",
        "locaties van de weeklijst zijn nog niet beoordeeld",
        "worklist",
    ),
    Need.SECOND_READINGS: (
        "oordeel wacht op een tweede lezer",
        "oordelen wachten op een tweede lezer",
        "worklist",
    ),
    Need.SIGNALS: ("nieuw signaal", "nieuwe signalen", "signals"),
    Need.MEETING: ("overleg binnenkort", "overleggen binnenkort", "meetings"),
    Need.PAST_MEETING: (
        "overleg is nog niet vastgelegd",
        "overleggen zijn nog niet vastgelegd",
        "meetings",
    ),
    Need.PROPOSALS: (
        "voorstel voor regels wacht op een tweede persoon",
        "voorstellen voor regels wachten op een tweede persoon",
        "rules",
    ),
    Need.PAIRS: (
        "mogelijke koppeling is nog niet beoordeeld",
        "mogelijke koppelingen zijn nog niet beoordeeld",
        "links",
    ),
    Need.SOURCES: (
        "bron is te oud of leverde niets",
        "bronnen zijn te oud of leverden niets",
        "sources",
    ),
    Need.LOG_SAMPLE: (
        "steekproef van de vorige maand is nog niet getrokken",
        "steekproeven zijn nog niet getrokken",
        "processing_log",
    ),
}
NEWS: Mapping[News, Words] = {
    News.RUN: ("nieuwe run", "nieuwe runs", "worklist"),
    News.GIVEN_TASKS: ("taak kreeg u van een ander", "taken kreeg u van een ander", "tasks"),
    News.MOVED_CASES: (
        "van uw zaken is verder gebracht",
        "van uw zaken zijn verder gebracht",
        "cases",
    ),
    News.DECIDED: ("van uw vragen is beantwoord", "van uw vragen zijn beantwoord", "tasks"),
    News.SIGNALS: ("signaal kwam binnen", "signalen kwamen binnen", "signals"),
    News.JUDGED: ("oordeel van een ander", "oordelen van anderen", "worklist"),
}
