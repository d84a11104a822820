"""Rules that raise alerts when something is added of which an analyst wants to hear."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from verbale.ledger.filters import Filter
from verbale.ledger.store import Store, next_key
from verbale.record.errors import InputError

HAPPENED = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class Watch:
    """A rule. Of what is newly added, each event that `wanted` finds raises an alert, where

    - `quiet` days went before the event in which the same pair had nothing that `wanted` finds ("a first assault
      in a year"); 0: always;
    - and `below`: the sum of the pair's PLOVER scores over the `days` up to the event is under it; None: always.
    """

    name: str
    wanted: Filter
    quiet: int = 0
    below: float | None = None
    days: int = 30


@dataclass(frozen=True, slots=True)
class Alert:
    """What a watch found: the event's key, its day, and why."""

    watch: str
    event: int
    day: date | None
    what: str


def as_rule(watch: Watch) -> str:
    return json.dumps(asdict(watch), default=str)


def from_rule(rule: str) -> Watch:
    values = json.loads(rule)
    asked: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.pop("wanted").items()}
    for name in ("since", "until"):
        asked[name] = date.fromisoformat(asked[name]) if asked[name] else None
    return Watch(wanted=Filter(**asked), **values)


def set_watch(store: Store, watch: Watch) -> None:
    """Keep a watch, or replace the one of its name; it looks at what is added from now on."""
    if not watch.name.strip():
        raise InputError("a watch needs a name")
    with store.transaction():
        [(last,)] = store.run("select coalesce(max(key), 0) from events")
        store.run("delete from watches where name = ?", [watch.name])
        store.append("watches", [{"name": watch.name, "rule": as_rule(watch), "checked": last}])


def drop_watch(store: Store, name: str) -> None:
    """Forget a watch; its alerts stay. Raises InputError where there is none."""
    with store.transaction():
        if not store.run("select 1 from watches where name = ?", [name]):
            raise InputError("no such watch", where=name, hint="`verbale watch list` shows them")
        store.run("delete from watches where name = ?", [name])


def watches(store: Store) -> list[Watch]:
    return [from_rule(rule) for (rule,) in store.run("select rule from watches order by name")]


def check(store: Store) -> list[Alert]:
    """Hold all watches against what has been added since the last check; the alerts are kept as well."""
    with store.transaction():
        [(last,)] = store.run("select coalesce(max(key), 0) from events")
        raised = [
            alert
            for rule, checked in store.run("select rule, checked from watches order by name")
            for alert in found_by(store, from_rule(rule), checked)
        ]
        now, keys = datetime.now(UTC).replace(tzinfo=None), next_key(store, "alerts")
        store.append("alerts", [asdict(alert) | {"key": next(keys), "moment": now} for alert in raised])
        store.run("update watches set checked = ?", [last])
    return raised


def found_by(store: Store, watch: Watch, checked: int) -> Iterator[Alert]:
    """The events with a key above `checked` that a watch asks for; of a happening told often the first."""
    wanted = watch.wanted if watch.wanted.status else replace(watch.wanted, status=HAPPENED)
    condition, values = wanted.sql(store.schema)
    told: set[int] = set()
    for key, day, episode, what in store.run(
        f"select e.key, e.day, e.episode, e.type from verbale.events e where {condition} and e.key > ? order by e.key",
        [*values, checked],
    ):
        if episode in told or (episode is not None and is_known(store, episode, checked)):
            continue
        reasons = [f"{what} {day or ''}".strip(), *reasons_of(store, watch, wanted, key, day)]
        if all(reasons):
            told |= {episode} - {None}
            yield Alert(watch.name, key, day, "; ".join(reasons))


def is_known(store: Store, episode: int, checked: int) -> bool:
    """Has an earlier check seen a report of this happening?"""
    return bool(store.run("select 1 from events where episode = ? and key <= ? limit 1", [episode, checked]))


def reasons_of(store: Store, watch: Watch, wanted: Filter, key: int, day: date | None) -> Iterator[str]:
    """A reason for each condition of the watch; "" for one that does not hold."""
    pairs = [(one, other) for one, other in store.run("select one, other from verbale.pairs where event = ?", [key])]
    if watch.quiet:
        since = day - timedelta(days=watch.quiet) if day else None
        still = [p for p in pairs if since and is_first(store, wanted, p, key, since, day)]
        yield f"first in {watch.quiet} days between {' and '.join(still[0])}" if still else ""
    if watch.below is not None:
        sums = {p: score_of(store, p, day - timedelta(days=watch.days), day) for p in pairs if day}
        low = [p for p, total in sums.items() if total < watch.below]
        yield f"score {sums[low[0]]:g} of {' and '.join(low[0])} over {watch.days} days" if low else ""


def is_first(store: Store, wanted: Filter, pair: tuple[str, str], key: int, since: date, day: date | None) -> bool:
    """Had the pair nothing of the kind from `since` to the event itself?"""
    condition, values = replace(wanted, between=pair, since=since, until=day).sql(store.schema)
    return not store.run(
        f"select 1 from verbale.events e where {condition} and e.key <> ? and (e.day < ? or e.key < ?) "
        "and (e.episode is null or e.episode is distinct from "
        "(select episode from verbale.events where key = ?)) limit 1",
        [*values, key, day, key, key],
    )


def score_of(store: Store, pair: tuple[str, str], since: date, until: date) -> float:
    """The sum of a pair's PLOVER scores over some days, each happening once."""
    condition, values = Filter(between=pair, since=since, until=until, status=HAPPENED).sql(store.schema)
    [(total,)] = store.run(
        "select coalesce(sum(score), 0) from (select min(e.score) as score from verbale.events e "
        f"where {condition} group by coalesce(e.episode, -e.key)) as x",
        values,
    )
    return float(total)


def alerts(store: Store) -> list[Mapping[str, Any]]:
    """All alerts ever raised, the newest first."""
    names = ("watch", "moment", "day", "event", "what")
    lines = store.run(f"select {', '.join(names)} from alerts order by key desc")
    return [dict(zip(names, line, strict=True)) for line in lines]
