"""ISO weeks as text (`2026-W44`): the rhythm of the list."""

from datetime import date, timedelta


def week_of(day: date) -> str:
    """The ISO week of a day, such as `2026-W44`; around new year the ISO year counts."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def beginning(year: int) -> str:
    """How every ISO week of a year begins, such as `2026-`."""
    return f"{year:04d}-"


def monday(week: str) -> date:
    """The first day of a week.

    Raises:
        ValueError: not an ISO week, such as `2026-W54`.
    """
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def lapses_on(week: str, *, lapse_weeks: int) -> date:
    """The day on which an item of that week's list lapses when it was not judged.

    The week itself is the first of the `lapse_weeks`; the day is the Monday after the last.
    """
    return monday(week) + timedelta(weeks=lapse_weeks)
