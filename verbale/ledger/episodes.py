"""Episodes: the records of one happening as one, across reports, days and languages.

Each new record joins the episode whose records are most like it (`likeness.py`), unless one of them speaks
strongly against it; else it begins one of its own. What an analyst merges or splits is done whatever the model says.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from verbale.ledger.disagreements import disagreements
from verbale.ledger.likeness import Trace, comparable, likeness, terms_of
from verbale.ledger.store import Line, Store, next_key
from verbale.record.rows import Row

WINDOW = 21  # days between two records of one happening at most
AGAINST = -2.0  # a likeness under which a record is kept out of an episode
STRONG = 1.0  # a likeness with one member that outweighs doubts about others
PAGE = 1000  # records formed at a time
MOST = 60  # members of an episode that a new record is compared with, the latest


class Formation:
    """One pass that gives new records their episodes, within a transaction."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.keys = next_key(store, "episodes")
        self.episode: dict[int, int] = {}  # of each record seen
        self.members: dict[int, list[Trace]] = defaultdict(list)
        self.traces: dict[int, Trace] = {}
        self.changed: set[int] = set()

    def join(self, new: Sequence[int]) -> None:
        """Give each of these records an episode, in the order of their days."""
        if not new:
            return
        near = candidates(self.store, new)
        known = {other for others in near.values() for other in others}
        self._load({*new, *known})
        told = decided(self.store)
        for key in sorted(new, key=lambda k: (str(self.traces[k].told or ""), k)):
            self._place(key, near.get(key, ()), told)
        self._write(new)

    def _load(self, keys: set[int]) -> None:
        for trace, episode in traces(self.store, keys):
            self.traces[trace.key] = trace
            if episode is not None:
                self.episode[trace.key] = episode
                self.members[episode].append(trace)

    def _place(self, key: int, near: Iterable[int], told: "Decided") -> None:
        trace = self.traces[key]
        options = {self.episode[other] for other in near if other in self.episode}
        options |= {self.episode[other] for other in told.same[key] if other in self.episode}
        scored = [(self._score(trace, self.members[option], told), option) for option in sorted(options)]
        best, option = max(scored, default=(-1.0, 0), key=lambda pair: (pair[0], -pair[1]))
        if best < 0:
            option = next(self.keys)
        self.episode[key] = option
        self.members[option].append(trace)
        self.changed.add(option)

    def _score(self, trace: Trace, members: Sequence[Trace], told: "Decided") -> float:
        """How well a record fits an episode: its likeness with the member most like it."""
        if any(m.key in told.apart[trace.key] for m in members):
            return -1.0
        if any(m.key in told.same[trace.key] for m in members):
            return 1000.0
        found = [likeness(trace, m) if comparable(trace, m) else AGAINST for m in members[-MOST:]]
        best = max(found)
        return best if best >= STRONG or min(found) > AGAINST else -1.0

    def _write(self, new: Sequence[int]) -> None:
        given = ", ".join(f"({key}, {self.episode[key]})" for key in new)
        self.store.run(
            f"update events set episode = v.episode from (values {given}) as v(key, episode) where events.key = v.key"
        )
        write(self.store, self.changed)


class Decided:
    """What analysts have said of pairs of records: the same happening, or two."""

    def __init__(self) -> None:
        self.same: dict[int, set[int]] = defaultdict(set)
        self.apart: dict[int, set[int]] = defaultdict(set)


def decided(store: Store) -> Decided:
    """The merges and splits that stand: of one pair the last."""
    lines = store.run(
        "select d.kind, d.event, d.other from decisions d where d.kind in ('merge', 'split') "
        "and not exists (select 1 from decisions u where u.undoes = d.key) order by d.key"
    )
    found, last = Decided(), {frozenset((event, other)): (kind, event, other) for kind, event, other in lines}
    for kind, event, other in last.values():
        side = found.same if kind == "merge" else found.apart
        side[event].add(other)
        side[other].add(event)
    return found


def candidates(store: Store, keys: Sequence[int]) -> dict[int, list[int]]:
    """For each record the earlier ones of about its day that share a country with it."""
    listed = ", ".join(str(int(key)) for key in keys)
    [(first, last)] = store.run(f"select min(day), max(day) from events where key in ({listed})")
    near: dict[int, list[int]] = defaultdict(list)
    if first is None:
        return near
    for key, other in store.run(
        "with around as (select e.key, e.day, s.country from events e join sides s on s.event = e.key "
        f"where e.day between ? and ? and not e.retired and s.part <> 'attribution' and s.country is not null), "
        f"fresh as (select * from around where key in ({listed})) "
        "select distinct f.key, a.key from fresh f join around a on a.country = f.country and a.key <> f.key "
        f"and a.day - f.day between -{WINDOW} and {WINDOW} order by f.key, a.key",
        [first - timedelta(days=WINDOW), last + timedelta(days=WINDOW)],
    ):
        near[key].append(other)
    return near


