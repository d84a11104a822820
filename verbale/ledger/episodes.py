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
from verbale.ledger.likeness import NEAR, SHARES, Trace, akin, comparable, likeness, marks_of, share, terms_of
from verbale.ledger.store import Line, Store, among, next_key
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
        told = decided(self.store)
        known = {other for others in near.values() for other in others} | {o for key in new for o in told.same[key]}
        self._load({*new, *known, *members(self.store, known)})
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
    """For each record those of about its day that may tell the same: of a type that can be, and of the same pair of
    countries, or of one of its countries where either record names no pair; of one of its countries alone where both
    are of one type, hardly a day apart, and their reports share names and numbers too, for there are many."""
    listed = among(keys)
    [(first, last)] = store.run(f"select min(day), max(day) from events where key in {listed}")
    near: dict[int, list[int]] = defaultdict(list)
    if first is None:
        return near
    types = ", ".join(f"('{a}', '{b}')" for a, b in akin())
    found = store.run(
        "with around as (select key, report, day, type from events where day between ? and ? and not retired), "
        "paired as (select a.*, p.one || ' ' || p.other as shared from around a join pairs p on p.event = a.key), "
        "single as (select a.*, s.country as shared from around a join sides s on s.event = a.key "
        "where s.part <> 'attribution' and s.country is not null), "
        "lone as (select * from single where key not in (select key from paired)), "
        "links as (select 1 as way, * from paired union all select 2, * from single union all select 3, * from lone), "
        f"fresh as (select * from links where key in {listed}) "
        "select f.key, a.key, bool_or(f.way <> 2 or a.way <> 2), f.report, a.report "
        "from fresh f join links a on a.shared = f.shared and a.key <> f.key "
        f"and a.day - f.day between -{WINDOW} and {WINDOW} "
        "and ((f.way = 1 and a.way = 1) or (f.way = 2 and a.way = 3) or (f.way = 3 and a.way = 2) "
        f"or (f.way = 2 and a.way = 2 and a.type = f.type and a.day - f.day between -{NEAR} and {NEAR})) "
        f"join (values {types}) as akin(one, other) on akin.one = f.type and akin.other = a.type "
        "group by f.key, a.key, f.report, a.report order by f.key, a.key",
        [first - timedelta(days=WINDOW), last + timedelta(days=WINDOW)],
    )
    of = marks(store, {report for *_, sure, one, other in found if not sure for report in (one, other)})
    for key, other, sure, report, about in found:
        if sure or share(of[report], of[about]) >= SHARES[0]:
            near[key].append(other)
    return near


def marks(store: Store, reports: set[int]) -> dict[int, frozenset[str]]:
    """The names and numbers of these reports."""
    lines = store.run(f"select key, title, body from reports where key in {among(reports)}") if reports else []
    return {key: marks_of(f"{title}. {body}") for key, title, body in lines}


def members(store: Store, keys: set[int]) -> list[int]:
    """The records that share an episode with one of these."""
    listed = among(keys)
    return [
        key for (key,) in store.run(
            "select key from events where not retired and episode in "
            f"(select episode from events where key in {listed} and episode is not null)"
        )
    ]  # fmt: skip


def traces(store: Store, keys: set[int]) -> Iterator[tuple[Trace, int | None]]:
    """What of these records is compared, with the episodes that they stand in."""
    listed = among(keys)
    sides: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for event, *side in store.run(
        f"select event, part, country, sector, name from sides where event in {listed} and part <> 'attribution'"
    ):
        sides[event].append(tuple(side))
    counted: dict[int, dict[str, float]] = defaultdict(dict)
    for event, measure, value in store.run(
        f"select event, measure, value from quantities where event in {listed} order by event, measure, value"
    ):
        counted[event].setdefault(measure, value)
    lines = store.run(
        "select e.key, e.report, coalesce(r.copy_of, r.key), r.lang, e.type, e.mode, coalesce(e.first_day, e.day), "
        "coalesce(e.last_day, e.day), e.dated, r.day, e.geonames, e.lat, e.lon, e.quote, e.episode "
        f"from events e join reports r on r.key = e.report where e.key in {listed} order by e.key"
    )
    said_in = marks(store, {line[1] for line in lines})
    for line in lines:
        *head, quote, episode = line
        parts = sides[line[0]]
        source, target = (
            frozenset(c for part, c, _, _ in parts if part == name and c) for name in ("source", "target")
        )
        sectors = frozenset(s for _, _, sector, _ in parts for s in (sector or "").split())
        names = frozenset(name.split()[-1].casefold() for _, _, _, name in parts if name)
        said = (counted[line[0]], terms_of(quote), said_in[line[1]])
        yield Trace(*head, source, target, sectors, names, *said), episode  # type: ignore[call-arg]


def join(store: Store, keys: Sequence[int]) -> None:
    """Give newly added records their episodes."""
    Formation(store).join(keys)


def settle_pair(store: Store, event: int, other: int) -> None:
    """Form anew the episodes of two records on which an analyst has decided, or no longer decides."""
    found = store.run("select distinct episode from events where key in (?, ?) and episode is not null", [event, other])
    old = [episode for (episode,) in found]
    listed = among(old)
    keys = [key for (key,) in store.run(f"select key from events where episode in {listed} order by key")]
    store.run(f"update events set episode = null where episode in {listed}")
    store.run(f"delete from episodes where key in {listed}")
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
    listed = among(keys)
    store.run(f"delete from episodes where key in {listed}")
    members: dict[int, list[Line]] = defaultdict(list)
    for episode, *line in store.run(
        "select e.episode, e.id, coalesce(e.settled, e.record), r.id, e.confidence, e.day from events e "
        f"join reports r on r.key = e.report where e.episode in {listed} and not e.retired "
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


def episodes(
    store: Store, condition: str, values: Sequence[Any], *, newest: bool = False, limit: int | None = None
) -> Iterator[Row]:
    """The episodes of the records for which a condition over `verbale.events e` holds, by their days."""
    order = "p.day desc nulls last, p.key desc" if newest else "p.day nulls first, p.key"
    keys = [
        key for (key,) in store.run(
            f"select p.key from episodes p where p.key in (select e.episode from verbale.events e where {condition}) "
            f"order by {order}" + (f" limit {int(limit)}" if limit is not None else ""), values,
        )
    ]  # fmt: skip
    for start in range(0, len(keys), PAGE):
        yield from rows(store, keys[start : start + PAGE])


def rows(store: Store, keys: Sequence[int]) -> Iterator[Row]:
    """The episodes of these keys, in their order. Narrow questions one after the other: on millions of records they are
    several times faster than one that joins."""
    listed = among(keys)
    told = store.run(
        f"select episode, id, report from events where episode in {listed} and not retired "
        "and verdict is distinct from 'rejected' order by key"
    )
    reports = among({report for *_, report in told})
    names: dict[int, str] = dict(store.run(f"select key, id from reports where key in {reports}"))
    members: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for episode, event, report in told:
        members[episode].append((event, names[report]))
    found = {
        line[0]: line
        for line in store.run(f"select key, id, type, day, score, record from episodes where key in {listed}")
    }
    for key, name, kind, day, score, record in (found[key] for key in keys):
        said = json.loads(record)
        yield {
            "id": name, "event": kind, "mode": said["mode"], "source": said["source"], "target": said["target"],
            "date": day.isoformat() if day else None, "place": said["place"], "score": score,
            "events": [event for event, _ in members[key]],
            "reports": list(dict.fromkeys(report for _, report in members[key])),
            "disagreements": said["disagreements"],
        }  # fmt: skip
