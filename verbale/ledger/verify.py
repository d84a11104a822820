"""Finds damage: what in a ledger contradicts itself, by table and key."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verbale.ledger.index import columns
from verbale.ledger.store import Store
from verbale.ledger.tables import TABLES
from verbale.record.report import Report
from verbale.record.rows import from_row

PAGE = 5000  # events read at a time
DERIVED = ("sides", "pairs", "contexts", "quantities", "terms")


@dataclass(frozen=True, slots=True)
class Damage:
    """One fault: the table, the row's key, and what is wrong."""

    table: str
    key: Any
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.what}"


def verify(store: Store) -> Iterator[Damage]:
    """All damage that can be found; nothing is changed."""
    for table in TABLES:
        store.run(f"select count(*) from {table}")
    yield from doubled(store)
    yield from orphans(store)
    yield from reports(store)
    yield from records(store)


def doubled(store: Store) -> Iterator[Damage]:
    for table, column in (("reports", "key"), ("reports", "content"), ("events", "key"), ("episodes", "key")):
        for (value,) in store.run(f"select {column} from {table} group by {column} having count(*) > 1"):
            yield Damage(table, value, f"{column} stands twice")


def orphans(store: Store) -> Iterator[Damage]:
    """Rows that hang on something which is not there."""
    links = [("events", "report", "reports", "key"), ("bands", "report", "reports", "key")]
    links += [("events", "episode", "episodes", "key"), ("decisions", "event", "events", "key")]
    links += [(table, "event", "events", "key") for table in DERIVED]
    for table, column, other, key in links:
        lost = store.run(
            f"select distinct t.{column} from {table} t left join {other} o on o.{key} = t.{column} "
            f"where t.{column} is not null and o.{key} is null"
        )
        for (value,) in lost:
            yield Damage(table, value, f"hangs on a row of {other} that is not there")


def reports(store: Store) -> Iterator[Damage]:
    """Reports whose text is no longer the one that was added."""
    last = 0
    while page := store.run(
        f"select key, content, title, body, day from reports where key > ? order by key limit {PAGE}", [last]
    ):
        for key, content, title, body, day in page:
            if (
                "\ufffd" not in (title or "") + (body or "")
                and Report(body, title=title, date=day).content_id() != content
            ):
                yield Damage("reports", key, "the text is not the one that was added")
        last = page[-1][0]


def records(store: Store) -> Iterator[Damage]:
    """Events whose record cannot be read, lies outside its text, or differs from its columns."""
    last = 0
    wanted = ", ".join(f"e.{name}" for name in COMPARED)
    while page := store.run(
        f"select e.key, coalesce(e.settled, e.record), r.body, r.day, {wanted} from events e "
        f"join reports r on r.key = e.report where e.key > ? order by e.key limit {PAGE}", [last],
    ):  # fmt: skip
        for key, record, body, day, *values in page:
            fault = fault_of(record, body, day, values)
            if fault:
                yield Damage("events", key, fault)
        last = page[-1][0]


COMPARED = ("id", "type", "mode", "quad", "status", "country", "lemma", "quote")


def fault_of(record: str, body: str, day: Any, values: list[Any]) -> str | None:
    try:
        row = json.loads(record)
        event = from_row(row)
    except (ValueError, TypeError, KeyError) as error:
        return f"the record cannot be read: {error}"
    if event.trigger.span.of(body) != event.trigger.text:
        return "the trigger does not stand at its place in the text"
    expected = columns(row, body, day)
    wrong = [name for name, value in zip(COMPARED, values, strict=True) if expected[name] != value]
    return f"columns differ from the record: {', '.join(wrong)}" if wrong else None
