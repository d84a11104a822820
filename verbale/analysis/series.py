"""The course of a relation: counts and sums of a pair of countries in equal stretches of time."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Ledger
from verbale.record import ontology

Bucket = Literal["day", "week", "month", "quarter", "year"]
BUCKETS: tuple[Bucket, ...] = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
HAPPENED = ("occurred", "ongoing")
QUADS = tuple(sorted({ontology.quad(event) for event in ontology.EVENTS}))


@dataclass(slots=True)
class Point:
    """A stretch of time that begins on `start`: how many happenings, the sums of their PLOVER and Goldstein
    scores, and how many of each quad class."""

    start: date
    count: int = 0
    score: float = 0.0
    goldstein: float = 0.0
    quads: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUADS, 0))

    @property
    def mean(self) -> float:
        """The mean PLOVER score; 0 where nothing happened."""
        return self.score / self.count if self.count else 0.0


def series(
    ledger: Ledger, wanted: Filter, *, bucket: Bucket = "month", directed: bool = False, episodes: bool = True
) -> list[Point]:
    """The points from the first to the last stretch in which something happened, empty ones between them as well.

    `episodes`: a happening counts once however many reports tell it; else each record counts. `directed`: of a pair,
    only what the first does to the second. Unless a status is asked for, what has only been planned, called for or
    denied does not count. Records without a day stand nowhere.
    """
    wanted = wanted if wanted.status else replace(wanted, status=HAPPENED)
    condition, values = wanted.sql(ledger.store.schema)
    if directed and len(wanted.between) == 2:
        one, other = wanted.between
        way = 1 if one <= other else -1
        condition += " and e.key in (select event from verbale.pairs where one = ? and other = ? and way = ?)"
        values += [*sorted((one, other)), way]
    first = "row_number() over (partition by coalesce(e.episode, -e.key) order by e.key)" if episodes else "1"
    found = ledger.sql(
        f"select start, quad, count(*), sum(score), sum(goldstein) from (select date_trunc('{checked(bucket)}', e.day) "
        f"as start, e.quad, e.score, e.goldstein, {first} as told from verbale.events e where {condition} "
        "and e.day is not null) as x where told = 1 group by start, quad order by start",
        values,
    )
    points: dict[date, Point] = {}
    for moment, quad, count, score, goldstein in found:
        start = date(moment.year, moment.month, moment.day)
        point = points.setdefault(start, Point(start))
        point.count += count
        point.score += score or 0.0
        point.goldstein += goldstein or 0.0
        point.quads[quad] += count
    return [points.get(start) or Point(start) for start in stretches(points, bucket)]


def checked(bucket: str) -> str:
    if bucket not in BUCKETS:
        raise ValueError(f"no bucket {bucket!r}: one of {', '.join(BUCKETS)}")
    return bucket


def stretches(points: dict[date, Point], bucket: Bucket) -> Iterator[date]:
    """The starts of all stretches from the first point to the last."""
    if not points:
        return
    start, last = min(points), max(points)
    while start <= last:
        yield start
        start = after(start, bucket)


def after(start: date, bucket: Bucket) -> date:
    """The start of the next stretch.

    >>> after(date(2024, 11, 1), "quarter"), after(date(2024, 12, 30), "week")
    (datetime.date(2025, 2, 1), datetime.date(2025, 1, 6))
    """
    if bucket in MONTHS:
        months = start.year * 12 + start.month - 1 + MONTHS[bucket]
        return date(months // 12, months % 12 + 1, 1)
    return start + timedelta(days=7 if bucket == "week" else 1)
