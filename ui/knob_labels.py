"""What a value of a rule is called where somebody tries another one; packs do not describe them."""

from collections.abc import Mapping

from engine.translatable import mark
from ui.language import Language, chosen, tr

_KEYS: Mapping[str, str] = {
    "points": mark("punten"),
    "expires_months": mark("houdbaar, in maanden"),
    "status": mark("status"),
    "correlated_group": mark("groep van samenhangende regels"),
}
_DUTCH: Mapping[str, str] = {
    "above_days": "meer dan zoveel dagen",
    "above_days_after_bag_mutation": "meer dan zoveel dagen na de wijziging in de BAG",
    "above_days_without_deposit": "meer dan zoveel dagen zonder gedeponeerde stukken",
    "above_mismatch_days": "langer dan zoveel dagen een andere houder",
    "above_months_active": "langer dan zoveel maanden actief",
    "above_occupancy_pct": "bezetting boven, in % van wat vergund is",
    "above_pct": "boven, in %",
    "above_ratio_to_median_same_use": "keer zoveel als gewoon bij dit gebruik",
    "above_separate_owner_pct": "bij andere eigenaren boven, in %",
    "above_share_pct": "aandeel boven, in %",
    "above_sleeping_places": "meer slaapplaatsen dan",
    "above_weeks": "meer dan zoveel weken",
    "above_weeks_after_start": "meer dan zoveel weken na de start",
    "below_days_founding_to_application": "dagen van oprichting tot aanvraag, minder dan",
    "below_gbo_m2_existing": "oppervlak per persoon onder, in m² (bestaande bouw)",
    "below_gbo_m2_new_build_or_hotel": "oppervlak per persoon onder, in m² (nieuwbouw of logies)",
    "below_median_life_months": "zit er in het midden korter dan, in maanden",
    "below_pct": "onder, in %",
    "margin_above_adults": "meer boven het aantal volwassenen dan",
    "max_named_end_users": "ten hoogste zoveel bekende gebruikers",
    "max_overlap_officer_or_owner": "ten hoogste zoveel gedeelde functionarissen of eigenaren",
    "max_persons": "ten hoogste zoveel werkzame personen",
    "min_active_clusters": "ten minste zoveel actieve bedrijven",
    "min_boats": "ten minste zoveel boten",
    "min_building_reports": "ten minste zoveel meldingen van verval",
    "min_care_entities": "ten minste zoveel zorgondernemingen",
    "min_chain_depth": "ten minste zoveel lagen van aandeelhouders",
    "min_change_m2": "verandering van ten minste, in m²",
    "min_changes": "ten minste zoveel wisselingen",
    "min_clusters": "ten minste zoveel bedrijven",
    "min_clusters_business_or_office": "ten minste zoveel bedrijven in een bedrijfspand of kantoor",
    "min_clusters_dwelling_or_farmyard": "ten minste zoveel bedrijven bij een woning of erf",
    "min_consecutive_years": "ten minste zoveel jaren achter elkaar",
    "min_containers": "ten minste zoveel containers",
    "min_correspondence_addresses": "ten minste zoveel briefadressen",
    "min_days_between_checks": "ten minste zoveel dagen tussen de controles",
    "min_distinct_reports": "ten minste zoveel verschillende meldingen",
    "min_domains": "ten minste zoveel terreinen van toezicht",
    "min_dwellings_street": "ten minste zoveel woningen in de straat",
    "min_dwellings_village": "ten minste zoveel woningen in de kern",
    "min_ended": "ten minste zoveel beëindigde ondernemingen",
    "min_findings": "ten minste zoveel bevindingen",
    "min_jaro_winkler": "gelijkenis van namen ten minste (Jaro-Winkler, 0 tot 1)",
    "min_lapsed": "ten minste zoveel vervallen kopen",
    "min_location_quotient": "ten minste zoveel keer het aandeel in de gemeente",
    "min_mail_returns": "ten minste zoveel teruggekomen poststukken",
    "min_mutations": "ten minste zoveel begin- en einddatums",
    "min_non_horticulture_clusters": "ten minste zoveel bedrijven die niet telen",
    "min_objects": "ten minste zoveel objecten in bezit",
    "min_open_collection_decisions": "ten minste zoveel openstaande lasten of boetes",
    "min_operators": "ten minste zoveel exploitanten",
    "min_operators_long": "ten minste zoveel exploitanten in het lange venster",
    "min_operators_short": "ten minste zoveel exploitanten in het korte venster",
    "min_persons": "ten minste zoveel personen",
    "min_ratio": "ten minste zoveel keer zo veel meldingen",
    "min_registered": "ten minste zoveel inschrijvingen",
    "min_reporters": "ten minste zoveel melders",
    "min_reports": "ten minste zoveel meldingen",
    "min_sbi_sections": "ten minste zoveel branches (secties van de SBI)",
    "min_starts": "ten minste zoveel starts",
    "min_transfers": "ten minste zoveel overdrachten",
    "min_turbo_at_object": "ten minste zoveel turboliquidaties op het object",
    "min_types": "ten minste zoveel soorten",
    "min_violations": "ten minste zoveel overtredingen",
    "min_years_same_operator": "ten minste zoveel jaar dezelfde exploitant",
    "strong_min_transfers": "ten minste zoveel overdrachten in het lange venster",
}


def label(key: str) -> str:
    """What a key of a rule is called; one without words here by its own name, in words.

    Args:
        key: a param of the rule, or one of `engine.workbench.changes.KEYS`. Params are named in
            English, which is what the English page shows.
    """
    if key in _KEYS:
        return tr(_KEYS[key])
    own = key.replace("_", " ")
    return own if chosen() is Language.ENGLISH else _DUTCH.get(key, own)
