"""The ledger: reports and their records in one DuckDB file.

A report is known by its content, so adding is idempotent; each batch is one transaction, so a process
killed at any moment has either kept a batch whole or not at all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from verbale.record.errors import LedgerError
from verbale.record.event import Event
from verbale.record.report import Report
from verbale.record.rows import Row, to_row

VERSION = 1
BATCH = 200
SCHEMA = """
create table if not exists about (version integer not null);
create table if not exists reports (
  content varchar primary key, id varchar, lang varchar, date date, title varchar, text varchar
);
create table if not exists events (
  id varchar primary key, content varchar not null, place integer not null, event varchar not null,
  countries varchar[] not null, date varchar, record json not null
);
"""


@dataclass
class Added:
    """What an addition did."""

    reports: int = 0
    new: int = 0
    copies: int = 0
    events: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with its records, or the reason why it has none: what `add` takes."""

    report: Report
    lang: str | None
    events: tuple[Event, ...] = ()
    error: str | None = None


def batches(entries: Iterable[Any], size: int) -> Iterator[list[Any]]:
    stream = iter(entries)
    while batch := list(islice(stream, size)):
        yield batch


def countries(event: Event) -> list[str]:
    return sorted({a.country for a in (*event.source, *event.target) if a.country})


class Ledger:
    """A ledger at a path; a context manager.

    Raises LedgerError where the file is damaged, of another version, or held by another process.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        try:
            self._db = duckdb.connect(self.path)
            self._check_owner()
            self._db.execute(SCHEMA)
        except duckdb.IOException as error:
            busy = "lock" in str(error).casefold()
            hint = "wait until the other process ends" if busy else "is it a ledger of verbale?"
            what = "another process holds the ledger" if busy else f"cannot be opened: {error}"
            raise LedgerError(what, where=self.path, hint=hint) from error
        except duckdb.Error as error:
            raise LedgerError(f"damaged: {error}", where=self.path, hint="restore a copy") from error
        self._check_version()

    def _check_owner(self) -> None:
        """Nothing is written into a database that somebody else made."""
        tables = {row[0] for row in self._db.execute("select table_name from information_schema.tables").fetchall()}
        if tables and "about" not in tables:
            self._db.close()
            raise LedgerError("a database, but not a ledger of verbale", where=self.path, hint="give another path")

    def _check_version(self) -> None:
        row = self._db.execute("select version from about").fetchone()
        if row is None:
            self._db.execute("insert into about values (?)", [VERSION])
        elif row[0] != VERSION:
            raise LedgerError(
                f"of version {row[0]}, this program writes {VERSION}", where=self.path, hint="update verbale"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def knows(self, report: Report) -> bool:
        """Has a report of this content been added?"""
        found = self._db.execute("select 1 from reports where content = ?", [report.content_id()])
        return found.fetchone() is not None

    def add(self, entries: Iterable[Any]) -> Added:
        """Keep reports with their records (`report`, `lang`, `events`, `error`, as the coder gives
        them); each batch is confirmed before the next is begun."""
        added = Added()
        for batch in batches(entries, BATCH):
            self._add_batch(batch, added)
        return added

    def _add_batch(self, batch: Sequence[Any], added: Added) -> None:
        self._db.execute("begin")
        try:
            for entry in batch:
                added.reports += 1
                if entry.error is not None:
                    added.failed += 1
                elif self.knows(entry.report):
                    added.copies += 1
                else:
                    self._add_one(entry)
                    added.new += 1
                    added.events += len(entry.events)
            self._db.execute("commit")
        except BaseException:
            self._db.execute("rollback")
            raise

    def _add_one(self, entry: Any) -> None:
        report: Report = entry.report
        content = report.content_id()
        self._db.execute(
            "insert into reports values (?, ?, ?, ?, ?, ?)",
            [content, report.id, entry.lang, report.date, report.title, report.text],
        )
        for place, event in enumerate(entry.events):
            self._db.execute(
                "insert into events values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                [f"{content}-{place}", content, place, event.event, countries(event),
                 event.date.start if event.date else None, json.dumps(to_row(event))],
            )  # fmt: skip

    def rows(self, where: str = "true", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Records as rows, in the order of their reports' dates."""
        found = self._db.execute(
            f"""select e.record, r.date from events e join reports r using (content) where {where}
            order by r.date nulls first, r.content, e.place""",
            list(values),
        )
        for record, day in found.fetchall():
            row: Row = json.loads(record)
            yield row | {"reported": day.isoformat() if day else None}

    def events(self) -> Iterator[Row]:
        """All records."""
        return self.rows()

    def dyad(self, one: str, other: str) -> Iterator[Row]:
        """The records in which both states stand, on whichever side."""
        return self.rows("list_has_all(e.countries, [?, ?])", [one, other])

    def text(self, report: str) -> str | None:
        """The text of a report by its id."""
        row = self._db.execute("select text from reports where id = ?", [report]).fetchone()
        return None if row is None else str(row[0])

    def episodes(self) -> Iterator[Row]:
        """Records of one type, one pair of sides and one day, joined: the first form of an episode."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows():
            sides = frozenset(a["country"] for a in (*row["source"], *row["target"]) if a["country"])
            day = (row["date"] or {}).get("start") or row["reported"]
            groups.setdefault((row["event"], sides, day), []).append(row)
        for (event, _, day), members in groups.items():
            first = members[0]
            yield {
                "id": first["id"], "event": event, "source": first["source"], "target": first["target"],
                "date": day, "place": next((m["place"] for m in members if m["place"]), None),
                "events": [m["id"] for m in members],
                "reports": list(dict.fromkeys(m["report"] for m in members)),
            }  # fmt: skip
