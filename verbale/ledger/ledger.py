"""The ledger: reports and their records, kept for years.

A report is known by its content, so adding is idempotent; each batch is one transaction, so a process
killed at any moment has either kept a batch whole or not at all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from verbale.ledger.backup import backup, restore
from verbale.ledger.commitments import Commitment, commitments
from verbale.ledger.decisions import Decision, decide, decisions, undo
from verbale.ledger.episodes import episodes
from verbale.ledger.filters import Filter
from verbale.ledger.frames import as_arrow, as_polars
from verbale.ledger.intake import Added, Entry, Intake, batches, known
from verbale.ledger.migrations import prepare
from verbale.ledger.opening import open_store
from verbale.ledger.recode import Recoded, Recoding
from verbale.ledger.review import Precision, gold, precision, sample
from verbale.ledger.store import Line, Store, among
from verbale.ledger.verify import Damage, verify
from verbale.record.report import Report
from verbale.record.rows import Row

if TYPE_CHECKING:
    import polars
    import pyarrow

__all__ = ["Added", "Damage", "Decision", "Entry", "Filter", "Ledger", "Precision", "Recoded"]
PAGE = 2000  # records fetched at a time


class Ledger:
    """A ledger at a path or a `postgresql://` address; a context manager.

    `read_only`: many processes may read a file at once, none while one writes. `wait`: seconds to wait for
    another process that writes. Raises LedgerError where the ledger is damaged, of another version,
    somebody else's database, or held by another process.
    """

    def __init__(self, url: str | Path, *, read_only: bool = False, wait: float = 0.0) -> None:
        self.store: Store = open_store(url, read_only=read_only, wait=wait)
        try:
            prepare(self.store, read_only=read_only)
        except BaseException:
            self.store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    def knows(self, report: Report) -> bool:
        """Has a report of this content been added?"""
        return bool(known(self.store, [report.content_id()]))

    def add(self, entries: Iterable[Any], *, coder: str = "") -> Added:
        """Keep reports with their records (`report`, `lang`, `events`, `error`, as the coder gives
        them); each batch is confirmed before the next is begun. `coder`: who coded them, with its version."""
        added, intake = Added(), Intake(self.store, coder)
        for batch in batches(entries):
            intake.add(batch, added)
        return added

    def recode(self, entries: Iterable[Any], *, coder: str) -> Recoded:
        """Lay what a newer coder makes of reports over the records that the ledger has of them.

        What both have keeps its key, and with it every decision; what is gone is retired, not deleted.
        """
        done, recoding = Recoded(), Recoding(self.store, coder)
        for batch in batches(entries):
            recoding.take(batch, done)
        return done

    def reports(self, *, not_by: str | None = None) -> Iterator[Report]:
        """The reports in the order in which they were added; without those that a coder has read already."""
        last = 0
        while page := self.store.run(
            f"select key, body, id, lang, day, title from {self.store.schema}.reports where key > ? "
            f"and coder is distinct from ? order by key limit {PAGE}", [last, not_by],
        ):  # fmt: skip
            yield from (Report(body, id or "", lang, day, title or "") for _, body, id, lang, day, title in page)
            last = page[-1][0]

    def decide(
        self, kind: str, event: str | int, *, who: str, other: str | int | None = None, field: str | None = None,
        value: Any = None, note: str | None = None,
    ) -> Decision:  # fmt: skip
        """Keep what an analyst decides on an event (its key or id): accept, reject, correct, merge, split, note."""
        return decide(self.store, kind, event, who=who, other=other, field=field, value=value, note=note)

    def undo(self, decision: int, *, who: str, note: str | None = None) -> Decision:
        """Take a decision back by a further one."""
        return undo(self.store, decision, who=who, note=note)

    def decisions(self, event: int | None = None) -> Iterator[Decision]:
        """All decisions in their order, or those on the event of a key."""
        return decisions(self.store, event)

    def commitments(self, *between: str, today: date | None = None) -> list[Commitment]:
        """What a pair of countries has bound itself to, and what became of it; without countries, all."""
        return commitments(self.store, between, today=today)

    def sample(self, size: int, *, seed: str = "", wanted: Filter | None = None) -> list[int]:
        """Keys of events drawn at random; the same for the same seed while the ledger stays as it is."""
        return sample(self.store, size, seed=seed, wanted=wanted)

    def precision(self, keys: list[int]) -> Precision | None:
        """The share of right records among those of these keys that have been judged, with its interval."""
        return precision(self.store, keys)

    def gold(self) -> Iterator[Row]:
        """Reports of which every record has been judged, as gold that `verbale evaluate` takes."""
        return gold(self.store)

    def backup(self, folder: str | Path) -> dict[str, int]:
        """Write every table as Parquet into a new folder; how many rows each has."""
        return backup(self.store, Path(folder))

    def restore(self, folder: str | Path) -> dict[str, int]:
        """Fill this empty ledger from a backup, made of whichever database."""
        return restore(self.store, Path(folder))

    def verify(self) -> Iterator[Damage]:
        """All damage that can be found."""
        return verify(self.store)

    def sql(self, query: str, values: Sequence[Any] = ()) -> list[Line]:
        """Any question over the views of the schema `verbale` (docs/ledger.md); `?` marks a value."""
        return self.store.run(query, values)

    def polars(self, query: str, values: Sequence[Any] = ()) -> "polars.DataFrame":
        """The answer as a polars table; needs `verbale[frames]`."""
        return as_polars(self.store, query, values)

    def arrow(self, query: str, values: Sequence[Any] = ()) -> "pyarrow.Table":
        """The answer as an Arrow table; needs `verbale[frames]`."""
        return as_arrow(self.store, query, values)

    def events(self, wanted: Filter | None = None, *, newest: bool = False, limit: int | None = None) -> Iterator[Row]:
        """Records that hold today, an analyst's corrections in them, by the days of their reports.

        Each row is a record with `key` (its number in the ledger), `reported` (the report's day), `verdict` and
        `episode` beside it.
        """
        condition, values = (wanted or Filter()).sql(self.store.schema)
        order = "reported desc nulls last, e.key desc" if newest else "reported nulls first, e.key"
        keys = [
            row[0]
            for row in self.store.run(
                f"select e.key from verbale.events e where {condition} order by {order}"
                + (f" limit {int(limit)}" if limit is not None else ""),
                values,
            )
        ]
        for start in range(0, len(keys), PAGE):
            yield from self.rows(keys[start : start + PAGE])

    def rows(self, keys: Sequence[int]) -> Iterator[Row]:
        """The records of these keys, in their order."""
        listed = among(keys)
        schema = self.store.schema
        found = self.store.run(
            f"select e.key, coalesce(e.settled, e.record), r.day, e.verdict, e.episode from {schema}.events e "
            f"join {schema}.reports r on r.key = e.report where e.key in {listed}"
        )
        by_key = {line[0]: line for line in found}
        for key in keys:
            _, record, day, verdict, episode = by_key[key]
            reported = day.isoformat() if day else None
            yield json.loads(record) | {"key": key, "reported": reported, "verdict": verdict, "episode": episode}

    def dyad(self, one: str, other: str) -> Iterator[Row]:
        """The records that set two countries in relation, whichever way."""
        return self.events(Filter(between=(one, other)))

    def text(self, report: str) -> str | None:
        """The text of a report by its id."""
        found = self.store.run("select body from reports where id = ?", [report])
        return str(found[0][0]) if found else None

    def texts(self, events: Sequence[int]) -> dict[int, str]:
        """The text from which each of these events was read, by the event's key."""
        schema, listed = self.store.schema, among(events)
        return dict(
            self.store.run(
                f"select e.key, r.body from {schema}.reports r join {schema}.events e on e.report = r.key "
                f"where e.key in {listed}"
            )
        )

    def episodes(
        self, wanted: Filter | None = None, *, newest: bool = False, limit: int | None = None
    ) -> Iterator[Row]:
        """Happenings, each with its records, its reports and where these disagree, by their days.

        With a filter, those of which at least one record fits it.
        """
        condition, values = (wanted or Filter()).sql(self.store.schema)
        return episodes(self.store, condition, values, newest=newest, limit=limit)
