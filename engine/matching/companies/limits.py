"""What words of company names are worth, and when two of them agree: `matching/companies.yml`.

The weights of the model were made with these numbers: whoever changes one makes the weights again.
"""

from pydantic import Field

from engine.strict import Cited


class Worth(Cited):
    """What one word is worth, 0..1.

    Attributes:
        filler: a word such as `the`.
        weak: a word that hardly names anything.
        common: what is left of the worth of a word that any list of names is full of.
        least: of a word that every name has; a word of one name is worth 1.
        short: letters of a name up to where it counts as short.
    """

    filler: float = Field(gt=0, le=1)
    weak: float = Field(gt=0, le=1)
    common: float = Field(gt=0, le=1)
    least: float = Field(gt=0, lt=1)
    short: int = Field(ge=1)


class Agreement(Cited):
    """When a word stands for another one, and how much of its worth then counts.

    Attributes:
        acronym: share that counts of the initials of words.
        prefix: share that counts of the beginning of a word.
        prefix_letters: a shorter beginning is none.
        alike: similarity from where on a word is misspelled; that share counts.
        typo_letters: a shorter word is never misspelled.
    """

    acronym: float = Field(gt=0, le=1)
    prefix: float = Field(gt=0, le=1)
    prefix_letters: int = Field(ge=1)
    alike: float = Field(gt=0, le=1)
    typo_letters: int = Field(ge=1)
