"""Coding again: what a newer coder makes of reports that the ledger holds.

A record that both have (the same type on overlapping trigger words) keeps its key, and with it its episode
and every decision; one that is gone is retired, never deleted; one that is new is added.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from verbale.ledger.episodes import refresh
from verbale.ledger.index import Lines
from verbale.ledger.intake import Intake, as_json, follow_up
from verbale.ledger.settling import settle
from verbale.ledger.store import Line, Store, next_key
from verbale.record.rows import Row, to_row


@dataclass
class Recoded:
    """What coding again changed, in records: `same` letter by letter, `changed`, `came`, `went`."""

    reports: int = 0
    same: int = 0
    changed: int = 0
    came: int = 0
    went: int = 0
    failed: int = 0


def overlap(row: Row, other: Row) -> bool:
    """Do two records of one report tell the same: one type, trigger words that overlap?"""
    (start, end), (first, last) = row["trigger"]["span"], other["trigger"]["span"]
    return bool(row["event"] == other["event"] and start < last and first < end)


@dataclass(frozen=True, slots=True)
class Paired:
    """`both`: keys of old records with the new ones that tell the same; `came`: new ones without an old one; `gone`:
    keys of old ones without a new one."""

    both: list[tuple[int, Row]]
    came: list[Row]
    gone: list[int]


def pair(old: Sequence[tuple[int, Row]], new: Sequence[Row]) -> Paired:
    """Old records beside the new ones: equal ids first, then those that overlap."""
    left, waiting, came = dict(old), [], []
    both: list[tuple[int, Row]] = []
    by_id = {row["id"]: key for key, row in old}
    for row in new:
        key = by_id.get(row["id"])
        if key is not None and left.pop(key, None) is not None:
            both.append((key, row))
        else:
            waiting.append(row)
    for row in waiting:
        key = next((k for k, earlier in left.items() if overlap(earlier, row)), None)
        if key is None:
            came.append(row)
        else:
            del left[key]
            both.append((key, row))
    return Paired(both, came, list(left))


class Recoding:
    """One writer that lays newer records over a ledger's. `coder`: the version that made them."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self.intake = Intake(store, coder)

    def take(self, batch: Sequence[Any], done: Recoded) -> None:
        """A batch of entries, in one transaction; reports that the ledger does not hold are passed over."""
        with self.store.transaction():
            keys = next_key(self.store, "events")
            for entry in batch:
                if entry.error is not None:
                    done.failed += 1
                    continue
                held = self.store.run("select key from reports where content = ?", [entry.report.content_id()])
                if held:
                    self._take_one(held[0][0], entry, keys, done)

    def _take_one(self, report: int, entry: Any, keys: Any, done: Recoded) -> None:
        old = self.store.run("select key, record from events where report = ? and not retired", [report])
        found = pair([(key, json.loads(record)) for key, record in old], [to_row(e) for e in entry.events])
        told = Recoded(reports=1, came=len(found.came), went=len(found.gone))
        records = {key: json.loads(record) for key, record in old}
        for key, row in found.both:
            if records[key] == row:
                self.store.run("update events set coder = ? where key = ?", [self.coder, key])
                told.same += 1
            else:
                self._replace(key, row)
                told.changed += 1
        for key in found.gone:
            self.store.run("update events set retired = true where key = ?", [key])
            refresh(self.store, key)
        lines, new = Lines(), []
        for ordinal, row in enumerate(found.came, len(found.both)):
            new.append(next(keys))
            self.intake.put_event(lines, new[-1], report, ordinal, row, entry.report.text, entry.report.date)
        for table, rows in lines.tables.items():
            self.store.append(table, rows)
        follow_up(self.store, new)
        self._note(report, told)
        for name in ("reports", "same", "changed", "came", "went"):
            setattr(done, name, getattr(done, name) + getattr(told, name))

    def _replace(self, key: int, row: Row) -> None:
        """A newer record under an old key; what an analyst has decided holds on."""
        self.store.run("update events set record = ?, coder = ? where key = ?", [as_json(row), self.coder, key])
        settle(self.store, key)
        refresh(self.store, key)

    def _note(self, report: int, told: Recoded) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        self.store.run("update reports set coder = ? where key = ?", [self.coder, report])
        self.store.append(
            "codings",
            [{"report": report, "coder": self.coder, "moment": now, "kept": told.same + told.changed,
              "came": told.came, "went": told.went}],
        )  # fmt: skip


def history(store: Store) -> list[Line]:
    """Which coders have read how many reports, and what each changed: coder, reports, kept, came, went."""
    return store.run(
        "select coder, count(*), sum(kept), sum(came), sum(went) from codings group by coder order by min(moment)"
    )
