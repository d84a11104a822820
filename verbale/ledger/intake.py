"""Adding: each batch of reports is kept whole or not at all, and no report twice."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from verbale.ledger.commitments import track
from verbale.ledger.copies import bands, is_copy
from verbale.ledger.episodes import join
from verbale.ledger.index import Lines, columns, put_parts
from verbale.ledger.store import Store, among, next_key
from verbale.record.event import Event
from verbale.record.report import Report
from verbale.record.rows import Row, to_row

BATCH = 200


@dataclass
class Added:
    """What an addition did; `copies` counts reports that were there already, letter by letter."""

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


def batches(entries: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    stream = iter(entries)
    while batch := list(islice(stream, size)):
        yield batch


def known(store: Store, contents: Sequence[str]) -> set[str]:
    """Those of the content ids that the ledger has."""
    if not contents:
        return set()
    marks = ", ".join("?" for _ in contents)
    return {row[0] for row in store.run(f"select content from reports where content in ({marks})", contents)}


class Intake:
    """One writer's way of adding to a store. `coder`: the version that read the reports."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder

    def add(self, batch: Sequence[Any], added: Added) -> None:
        """Keep a batch of entries in one transaction; `added` counts on once it is confirmed."""
        done = Added()
        with self.store.transaction():
            self.keep(batch, done)
        for name in ("reports", "new", "copies", "events", "failed"):
            setattr(added, name, getattr(added, name) + getattr(done, name))

    def keep(self, batch: Sequence[Any], done: Added) -> None:
        """Write a batch within the transaction that is under way."""
        done.reports, done.failed = len(batch), sum(1 for entry in batch if entry.error is not None)
        fresh = self._fresh([entry for entry in batch if entry.error is None], done)
        follow_up(self.store, self._keep(fresh, done))

    def _fresh(self, entries: Sequence[Any], done: Added) -> dict[str, Any]:
        """The entries that the ledger does not have, by content."""
        by_content: dict[str, Any] = {}
        for entry in entries:
            by_content.setdefault(entry.report.content_id(), entry)
        have = known(self.store, list(by_content))
        fresh = {content: entry for content, entry in by_content.items() if content not in have}
        done.new = len(fresh)
        done.copies = len(entries) - len(fresh)
        return fresh

    def _keep(self, fresh: dict[str, Any], done: Added) -> list[int]:
        """Write reports, records and what can be asked of them; the keys of the new events."""
        lines, now = Lines(), datetime.now(UTC).replace(tzinfo=None)
        report_keys, event_keys = next_key(self.store, "reports"), next_key(self.store, "events")
        copies = Copies(self.store, [entry.report.text for entry in fresh.values()])
        written: list[int] = []
        for content, entry in fresh.items():
            report: Report = entry.report
            key = next(report_keys)
            lines.put(
                "reports", key=key, content=content, id=report.id, lang=entry.lang, day=report.date,
                title=report.title, body=report.text, coder=self.coder, added=now,
                copy_of=copies.original(key, report.text),
            )  # fmt: skip
            lines.put("codings", report=key, coder=self.coder, moment=now, kept=0, came=len(entry.events), went=0)
            for ordinal, event in enumerate(entry.events):
                written.append(next(event_keys))
                self.put_event(lines, written[-1], key, ordinal, to_row(event), report.text, report.date)
        for band, key in copies.bands():
            lines.put("bands", band=band, report=key)
        for table, rows in lines.tables.items():
            self.store.append(table, rows)
        done.events = len(written)
        return written

    def put_event(
        self, lines: Lines, key: int, report: int, ordinal: int, row: Row, body: str, reported: date | None
    ) -> None:
        """The lines of one record."""
        found = columns(row, body, reported)
        lines.put("events", key=key, report=report, ordinal=ordinal, coder=self.coder, retired=False,
                  record=as_json(row), **found)  # fmt: skip
        put_parts(lines, key, row, found["quote"])


def as_json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False)


def follow_up(store: Store, keys: Sequence[int]) -> None:
    """What newly written events change in what is known of all."""
    join(store, keys)
    track(store, keys)


class Copies:
    """Of which reports the new ones are near-copies, among those of the ledger and of their own batch."""

    def __init__(self, store: Store, texts: Sequence[str]) -> None:
        self.store = store
        self._bands = {text: bands(text) for text in texts}
        self._reports: dict[int, list[int]] = {}
        self._texts: dict[int, str] = {}
        wanted = sorted({band for found in self._bands.values() for band in found})
        if wanted:
            listed = among(wanted)
            for band, report in store.run(f"select band, report from bands where band in {listed}"):
                self._reports.setdefault(band, []).append(report)
        self._new: list[tuple[int, int]] = []

    def original(self, key: int, text: str) -> int | None:
        """The first report of which this one is a near-copy; its own bands are known from now on."""
        candidates = sorted({r for band in self._bands[text] for r in self._reports.get(band, ())})
        found = next((r for r in candidates if is_copy(text, self._text(r))), None)
        self._texts[key] = text
        for band in self._bands[text]:
            self._reports.setdefault(band, []).append(key)
            self._new.append((band, key))
        return found

    def _text(self, report: int) -> str:
        if report not in self._texts:
            [(self._texts[report],)] = self.store.run("select body from reports where key = ?", [report])
        return self._texts[report]

    def bands(self) -> list[tuple[int, int]]:
        return self._new
