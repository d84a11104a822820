"""Stretches of days, and what resolves the phrases that tell them (days.py, periods.py)."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from verbale.languages.calendar import Calendar

Day = datetime.date
ONE_DAY = datetime.timedelta(days=1)
YEARS = range(1800, 2200)
FARTHEST = 3000  # units that a phrase may count
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
    held: bool = False  # is every phrase counted from `here`, whatever the sentence tells between?
    turned: bool = False  # does "two days after the raid" tell the time of what was after it?

    @property
    def told(self) -> Stretch | None:
        """The time told last, just before or else in the report."""
        return self.here or self.before

    @property
    def told_day(self) -> Stretch | None:
        """The day told last."""
        return next((t for t in (self.here, self.before) if t is not None and t.precision == "day"), None)

    def plus(self, slot: str, value: object) -> "Values":
        taken = (*self.taken, (slot, value))  # built by hand: this is done for every slot of every phrase tried
        return Values(self.calendar, self.anchor, self.future, self.here, self.before, taken, self.held, self.turned)

    def number(self, *slots: str, nth: int = 0) -> int | None:
        found = [v for s, v in self.taken if s in slots and isinstance(v, int)]
        return found[nth] if -len(found) <= nth < len(found) else None

    def word(self, slot: str) -> str:
        return next((v for s, v in self.taken if s == slot and isinstance(v, str)), "")

    def stretches(self) -> list[Stretch]:
        return [v for _, v in self.taken if isinstance(v, Stretch)]


def needs_anchor(
    resolve: Callable[[Values, Day], Stretch | None],
) -> Callable[[Values], Stretch | None]:
    def resolved(values: Values) -> Stretch | None:
        if values.anchor is None or values.anchor.year not in YEARS:
            return None  # nothing can be told from the edges of the calendar
        return resolve(values, values.anchor)

    return resolved


def whole_day(day: Day, cycle: str | None = None) -> Stretch:
    return Stretch(day, day, "day", cycle)


def date_or_none(year: int, month: int, day: int) -> Day | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def whole_months(year: int, month: int, count: int, precision: str, cycle: str | None = None) -> Stretch:
    """`count` months from the first of `month`, which may lie outside 1 to 12."""
    start = first_of(year, month)
    return Stretch(start, first_of(year, month + count) - ONE_DAY, precision, cycle)


def first_of(year: int, month: int) -> Day:
    years, rest = divmod(month - 1, 12)
    return datetime.date(min(max(year + years, 1), 9998), rest + 1, 1)


def unit_at(unit: str, anchor: Day, ahead: int) -> Stretch | None:
    """The whole day, week, month, … that lies `ahead` of the anchor's own."""
    if unit == "day":
        return whole_day(anchor + ahead * ONE_DAY)
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
    return whole_months(0, month + 1, size, precision) if month >= 12 else None


def moved(anchor: Day, values: Values, side: int) -> Day | None:
    """The anchor moved by so many units, or by the vague number that the language's data gives."""
    unit = values.word("unit")
    number = values.number("n") or values.calendar.vague.get(unit)
    if number is None or number > FARTHEST:
        return None
    if unit == "hour":
        return anchor + side * round(number / 24) * ONE_DAY
    if unit in ("day", "week", "weekend"):
        return anchor + side * number * (1 if unit == "day" else 7) * ONE_DAY
    first = first_of(anchor.year, anchor.month + side * number * UNIT_MONTHS[unit])
    last = first_of(first.year, first.month + 1) - ONE_DAY
    return first.replace(day=min(anchor.day, last.day))


def moved_before(first: Stretch, day: Day) -> Stretch:
    if first.cycle == "week":
        shift = (day - first.start).days // 7 * 7 * ONE_DAY
        return replace(first, start=first.start + shift, end=first.end + shift)
    if first.cycle != "year":
        return first
    for year in (day.year, day.year - 1):
        start = date_or_none(year, first.start.month, first.start.day)
        if start is not None and start <= day:
            return replace(first, start=start, end=start + (first.end - first.start))
    return first


Meaning = Callable[[Values], Stretch | None]  # of a template; None where its slots make no date
