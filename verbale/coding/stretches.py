"""What the phrases of a calendar mean: stretches of days, told from the report's own day or not."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from verbale.languages.calendar import Calendar

Day = datetime.date
ONE_DAY = datetime.timedelta(days=1)
# A day without a year is the coming one if it is that near, else the past one.
NEAR = datetime.timedelta(days=120)
YEARS = range(1800, 2200)
FARTHEST = 3000  # units that a phrase may count
# Months of a stretch that is told by its edge: a year's or a month's first, middle, last third.
EDGE_MONTHS = {"begin": (1, 4), "middle": (5, 8), "end": (9, 12)}
EDGE_DAYS = {"begin": (1, 10), "middle": (11, 20), "end": (21, 31)}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `start` to `end`; `cycle` is "week" or "year" where only the place in it was told."""

    start: Day
    end: Day
    precision: str
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """What a template's slots took, in the order of the words, and what resolves them: the report's day; the
    time told `here`, just before ("the same day"), or else `before` in the report ("two days later")."""

    calendar: Calendar
    anchor: Day | None
    future: bool
    here: Stretch | None = None
    before: Stretch | None = None
    taken: tuple[tuple[str, object], ...] = ()

    def plus(self, slot: str, value: object) -> "Values":
        taken = (*self.taken, (slot, value))  # built by hand: this is done for every slot of every phrase tried
        return Values(self.calendar, self.anchor, self.future, self.here, self.before, taken)

    def number(self, *slots: str, nth: int = 0) -> int | None:
        found = [v for s, v in self.taken if s in slots and isinstance(v, int)]
        return found[nth] if -len(found) <= nth < len(found) else None

    def word(self, slot: str) -> str:
        return next((v for s, v in self.taken if s == slot and isinstance(v, str)), "")

    def stretches(self) -> list[Stretch]:
        return [v for _, v in self.taken if isinstance(v, Stretch)]


# What templates mean. Each takes the slots' values; None where they make no date.


def _needs_anchor(
    resolve: Callable[[Values, Day], Stretch | None],
) -> Callable[[Values], Stretch | None]:
    def resolved(values: Values) -> Stretch | None:
        if values.anchor is None or values.anchor.year not in YEARS:
            return None  # nothing can be told from the edges of the calendar
        return resolve(values, values.anchor)

    return resolved


def _day(day: Day, cycle: str | None = None) -> Stretch:
    return Stretch(day, day, "day", cycle)


def _date_or_none(year: int, month: int, day: int) -> Day | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _months(year: int, month: int, count: int, precision: str, cycle: str | None = None) -> Stretch:
    """`count` months from the first of `month`, which may lie outside 1 to 12."""
    start = _first_of(year, month)
    return Stretch(start, _first_of(year, month + count) - ONE_DAY, precision, cycle)


def _first_of(year: int, month: int) -> Day:
    years, rest = divmod(month - 1, 12)
    return datetime.date(min(max(year + years, 1), 9998), rest + 1, 1)


@_needs_anchor
def _relative(values: Values, anchor: Day) -> Stretch | None:
    days = values.number("relative")
    return None if days is None else _day(anchor + days * ONE_DAY)


@_needs_anchor
def _then(values: Values, anchor: Day) -> Stretch | None:
    """So many days from the day told last: what is after it from any before, the rest from one told just before
    or the report's own."""
    days = values.number("then") or 0
    told = (values.here or values.before) if days > 0 else values.here or _day(anchor)
    return _day(told.start + days * ONE_DAY) if told is not None and told.precision == "day" else None


@_needs_anchor
def _night(values: Values, anchor: Day) -> Stretch | None:
    """The night before the report."""
    return Stretch(anchor - ONE_DAY, anchor, "range")


def _later(values: Values) -> Stretch | None:
    return _away(values, 1)


def _earlier(values: Values) -> Stretch | None:
    return _away(values, -1)


def _away(values: Values, side: int) -> Stretch | None:
    """So many units from the time told last: a day where days, weeks or hours are counted from one."""
    told = values.here or values.before
    moved = None if told is None else _moved(told.start, values, side)
    if told is None or moved is None or told.precision != "day":
        return None if moved is None else told
    unit = values.word("unit")
    return _day(moved) if unit in ("hour", "day", "week") else _unit_at(unit, moved, 0)


