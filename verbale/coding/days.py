"""What the phrases of a calendar mean that tell a day: from the report's own, or from the time told last."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from verbale.coding.stretches import (
    ONE_DAY,
    Day,
    Meaning,
    Stretch,
    Values,
    date_or_none,
    first_of,
    moved,
    needs_anchor,
    unit_at,
    whole_day,
)  # fmt: skip

# A day without a year is the coming one if it is that near, else the past one.
NEAR = datetime.timedelta(days=120)
COARSE = ("day", "month", "quarter", "half", "year", "decade")  # from the day on, units by which no day is told


@needs_anchor
def _relative(values: Values, anchor: Day) -> Stretch | None:
    days = values.number("relative")
    return None if days is None else whole_day(anchor + days * ONE_DAY)


@needs_anchor
def _then(values: Values, anchor: Day) -> Stretch | None:
    """So many days from the day told last; where none was, those up to the report's own are counted from that."""
    days = values.number("then") or 0
    return _days_from(values.told_day or (whole_day(anchor) if days <= 0 else None), days)


def _from_then(values: Values) -> Stretch | None:
    """What the day told last is so many days from: "le lendemain du coup d'État"."""
    return _days_from(values.told_day, -(values.number("then") or 0))


def _days_from(told: Stretch | None, days: int) -> Stretch | None:
    return whole_day(told.start + days * ONE_DAY) if told is not None and told.precision == "day" else None


@needs_anchor
def _daytime(values: Values, anchor: Day) -> Stretch | None:
    """A part of the day told just before, or else of the report's own."""
    return _days_from(values.here, 0) or whole_day(anchor)


@needs_anchor
def _night(values: Values, anchor: Day) -> Stretch | None:
    """The night before the report."""
    return Stretch(anchor - ONE_DAY, anchor, "range")


def _away(values: Values, side: int) -> Stretch | None:
    """So many units from the time told last, one where no number is told; as exact as both are."""
    told, unit = values.told, values.word("unit")
    counted = values if values.number("n") else values.plus("n", 1)
    day = None if told is None else moved(told.start, counted, side)
    if told is None or day is None:
        return None
    coarsest = max((COARSE.index(u) for u in (unit, told.precision) if u in COARSE), default=0)
    return unit_at(COARSE[coarsest], day, 0) if coarsest or told.precision == "day" else None


def _beside(values: Values, side: int) -> Stretch | None:
    """The whole unit beside that of the time told last."""
    told, unit = values.told, values.word("unit")
    exact = told is not None and (told.precision == "day" or told.precision == unit)
    return unit_at(unit, told.start, side) if told is not None and exact else None


@needs_anchor
def _month_day(values: Values, anchor: Day) -> Stretch | None:
    """A day of the month alone ("el día 4"): the last such day, or the next."""
    number = values.number("day") or 0
    months = [first_of(anchor.year, anchor.month + k) for k in (-1, 0, 1)]
    days = [d for m in months if (d := date_or_none(m.year, m.month, number)) is not None]
    if values.future:
        return next((whole_day(d) for d in days if d >= anchor), None)
    return next((whole_day(d) for d in reversed(days) if d <= anchor), None)


@needs_anchor
def _weekday(values: Values, anchor: Day) -> Stretch | None:
    """The latest such day up to the anchor, or the first from it on."""
    weekday, day = values.number("weekday"), values.number("day")
    if weekday is None:
        return None
    back = (anchor.isoweekday() - weekday) % 7
    found = anchor + ((-back) % 7 if values.future else -back) * ONE_DAY
    if day is None:
        return whole_day(found, "week")
    near = (found + k * 7 * ONE_DAY for k in (0, -1, 1, -2, 2, -3, 3, -4, 4))
    return next((whole_day(d) for d in near if d.day == day), None)


@needs_anchor
def _weekday_last(values: Values, anchor: Day) -> Stretch | None:
    back = (anchor.isoweekday() - (values.number("weekday") or 0)) % 7 or 7
    return whole_day(anchor - back * ONE_DAY)


@needs_anchor
def _weekday_next(values: Values, anchor: Day) -> Stretch | None:
    ahead = ((values.number("weekday") or 0) - anchor.isoweekday()) % 7 or 7
    return whole_day(anchor + ahead * ONE_DAY)


def _day_of_year(values: Values) -> Stretch | None:
    month, day = values.number("mon"), values.number("day")
    if month is None or day is None:
        return None
    if (year := values.number("year")) is not None:
        found = date_or_none(year, month, day)
        return None if found is None else whole_day(found)
    found = _nearest(values, month, day)
    return None if found is None else whole_day(found, "year")


def _nearest(values: Values, month: int, day: int) -> Day | None:
    """The year in which a day without one falls: that of the anchor, or the one beside it."""
    if values.anchor is None:
        return None
    here = [date_or_none(values.anchor.year + k, month, day) for k in (-1, 0, 1)]
    days = [d for d in here if d is not None]
    if values.future:
        return min((d for d in days if d >= values.anchor), default=None)
    past = max((d for d in days if d <= values.anchor), default=None)
    soon = [d for d in days if values.anchor < d <= values.anchor + NEAR]
    return soon[0] if soon else past


@needs_anchor
def _day_last(values: Values, anchor: Day) -> Stretch | None:
    return _day_beside(values, anchor, -1)


@needs_anchor
def _day_next(values: Values, anchor: Day) -> Stretch | None:
    return _day_beside(values, anchor, 1)


def _day_beside(values: Values, anchor: Day, side: int) -> Stretch | None:
    month, day = values.number("mon") or 0, values.number("day") or 0
    days = [date_or_none(anchor.year + k, month, day) for k in (0, side)]
    return next((whole_day(d) for d in days if d and (d - anchor).days * side > 0), None)


def _days(values: Values) -> Stretch | None:
    """Two days of one month ("du 3 au 5 mai"); a later first day is of the month before."""
    last = values.number("day", nth=-1)
    first = values.number("day")
    end = _day_of_year(replace(values, taken=_without_first_day(values)))
    if first is None or last is None or end is None:
        return None
    month = end.start.month if first <= last else end.start.month - 1
    start = date_or_none(end.start.year - (month == 0), month or 12, first)
    return None if start is None else Stretch(start, end.end, "range", end.cycle)


def _without_first_day(values: Values) -> tuple[tuple[str, object], ...]:
    at = next((i for i, (slot, _) in enumerate(values.taken) if slot == "day"), 0)
    return values.taken[:at] + values.taken[at + 1 :]


DAYS: Mapping[str, Meaning] = {
    "relative": _relative,
    "weekday": _weekday,
    "weekday-last": _weekday_last,
    "weekday-next": _weekday_next,
    "day": _day_of_year,
    "day-last": _day_last,
    "day-next": _day_next,
    "days": _days,
    "later": partial(_away, side=1),
    "earlier": partial(_away, side=-1),
    "following": partial(_beside, side=1),
    "preceding": partial(_beside, side=-1),
    "then": _then,
    "from-then": _from_then,
    "daytime": _daytime,
    "night": _night,
    "month-day": _month_day,
}
