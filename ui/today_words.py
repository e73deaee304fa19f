"""Dutch for what needs a reviewer and what changed: for one, for more, and the page behind it."""

from collections.abc import Mapping

from engine.exports.today.needs import Need
from engine.exports.today.news import News
from engine.translatable import mark

Words = tuple[str, str, str]
"""For one, for more, each with the place of the count, and the module in `ui/app_pages`."""

NEEDS: Mapping[Need, Words] = {
    Need.LATE_TASKS: (mark("{count} taak is te laat"), mark("{count} taken zijn te laat"), "tasks"),
    Need.CLOCKS: (
        mark("{count} termijn loopt af of is verstreken"),
        mark("{count} termijnen lopen af of zijn verstreken"),
        "bibob",
    ),
    Need.TASKS: (mark("{count} taak binnenkort"), mark("{count} taken binnenkort"), "tasks"),
    Need.APPROVALS: (
        mark("{count} vraag wacht op uw tweede paar ogen"),
        mark("{count} vragen wachten op uw tweede paar ogen"),
        "tasks",
    ),
    Need.JOINS: (
        mark("{count} paar mensen wacht op uw tweede paar ogen"),
        mark("{count} paren mensen wachten op uw tweede paar ogen"),
        "links",
    ),
    Need.ROUTED: (
        mark("{count} locatie gaat eerst naar een medewerker"),
        mark("{count} locaties gaan eerst naar een medewerker"),
        "care",
    ),
    Need.OWN_LIST: (
        mark("{count} locatie van de weeklijst is aan u toegewezen"),
        mark("{count} locaties van de weeklijst zijn aan u toegewezen"),
        "worklist",
    ),
    Need.LIST: (
        mark("{count} locatie van de weeklijst is nog niet beoordeeld"),
        mark("{count} locaties van de weeklijst zijn nog niet beoordeeld"),
        "worklist",
    ),
    Need.SECOND_READINGS: (
        mark("{count} oordeel wacht op een tweede lezer"),
        mark("{count} oordelen wachten op een tweede lezer"),
        "worklist",
    ),
    Need.DATA_ERRORS: (
        mark("{count} gemelde fout wacht op een tweede persoon"),
        mark("{count} gemelde fouten wachten op een tweede persoon"),
        "sources",
    ),
    Need.SIGNALS: (mark("{count} nieuw signaal"), mark("{count} nieuwe signalen"), "signals"),
    Need.MEETING: (
        mark("{count} overleg binnenkort"),
        mark("{count} overleggen binnenkort"),
        "meetings",
    ),
    Need.PAST_MEETING: (
        mark("{count} overleg is nog niet vastgelegd"),
        mark("{count} overleggen zijn nog niet vastgelegd"),
        "meetings",
    ),
    Need.PROPOSALS: (
        mark("{count} voorstel voor regels wacht op een tweede persoon"),
        mark("{count} voorstellen voor regels wachten op een tweede persoon"),
        "rules",
    ),
    Need.PAIRS: (
        mark("{count} mogelijke koppeling is nog niet beoordeeld"),
        mark("{count} mogelijke koppelingen zijn nog niet beoordeeld"),
        "links",
    ),
    Need.SOURCES: (
        mark("{count} bron is te oud of leverde niets"),
        mark("{count} bronnen zijn te oud of leverden niets"),
        "sources",
    ),
    Need.LOG_SAMPLE: (
        mark("{count} steekproef van de vorige maand is nog niet getrokken"),
        mark("{count} steekproeven zijn nog niet getrokken"),
        "processing_log",
    ),
}
NEWS: Mapping[News, Words] = {
    News.RUN: (mark("{count} nieuwe run"), mark("{count} nieuwe runs"), "worklist"),
    News.GIVEN_TASKS: (
        mark("{count} taak kreeg u van een ander"),
        mark("{count} taken kreeg u van een ander"),
        "tasks",
    ),
    News.MOVED_CASES: (
        mark("{count} van uw zaken is verder gebracht"),
        mark("{count} van uw zaken zijn verder gebracht"),
        "cases",
    ),
    News.DECIDED: (
        mark("{count} van uw vragen is beantwoord"),
        mark("{count} van uw vragen zijn beantwoord"),
        "tasks",
    ),
    News.SIGNALS: (
        mark("{count} signaal kwam binnen"),
        mark("{count} signalen kwamen binnen"),
        "signals",
    ),
    News.JUDGED: (
        mark("{count} oordeel van een ander"),
        mark("{count} oordelen van anderen"),
        "worklist",
    ),
}