@_needs_anchor
def _month_day(values: Values, anchor: Day) -> Stretch | None:
    """A day of the month alone ("el día 4"): the last such day, or the next."""
    number = values.number("day") or 0
    months = [_first_of(anchor.year, anchor.month + k) for k in (-1, 0, 1)]
    days = [d for m in months if (d := _date_or_none(m.year, m.month, number)) is not None]
    if values.future:
        return next((_day(d) for d in days if d >= anchor), None)
    return next((_day(d) for d in reversed(days) if d <= anchor), None)


@_needs_anchor
def _weekday(values: Values, anchor: Day) -> Stretch | None:
    """The latest such day up to the anchor, or the first from it on."""
    weekday, day = values.number("weekday"), values.number("day")
    if weekday is None:
        return None
    back = (anchor.isoweekday() - weekday) % 7
    found = anchor + ((-back) % 7 if values.future else -back) * ONE_DAY
    if day is None:
        return _day(found, "week")
    near = (found + k * 7 * ONE_DAY for k in (0, -1, 1, -2, 2, -3, 3, -4, 4))
    return next((_day(d) for d in near if d.day == day), None)


@_needs_anchor
def _weekday_last(values: Values, anchor: Day) -> Stretch | None:
    back = (anchor.isoweekday() - (values.number("weekday") or 0)) % 7 or 7
    return _day(anchor - back * ONE_DAY)


@_needs_anchor
def _weekday_next(values: Values, anchor: Day) -> Stretch | None:
    ahead = ((values.number("weekday") or 0) - anchor.isoweekday()) % 7 or 7
    return _day(anchor + ahead * ONE_DAY)


def _day_of_year(values: Values) -> Stretch | None:
    month, day = values.number("mon"), values.number("day")
    if month is None or day is None:
        return None
    if (year := values.number("year")) is not None:
        found = _date_or_none(year, month, day)
        return None if found is None else _day(found)
    found = _nearest(values, month, day)
    return None if found is None else _day(found, "year")


def _nearest(values: Values, month: int, day: int) -> Day | None:
    """The year in which a day without one falls: that of the anchor, or the one beside it."""
    if values.anchor is None:
        return None
    here = [_date_or_none(values.anchor.year + k, month, day) for k in (-1, 0, 1)]
    days = [d for d in here if d is not None]
    if values.future:
        return min((d for d in days if d >= values.anchor), default=None)
    past = max((d for d in days if d <= values.anchor), default=None)
    soon = [d for d in days if values.anchor < d <= values.anchor + NEAR]
    return soon[0] if soon else past


@_needs_anchor
def _day_last(values: Values, anchor: Day) -> Stretch | None:
    return _day_beside(values, anchor, -1)


@_needs_anchor
def _day_next(values: Values, anchor: Day) -> Stretch | None:
    return _day_beside(values, anchor, 1)


def _day_beside(values: Values, anchor: Day, side: int) -> Stretch | None:
    month, day = values.number("mon") or 0, values.number("day") or 0
    days = [_date_or_none(anchor.year + k, month, day) for k in (0, side)]
    return next((_day(d) for d in days if d and (d - anchor).days * side > 0), None)


def _days(values: Values) -> Stretch | None:
    """Two days of one month ("du 3 au 5 mai"); a later first day is of the month before."""
    last = values.number("day", nth=-1)
    first = values.number("day")
    end = _day_of_year(replace(values, taken=_without_first_day(values)))
    if first is None or last is None or end is None:
        return None
    month = end.start.month if first <= last else end.start.month - 1
    start = _date_or_none(end.start.year - (month == 0), month or 12, first)
    return None if start is None else Stretch(start, end.end, "range", end.cycle)


def _without_first_day(values: Values) -> tuple[tuple[str, object], ...]:
    at = next((i for i, (slot, _) in enumerate(values.taken) if slot == "day"), 0)
    return values.taken[:at] + values.taken[at + 1 :]


def _month(values: Values) -> Stretch | None:
    month = values.number("month")
    if month is None:
        return None
    if (year := values.number("year")) is not None:
        return _months(year, month, 1, "month")
    if values.anchor is None:
        return None
    return _months(_year_of_month(values, month), month, 1, "month", "year")


def _year_of_month(values: Values, month: int) -> int:
    """The year of a month without one: the last one begun, or the next one to end."""
    anchor = values.anchor or Day.today()
    if values.future:
        return anchor.year + (month < anchor.month)
    return anchor.year - (month > anchor.month)


