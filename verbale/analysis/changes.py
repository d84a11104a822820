"""Where a relation turned: change points of its series, with the happenings that drive each.

PELT (Killick, Fearnhead and Eckley, 2012) on the mean of a standardised series, by ruptures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from verbale.analysis.series import Bucket, Point, after, series
from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Ledger
from verbale.record.errors import LedgerError
from verbale.record.rows import Row

SHORTEST = 3  # points of a stretch between two changes
DRIVERS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """From `start` on the series stands at another level: means of its points before and after, and the
    episodes that weigh most in the first stretch after it."""

    start: date
    before: float
    after: float
    drivers: tuple[Row, ...] = ()


def breaks(values: Sequence[float], *, penalty: float | None = None) -> list[int]:
    """The places at which a new level begins. `penalty`: what each further change must gain; by default twice the
    logarithm of the number of points (the Bayesian information criterion for a mean and a variance)."""
    try:
        import ruptures
    except ImportError as error:
        raise LedgerError("changes need ruptures", where="ruptures", hint="pip install 'verbale[analysis]'") from error
    signal = np.asarray(values, dtype=float)
    if len(signal) < 2 * SHORTEST or (spread := signal.std()) == 0:
        return []
    found = ruptures.Pelt(model="l2", min_size=SHORTEST, jump=1).fit((signal - signal.mean()) / spread)
    return [int(at) for at in found.predict(pen=penalty or 2 * np.log(len(signal)))[:-1]]


def changes(ledger: Ledger, wanted: Filter, *, bucket: Bucket = "month", penalty: float | None = None) -> list[Change]:
    """The changes in the sum of PLOVER scores of what was asked for."""
    points = series(ledger, wanted, bucket=bucket)
    values = [point.score for point in points]
    places = breaks(values, penalty=penalty)
    return [change(ledger, wanted, points, before, at, end, bucket) for before, at, end in spans(places, len(points))]


def spans(places: Sequence[int], length: int) -> list[tuple[int, int, int]]:
    """Each change with the one before it and the one after it."""
    bounds = [0, *places, length]
    return list(zip(bounds, bounds[1:], bounds[2:], strict=False))


def change(
    ledger: Ledger, wanted: Filter, points: Sequence[Point], before: int, at: int, end: int, bucket: Bucket
) -> Change:
    def level(first: int, last: int) -> float:
        return sum(point.score for point in points[first:last]) / (last - first)

    was, now = level(before, at), level(at, end)
    last = after(points[end - 1].start, bucket)
    return Change(points[at].start, was, now, drivers(ledger, wanted, points[at].start, last, down=now < was))


def drivers(ledger: Ledger, wanted: Filter, start: date, end: date, *, down: bool) -> tuple[Row, ...]:
    """The records that pull most in the direction of a change, one an episode."""
    condition, values = wanted.sql(ledger.store.schema)
    order = "asc" if down else "desc"
    found = ledger.sql(
        f"select min(e.key), min(e.score) as pull from verbale.events e where {condition} and e.day >= ? and e.day < ? "
        f"and e.score is not null group by coalesce(e.episode, -e.key) order by pull {order}, 1 limit {DRIVERS}",
        [*values, start, end],
    )
    return tuple(ledger.rows([key for key, _ in found]))
