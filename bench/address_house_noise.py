"""Noise in house numbers: glued, split, and made ranges of."""

import random

from bench.address_forms import Around, columns, one_text
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query


def glued_number(one: Known, dice: random.Random, exists: Around) -> Query:
    """Letter and addition glued to the number, or to the street."""
    del exists
    letter, addition = one.house_letter or "", one.house_addition or ""
    sign = dice.choice(("", "-", " ", "/"))
    between = sign if (letter and addition) or (addition[:1].isdigit() and sign) else ""
    between = between or ("-" if addition[:1].isdigit() and not letter else "")
    glued = (
        f"{one.house_number}{letter.upper() if dice.random() < 0.5 else letter}{between}{addition}"
    )
    if dice.random() < 0.5:
        return columns(one, house_number=glued, house_letter=None, house_addition=None)
    if dice.random() < 0.3:
        return columns(
            one,
            street=f"{one.street} {glued}",
            house_number=None,
            house_letter=None,
            house_addition=None,
        )
    if dice.random() < 0.2:
        return columns(
            one,
            street=f"{one.street} {one.house_number}",
            house_number=f"{letter}{addition}" or None,
            house_letter=None,
            house_addition=None,
        )
    return one_text(one, dice, number=glued)


def split_suffix(one: Known, dice: random.Random, exists: Around) -> Query:
    """Letter and addition apart from the number, with zeros or a label before it."""
    del exists
    number, letter, addition = (
        one.house_number or "",
        one.house_letter or "",
        one.house_addition or "",
    )
    parts = [part for part in (letter.upper(), addition) if part]
    label = dice.choice(("", "nr. ", "nr ", "huisnr. ", "no. ", "0"))
    if dice.random() < 0.4:
        return columns(
            one,
            house_number=f"{'0' * dice.randrange(3)}{number}",
            house_letter=None,
            house_addition=" ".join(parts) or None,
        )
    if dice.random() < 0.3:
        return columns(
            one,
            house_number=number,
            house_letter=letter or None,
            house_addition=(letter + addition) or None,
        )
    return one_text(
        one, dice, number=f"{label}{number} " + dice.choice((" ", " - ", " / ")).join(parts)
    )


def range_of_numbers(one: Known, dice: random.Random, exists: Around) -> Query:
    """Two numbers of which only the first exists."""
    number = int(one.house_number or 0)
    numbers = exists.numbers[(one.street or "", one.town or "")]
    free = [number + step for step in (2, 4, 6, 1, 3, 8, 10) if number + step not in numbers]
    if not free or one.house_letter or one.house_addition:
        return one_text(one, dice)
    sign = dice.choice(("-", " - ", " t/m ", " en ", "+", " tot ", "/", "–", " & "))
    house = f"{number}{sign}{free[0]}"
    return (
        columns(one, house_number=house)
        if dice.random() < 0.5
        else one_text(one, dice, number=house)
    )
