"""Words of streets and towns in their shortest form, so that every way to write them is equal.

What is often abbreviated (`straat`, `burgemeester`) gets its short form, because the long form of
a short one is not always certain. `ij`, `ĳ` and `y` are one letter.

Source: NEN 5825 (writing of street names).
"""

from functools import lru_cache

_SMALL_WORDS = {"van": "v", "het": "t"}
_STREET_WORDS = _SMALL_WORDS | {
    "sint": "st", "sinte": "st", "burgemeester": "burg", "burgem": "burg", "bgm": "burg",
    "burgm": "burg",
    "dokter": "dr", "doctor": "dr", "professor": "prof", "pastoor": "past", "meester": "mr",
    "ingenieur": "ir", "koningin": "kon", "dominee": "ds", "jonkheer": "jhr", "generaal": "gen",
    "kapitein": "kapt", "president": "pres", "minister": "min", "kardinaal": "kard",
    "monseigneur": "mgr", "wethouder": "weth", "admiraal": "adm", "gebroeders": "gebr",
    "eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "1ste": "1e", "2de": "2e",
    "3de": "3e", "4de": "4e",
}  # fmt: skip
_ENDINGS = {
    "straat": "str", "plein": "pln", "laan": "ln", "weg": "wg", "kade": "kd", "singel": "sngl",
    "plantsoen": "plnts", "dyk": "dk", "pad": "pd",
}  # fmt: skip


def street_word(word: str) -> str:
    """What one word, in lower case and without accents, adds to the key of a street."""
    text = word.replace("ij", "y")
    text = _STREET_WORDS.get(text, text)
    for ending, short in _ENDINGS.items():
        if text.endswith(ending):
            return text.removesuffix(ending) + short
    return text


def town_word(word: str) -> str:
    """What one word, in lower case and without accents, adds to the key of a town."""
    text = word.replace("ij", "y")
    return _SMALL_WORDS.get(text, text)


@lru_cache(maxsize=200_000)
def written_out(key: str) -> str:
    """A key of a street with its ending written out: for measuring likeness only."""
    for ending, short in _ENDINGS.items():
        if key.endswith(short):
            return key.removesuffix(short) + ending
    return key
