"""Numbers that count no people: dates, times, ages, distances, money, names of units and models, things.

In: ``Seen``: a number in its place. Out: ``Refused`` or None.

Example: "12" in "a 12-year-old boy" is refused as "age", "13" in "Division 13" as "designation".

The reasons, here and in the counts without a number: address, age, calibre, compound, date, decimal, designation,
distance, duration, fraction, list number, measure, money, ordinal, percentage, perpetrator, population, pronoun,
rate, repeat, responsibility, role, score, speaker, things, time, unknown, year.
"""

from __future__ import annotations

from according.extract import not_counts_dates as dates
from according.extract import not_counts_measures as measures
from according.extract import not_counts_names as names
from according.extract.seen import Refused, Seen

# Order matters: what is printed most strictly comes first, what only the next noun tells comes last
_DIGIT_CHECKS = (
    dates.numeric_date, dates.ordinal, dates.date, dates.time, dates.era, names.inside_word,
)
_CHECKS = (
    measures.money, measures.percentage, measures.age, measures.duration, measures.unit, measures.decimal,
    measures.rate, measures.whole, dates.year, names.designation, names.code, names.bracketed, names.named_age,
    names.list_number, names.compound, names.goes_on, names.population, names.zero, names.one, names.things,
)
_ALL_CHECKS = (*_DIGIT_CHECKS, *_CHECKS)


def refuse(seen: Seen) -> Refused | None:
    """Return why a number counts no people, or None where it may.

    Args:
        seen: the number, its modifiers, the line, what came before.

    Returns:
        The reason (dates, times, years, ages, distances, calibres, money, percentages, designations,
        section and list numbers, durations, things) and the last word that shows it.
    """
    checks = _ALL_CHECKS if seen.number.digits else _CHECKS
    return next((found for check in checks if (found := check(seen)) is not None), None)
