"""Our record beside another source's: where they agree, pair by pair and type by type."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Ledger
from verbale.record.errors import InputError
from verbale.record.rows import Row

DAYS = 2  # that two sources may date one happening apart
PAGE = 5000
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one pair and type: happenings of ours and of theirs, and how many of them found a twin within some days."""

    one: str
    other: str
    type: str
    ours: int
    theirs: int
    both: int

    @property
    def share(self) -> float:
        """Twice what both have, of all that either has."""
        return 2 * self.both / (self.ours + self.theirs)


def keep_foreign(ledger: Ledger, rows: Iterable[Row]) -> int:
    """Keep another source's events beside ours; those that are there already are not kept again."""
    count, page = 0, []
    for row in rows:
        page.append(row)
        if len(page) == PAGE:
            count += put(ledger, page)
            page = []
    return count + put(ledger, page)


def put(ledger: Ledger, page: list[Row]) -> int:
    store = ledger.store
    with store.transaction():
        origins = sorted({row["origin"] for row in page})
        marks = ", ".join("?" for _ in origins)
        known = (
            set(store.run(f"select origin, id from foreign_events where origin in ({marks})", origins))
            if page
            else set()
        )
        fresh = {(row["origin"], row["id"]): row for row in page if (row["origin"], row["id"]) not in known}
        store.append("foreign_events", list(fresh.values()))
    return len(fresh)


def compare(ledger: Ledger, origin: str, wanted: Filter, *, days: int = DAYS) -> list[Agreement]:
    """Agreement for every pair and type that either source has, those with most events first.

    Raises InputError where the ledger has nothing of that origin.
    """
    if not ledger.sql(f"select 1 from {ledger.store.schema}.foreign_events where origin = ? limit 1", [origin]):
        raise InputError(
            "nothing of that origin", where=origin, hint="`verbale import` brings another source's events in"
        )
    ours, theirs = own(ledger, wanted), foreign(ledger, origin, wanted)
    found = [
        Agreement(
            *key, len(ours.get(key, ())), len(theirs.get(key, ())), twins(ours.get(key, []), theirs.get(key, []), days)
        )
        for key in ours.keys() | theirs.keys()
    ]
    return sorted(found, key=lambda a: (-(a.ours + a.theirs), a.one, a.other, a.type))


def agreement(key: Key, ours: list[date], theirs: list[date], days: int) -> Agreement:
    return Agreement(*key, len(ours), len(theirs), twins(ours, theirs, days))


def own(ledger: Ledger, wanted: Filter) -> dict[Key, list[date]]:
    """The days of our happenings, each counted once."""
    condition, values = wanted.sql(ledger.store.schema)
    return grouped(
        ledger.sql(
            "select p.one, p.other, e.type, min(e.day) from verbale.events e join verbale.pairs p on p.event = e.key "
            f"where {condition} and e.day is not null and p.one <> p.other "
            "group by p.one, p.other, e.type, coalesce(e.episode, -e.key)",
            values,
        )
    )


def foreign(ledger: Ledger, origin: str, wanted: Filter) -> dict[Key, list[date]]:
    condition = ""
    values: list[Any] = []
    if wanted.since:
        condition, values = condition + " and day >= ?", [*values, wanted.since]
    if wanted.until:
        condition, values = condition + " and day <= ?", [*values, wanted.until]
    if len(wanted.between) == 2:
        pair = sorted(wanted.between)
        condition += " and least(source_country, target_country) = ? and greatest(source_country, target_country) = ?"
        values = [*values, *pair]
    return grouped(
        ledger.sql(
            "select least(source_country, target_country), greatest(source_country, target_country), type, day "
            f"from {ledger.store.schema}.foreign_events where origin = ? and source_country <> "
            f"target_country{condition}",
            [origin, *values],
        )
    )


def grouped(lines: Iterable[tuple[str, str, str, date]]) -> dict[Key, list[date]]:
    found: dict[Key, list[date]] = {}
    for one, other, kind, day in lines:
        found.setdefault((one, other, kind), []).append(day)
    return found


def twins(ours: list[date], theirs: list[date], days: int) -> int:
    """How many of ours have a twin of their own among theirs, at most some days apart: the nearest in time first.

    >>> twins([date(2024, 1, 1), date(2024, 1, 2)], [date(2024, 1, 3)], 2)
    1
    """
    left = sorted(theirs)
    count = 0
    for day in sorted(ours):
        while left and (day - left[0]).days > days:
            left.pop(0)
        if left and abs((left[0] - day).days) <= days:
            left.pop(0)
            count += 1
    return count


def totals(found: Iterable[Agreement]) -> Iterator[tuple[str, int, int, int]]:
    """Ours, theirs and both, summed over pairs, for each type."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for one in found:
        ours[one.type] += one.ours
        theirs[one.type] += one.theirs
        both[one.type] += one.both
    for kind in sorted(ours.keys() | theirs.keys()):
        yield kind, ours[kind], theirs[kind], both[kind]
