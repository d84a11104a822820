"""What the phrases of a calendar mean that tell more than a day: months, seasons, years, stretches between dates."""

from collections.abc import Mapping

from verbale.coding.stretches import (
    FARTHEST,
    ONE_DAY,
    YEARS,
    Day,
    Meaning,
    Stretch,
    Values,
    date_or_none,
    moved,
    moved_before,
    needs_anchor,
    unit_at,
    whole_day,
    whole_months,
)  # fmt: skip

# Months of a stretch that is told by its edge: a year's or a month's first, middle, last third.
EDGE_MONTHS = {"begin": (1, 4), "middle": (5, 8), "end": (9, 12)}
EDGE_DAYS = {"begin": (1, 10), "middle": (11, 20), "end": (21, 31)}


def _month(values: Values) -> Stretch | None:
    month = values.number("month")
    if month is None:
        return None
    if (year := values.number("year")) is not None:
        return whole_months(year, month, 1, "month")
    if values.anchor is None:
        return None
    return whole_months(_year_of_month(values, month), month, 1, "month", "year")


def _year_of_month(values: Values, month: int) -> int:
    """The year of a month without one: the last one begun, or the next one to end."""
    anchor = values.anchor or Day.today()
    if values.future:
        return anchor.year + (month < anchor.month)
    return anchor.year - (month > anchor.month)


@needs_anchor
def _month_last(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("month") or 1
    return whole_months(anchor.year - (month >= anchor.month), month, 1, "month")


@needs_anchor
def _month_next(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("month") or 1
    return whole_months(anchor.year + (month <= anchor.month), month, 1, "month")


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
    return whole_months(year, first, last - first + 1, "range")


@needs_anchor
def _edge_this(values: Values, anchor: Day) -> Stretch | None:
    unit, edge = values.word("unit"), values.word("edge")
    if unit == "year":
        return _edge_of_year(anchor.year, edge)
    if unit == "month":
        return _edge_month(values.plus("month", anchor.month).plus("year", anchor.year))
    whole = unit_at(unit, anchor, 0)
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
    return whole_months(year or _year_of_month(values, month), month, 3, "range", cycle)


@needs_anchor
def _season_last(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("season") or 1
    here = whole_months(anchor.year, month, 3, "range")
    return here if here.end < anchor else whole_months(anchor.year - 1, month, 3, "range")


@needs_anchor
def _season_next(values: Values, anchor: Day) -> Stretch | None:
    month = values.number("season") or 1
    here = whole_months(anchor.year, month, 3, "range")
    return here if here.start > anchor else whole_months(anchor.year + 1, month, 3, "range")


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
    return whole_months(year or _year_of_month(values, month), month, size, precision, cycle)


def _year(values: Values) -> Stretch | None:
    year = values.number("year")
    return None if year is None else whole_months(year, 1, 12, "year")


def _decade(values: Values) -> Stretch | None:
    """Two digits are of the last century from 30 on."""
    number = values.number("decade") or 0
    year = number + (1900 if number >= 30 else 2000) if number < 100 else number
    if year % 10 or year not in YEARS:
        return None
    return whole_months(year, 1, 120, "decade")


@needs_anchor
def _last(values: Values, anchor: Day) -> Stretch | None:
    unit = values.word("unit")
    if unit == "weekend" and anchor.isoweekday() == 7:
        return unit_at(unit, anchor, 0)  # on a Sunday, "last weekend" is mostly the one that ends
    return unit_at(unit, anchor, -1)


@needs_anchor
def _next(values: Values, anchor: Day) -> Stretch | None:
    unit = values.word("unit")
    return None if unit == "day" else unit_at(unit, anchor, 1)  # "the next day" is counted from the one told last


@needs_anchor
def _this(values: Values, anchor: Day) -> Stretch | None:
    return unit_at(values.word("unit"), anchor, 0)


@needs_anchor
def _ago(values: Values, anchor: Day) -> Stretch | None:
    return _counted(values, anchor, -1)


@needs_anchor
def _ahead(values: Values, anchor: Day) -> Stretch | None:
    return _counted(values, anchor, 1)


def _counted(values: Values, anchor: Day, side: int) -> Stretch | None:
    """So many units away. Days and hours give a day; others the unit in which it falls."""
    number, unit = values.number("n"), values.word("unit")
    if number is None or number > FARTHEST:
        return None
    if unit == "hour":
        return whole_day(anchor + side * round(number / 24) * ONE_DAY)
    return unit_at(unit, anchor, side * number)


@needs_anchor
def _past(values: Values, anchor: Day) -> Stretch | None:
    start = moved(anchor, values, -1)
    return None if start is None else Stretch(start, anchor, "range")


@needs_anchor
def _coming(values: Values, anchor: Day) -> Stretch | None:
    end = moved(anchor, values, 1)
    return None if end is None else Stretch(anchor, end, "range")


def _range(values: Values) -> Stretch | None:
    """From one date to another; the first is moved to the last such one before the second."""
    dates = values.stretches()
    if len(dates) != 2:
        return None
    first = moved_before(dates[0], dates[1].start)
    if first.start > dates[1].end:
        return None
    return Stretch(first.start, dates[1].end, "range", dates[1].cycle)


def _pair(values: Values) -> Stretch | None:
    """Two dates side by side ("samedi et dimanche"); others are two dates, not one stretch."""
    found = _range(values)
    dates = values.stretches()
    if found is None or dates[0].precision != dates[1].precision:
        return None
    first = moved_before(dates[0], dates[1].start)
    return found if dates[1].start - first.end == ONE_DAY else None


def _within(values: Values) -> Stretch | None:
    """A day, a month or a season of a year that is told in words ("en juin de l'an dernier")."""
    dates = values.stretches()
    if len(dates) != 1 or dates[0].precision != "year":
        return None
    year = dates[0].start.year
    known = values.plus("year", year)
    if (day := values.number("day")) is not None:
        found = date_or_none(year, values.number("mon") or 0, day)
        return None if found is None else whole_day(found)
    if values.number("season") is not None:
        return _season(known)
    return _edge_month(known) if values.word("edge") else _month(known)


def _date(values: Values) -> Stretch | None:
    dates = values.stretches()
    return dates[0] if len(dates) == 1 else None


def _iso(values: Values) -> Stretch | None:
    year, month, day = values.number("year"), values.number("mm"), values.number("dd")
    found = date_or_none(year or 0, month or 0, day or 0)
    return None if found is None else whole_day(found)


PERIODS: Mapping[str, Meaning] = {
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
    "past": _past,
    "coming": _coming,
    "range": _range,
    "pair": _pair,
    "within": _within,
    "date": _date,
    "iso": _iso,
}