def traces(store: Store, keys: set[int]) -> Iterator[tuple[Trace, int | None]]:
    """What of these records is compared, with the episodes that they stand in."""
    listed = ", ".join(map(str, sorted(keys))) or "null"
    sides: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for event, *side in store.run(
        f"select event, part, country, sector, name from sides where event in ({listed}) and part <> 'attribution'"
    ):
        sides[event].append(tuple(side))
    counted: dict[int, dict[str, float]] = defaultdict(dict)
    for event, measure, value in store.run(
        f"select event, measure, value from quantities where event in ({listed}) order by event, measure, value"
    ):
        counted[event].setdefault(measure, value)
    for line in store.run(
        "select e.key, e.report, coalesce(r.copy_of, r.key), r.lang, e.type, e.mode, coalesce(e.first_day, e.day), "
        "coalesce(e.last_day, e.day), e.dated, r.day, e.geonames, e.lat, e.lon, e.quote, e.episode "
        f"from events e join reports r on r.key = e.report where e.key in ({listed}) order by e.key"
    ):
        *head, quote, episode = line
        parts = sides[line[0]]
        source, target = (
            frozenset(c for part, c, _, _ in parts if part == name and c) for name in ("source", "target")
        )
        sectors = frozenset(s for _, _, sector, _ in parts for s in (sector or "").split())
        names = frozenset(name.split()[-1].casefold() for _, _, _, name in parts if name)
        yield Trace(*head, source, target, sectors, names, counted[line[0]], terms_of(quote)), episode  # type: ignore[call-arg]


def join(store: Store, keys: Sequence[int]) -> None:
    """Give newly added records their episodes."""
    Formation(store).join(keys)


def settle_pair(store: Store, event: int, other: int) -> None:
    """Form anew the episodes of two records on which an analyst has decided, or no longer decides."""
    found = store.run("select distinct episode from events where key in (?, ?) and episode is not null", [event, other])
    old = [episode for (episode,) in found]
    listed = ", ".join(map(str, old)) or "null"
    keys = [key for (key,) in store.run(f"select key from events where episode in ({listed}) order by key")]
    store.run(f"update events set episode = null where episode in ({listed})")
    store.run(f"delete from episodes where key in ({listed})")
    join(store, sorted({*keys, event, other}))


def rebuild(store: Store) -> None:
    """Form all episodes anew, in the order in which the records were added."""
    store.run("update events set episode = null")
    store.run("delete from episodes")
    keys = [key for (key,) in store.run("select key from events where not retired order by key")]
    for start in range(0, len(keys), PAGE):
        join(store, keys[start : start + PAGE])


def refresh(store: Store, event: int) -> None:
    """Bring the episode of a record in step with what has become of it."""
    write(store, {key for (key,) in store.run("select episode from events where key = ?", [event]) if key is not None})


def write(store: Store, keys: set[int]) -> None:
    """The rows of some episodes, made from the records that hold today; none for one that has no such record."""
    listed = ", ".join(map(str, sorted(keys))) or "null"
    store.run(f"delete from episodes where key in ({listed})")
    members: dict[int, list[Line]] = defaultdict(list)
    for episode, *line in store.run(
        "select e.episode, e.id, coalesce(e.settled, e.record), r.id, e.confidence, e.day from events e "
        f"join reports r on r.key = e.report where e.episode in ({listed}) and not e.retired "
        "and e.verdict is distinct from 'rejected' order by e.key"
    ):
        members[episode].append(tuple(line))
    store.append("episodes", [row_of(key, lines) for key, lines in members.items()])


def row_of(key: int, lines: Sequence[Line]) -> Row:
    """An episode's row: the record that says most of it, and what all say of day and place."""
    rows = [json.loads(record) | {"report": report} for _, record, report, _, _ in lines]
    best = max(range(len(rows)), key=lambda i: (fullness(rows[i]), lines[i][3]))
    said = rows[best]
    place = next((row["place"] for row in (said, *rows) if row["place"]), None)
    dated = next((row["date"] for row in (said, *rows) if row["date"] and row["date"]["span"]), said["date"])
    days = [day for *_, day in lines if day]
    told = {name: said[name] for name in ("source", "target", "mode")}
    where = {name: (place or {}).get(name) for name in ("country", "geonames")}
    return {
        "key": key, "id": lines[0][0], "type": said["event"], "score": said["score"], "events": len(rows),
        "day": dated["start"] if dated else min(days, default=None), "first_day": min(days, default=None),
        "last_day": max(days, default=None), "place": place["name"] if place else None, **where,
        "reports": len({row["report"] for row in rows}),
        "record": json.dumps(told | {"place": place, "disagreements": disagreements(rows)}, ensure_ascii=False),
    }  # fmt: skip


def fullness(row: Row) -> int:
    """How much a record tells of its happening."""
    named = any(actor["name"] for actor in (*row["source"], *row["target"]))
    both = bool(row["target"]) or len(row["source"]) > 1
    return 2 * both + sum(map(bool, (row["date"] and row["date"]["span"], row["place"], row["quantities"], named)))


def episodes(store: Store, condition: str, values: Sequence[Any]) -> Iterator[Row]:
    """The episodes of the records for which a condition over `verbale.events e` holds, by their days."""
    found = store.run(
        f"select p.key, p.id, p.type, p.day, p.reports, p.score, p.record from episodes p where p.key in "
        f"(select e.episode from verbale.events e where {condition}) order by p.day nulls first, p.key", values,
    )  # fmt: skip
    members: dict[int, list[tuple[str, str]]] = defaultdict(list)
    listed = ", ".join(str(line[0]) for line in found) or "null"
    for episode, event, report in store.run(
        f"select e.episode, e.id, e.report from verbale.events e where e.episode in ({listed}) order by e.key"
    ):
        members[episode].append((event, report))
    for key, name, kind, day, _, score, record in found:
        said = json.loads(record)
        yield {
            "id": name, "event": kind, "mode": said["mode"], "source": said["source"], "target": said["target"],
            "date": day.isoformat() if day else None, "place": said["place"], "score": score,
            "events": [event for event, _ in members[key]],
            "reports": list(dict.fromkeys(report for _, report in members[key])),
            "disagreements": said["disagreements"],
        }  # fmt: skip