@_needs_anchor
def _month_last(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("month") or 1
    return _months(anchor.year - (month >= anchor.month), month, 1, "month")


@_needs_anchor
def _month_next(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("month") or 1
    return _months(anchor.year + (month <= anchor.month), month, 1, "month")


def _edge_month(values: Values) -> Stretch | None:
    month = _month(values)
    if month is None:
        return None
    first, last = EDGE_DAYS[values.word("edge")]
    start = month.start.replace(day=first)
    return Stretch(
        start,
        min(month.start.replace(day=1) + (last - 1) * ONE_DAY, month.end),
        "range",
        month.cycle,
    )


def _edge_year(values: Values) -> Stretch | None:
    year = values.number("year")
    return None if year is None else _edge_of_year(year, values.word("edge"))


def _edge_of_year(year: int, edge: str) -> Stretch:
    first, last = EDGE_MONTHS[edge]
    return _months(year, first, last - first + 1, "range")


@_needs_anchor
def _edge_this(values: Values, anchor: Day) -> Stretch | None:
    unit, edge = values.word("unit"), values.word("edge")
    if unit == "year":
        return _edge_of_year(anchor.year, edge)
    if unit == "month":
        return _edge_month(values.plus("month", anchor.month).plus("year", anchor.year))
    whole = _unit_at(unit, anchor, 0)
    if whole is None or unit not in ("week", "quarter", "half"):
        return None
    third = (whole.end - whole.start) / 3
    bounds = {"begin": (0, 1), "middle": (1, 2), "end": (2, 3)}[edge]
    return Stretch(whole.start + bounds[0] * third, whole.start + bounds[1] * third, "range")


def _season(values: Values) -> Stretch | None:
    """Three months. Those of the northern half: a report of the southern one is read wrongly."""
    month, year = values.number("season"), values.number("year")
    if month is None or (year is None and values.anchor is None):
        return None
    cycle = None if year is not None else "year"
    return _months(year or _year_of_month(values, month), month, 3, "range", cycle)


@_needs_anchor
def _season_last(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("season") or 1
    here = _months(anchor.year, month, 3, "range")
    return here if here.end < anchor else _months(anchor.year - 1, month, 3, "range")


@_needs_anchor
def _season_next(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("season") or 1
    here = _months(anchor.year, month, 3, "range")
    return here if here.start > anchor else _months(anchor.year + 1, month, 3, "range")


def _quarter(values: Values) -> Stretch | None:
    return _part_of_year(values, 4, "quarter")


def _half(values: Values) -> Stretch | None:
    return _part_of_year(values, 2, "range")


def _part_of_year(values: Values, parts: int, precision: str) -> Stretch | None:
    nth, year = values.number("ordinal") or 0, values.number("year")
    if not 1 <= nth <= parts or (year is None and values.anchor is None):
        return None
    size = 12 // parts
    month = (nth - 1) * size + 1
    cycle = None if year is not None else "year"
    return _months(year or _year_of_month(values, month), month, size, precision, cycle)


def _year(values: Values) -> Stretch | None:
    year = values.number("year")
    return None if year is None else _months(year, 1, 12, "year")


def _decade(values: Values) -> Stretch | None:
    """Two digits are of the last century from 30 on."""
    number = values.number("decade") or 0
    year = number + (1900 if number >= 30 else 2000) if number < 100 else number
    if year % 10 or year not in YEARS:
        return None
    return _months(year, 1, 120, "decade")


def _unit_at(unit: str, anchor: Day, ahead: int) -> Stretch | None:
    """The whole day, week, month, … that lies `ahead` of the anchor's own."""
    if unit == "day":
        return _day(anchor + ahead * ONE_DAY)
    if unit == "week":
        monday = anchor - (anchor.isoweekday() - 1) * ONE_DAY + ahead * 7 * ONE_DAY
        return Stretch(monday, monday + 6 * ONE_DAY, "week")
    if unit == "weekend":
        saturday = anchor - (anchor.isoweekday() - 6) * ONE_DAY + ahead * 7 * ONE_DAY
        return Stretch(saturday, saturday + ONE_DAY, "range")
    if unit not in UNIT_MONTHS:
        return None
    size = UNIT_MONTHS[unit]
    month = (anchor.year * 12 + anchor.month - 1) // size * size + ahead * size
    precision = "range" if unit == "half" else unit
    return _months(0, month + 1, size, precision) if month >= 12 else None


@_needs_anchor
def _last(values: Values, anchor: Day) -> Stretch | None:
    unit = values.word("unit")
    if unit == "weekend" and anchor.isoweekday() == 7:
        return _unit_at(unit, anchor, 0)  # on a Sunday, "last weekend" is mostly the one that ends
    return _unit_at(unit, anchor, -1)


@_needs_anchor
def _next(values: Values, anchor: Day) -> Stretch | None:
    return _unit_at(values.word("unit"), anchor, 1)


@_needs_anchor
def _this(values: Values, anchor: Day) -> Stretch | None:
    return _unit_at(values.word("unit"), anchor, 0)


@_needs_anchor
def _ago(values: Values, anchor: Day) -> Stretch | None:
    return _counted(values, anchor, -1)


@_needs_anchor
def _ahead(values: Values, anchor: Day) -> Stretch | None:
    return _counted(values, anchor, 1)


def _counted(values: Values, anchor: Day, side: int) -> Stretch | None:
    """So many units away. Days and hours give a day; others the unit in which it falls."""
    number, unit = values.number("n"), values.word("unit")
    if number is None or number > FARTHEST:
        return None
    if unit == "hour":
        return _day(anchor + side * round(number / 24) * ONE_DAY)
    return _unit_at(unit, anchor, side * number)


@_needs_anchor
def _past(values: Values, anchor: Day) -> Stretch | None:
    start = _moved(anchor, values, -1)
    return None if start is None else Stretch(start, anchor, "range")


@_needs_anchor
def _coming(values: Values, anchor: Day) -> Stretch | None:
    end = _moved(anchor, values, 1)
    return None if end is None else Stretch(anchor, end, "range")


def _moved(anchor: Day, values: Values, side: int) -> Day | None:
    """The anchor moved by so many units, or by the vague number that the language's data gives."""
    unit = values.word("unit")
    number = values.number("n") or values.calendar.vague.get(unit)
    if number is None or number > FARTHEST:
        return None
    if unit == "hour":
        return anchor + side * round(number / 24) * ONE_DAY
    if unit in ("day", "week", "weekend"):
        return anchor + side * number * (1 if unit == "day" else 7) * ONE_DAY
    first = _first_of(anchor.year, anchor.month + side * number * UNIT_MONTHS[unit])
    last = _first_of(first.year, first.month + 1) - ONE_DAY
    return first.replace(day=min(anchor.day, last.day))


def _range(values: Values) -> Stretch | None:
    """From one date to another; the first is moved to the last such one before the second."""
    dates = values.stretches()
    if len(dates) != 2:
        return None
    first = _moved_before(dates[0], dates[1].start)
    if first.start > dates[1].end:
        return None
    return Stretch(first.start, dates[1].end, "range", dates[1].cycle)


def _moved_before(first: Stretch, day: Day) -> Stretch:
    if first.cycle == "week":
        shift = (day - first.start).days // 7 * 7 * ONE_DAY
        return replace(first, start=first.start + shift, end=first.end + shift)
    if first.cycle != "year":
        return first
    for year in (day.year, day.year - 1):
        start = _date_or_none(year, first.start.month, first.start.day)
        if start is not None and start <= day:
            return replace(first, start=start, end=start + (first.end - first.start))
    return first


def _pair(values: Values) -> Stretch | None:
    """Two dates side by side ("samedi et dimanche"); others are two dates, not one stretch."""
    found = _range(values)
    dates = values.stretches()
    if found is None or dates[0].precision != dates[1].precision:
        return None
    first = _moved_before(dates[0], dates[1].start)
    return found if dates[1].start - first.end == ONE_DAY else None


def _date(values: Values) -> Stretch | None:
    dates = values.stretches()
    return dates[0] if len(dates) == 1 else None


def _iso(values: Values) -> Stretch | None:
    year, month, day = values.number("year"), values.number("mm"), values.number("dd")
    found = _date_or_none(year or 0, month or 0, day or 0)
    return None if found is None else _day(found)


MEANINGS: Mapping[str, Callable[[Values], Stretch | None]] = {
    "relative": _relative,
    "weekday": _weekday,
    "weekday-last": _weekday_last,
    "weekday-next": _weekday_next,
    "day": _day_of_year,
    "day-last": _day_last,
    "day-next": _day_next,
    "days": _days,
    "month": _month,
    "month-last": _month_last,
    "month-next": _month_next,
    "edge-month": _edge_month,
    "edge-year": _edge_year,
    "edge-this": _edge_this,
    "season": _season,
    "season-last": _season_last,
    "season-next": _season_next,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
    "decade": _decade,
    "last": _last,
    "next": _next,
    "this": _this,
    "ago": _ago,
    "ahead": _ahead,
    "later": _later,
    "earlier": _earlier,
    "then": _then,
    "night": _night,
    "month-day": _month_day,
    "past": _past,
    "coming": _coming,
    "range": _range,
    "pair": _pair,
    "date": _date,
    "iso": _iso,
}
