"""Reports with their records, out and in: JSONL or Parquet, a row a report, nothing lost.

This is the form in which records coded elsewhere (by Spark, on another machine, by hand) come into a ledger:
`id`, `lang`, `date`, `title`, `text`, `coder`, and `events`, a list of records (in Parquet as JSON).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from verbale.ledger.duck import MEMORY, DuckStore
from verbale.ledger.intake import Entry
from verbale.ledger.store import Store
from verbale.record.errors import InputError
from verbale.record.report import Report
from verbale.record.rows import Row, from_row

PAGE = 1000  # reports at a time
COLUMNS = ("id", "lang", "date", "title", "text", "coder", "events")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is no report with records."""

    error: InputError


def reports(store: Store) -> Iterator[Row]:
    """All reports in the order in which they were added, each with the records that hold."""
    last = 0
    while page := store.run(
        "select r.key, r.id, r.lang, r.day, r.title, r.body, r.coder from reports r where r.key > ? "
        f"order by r.key limit {PAGE}", [last],
    ):  # fmt: skip
        first, last = page[0][0], page[-1][0]
        told: dict[int, list[Any]] = {}
        for report, record in store.run(
            "select report, coalesce(settled, record) from events where report between ? and ? and not retired "
            "and verdict is distinct from 'rejected' order by report, ordinal, key", [first, last],
        ):  # fmt: skip
            told.setdefault(report, []).append(json.loads(record))
        for key, name, lang, day, title, body, coder in page:
            yield {
                "id": name, "lang": lang, "date": day.isoformat() if day else None, "title": title, "text": body,
                "coder": coder, "events": told.get(key, []),
            }  # fmt: skip


def write_jsonl(rows: Iterable[Row], out: IO[str]) -> int:
    """How many rows were written."""
    written = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        written += 1
    return written


def write_parquet(rows: Iterable[Row], path: Path) -> int:
    """Rows as a Parquet file, by way of a DuckDB table; how many were written."""
    between = DuckStore(MEMORY)
    between.run(f"create table told ({', '.join(f'{name} varchar' for name in COLUMNS)})")
    written = 0
    for row in rows:
        values = [row[name] for name in COLUMNS[:-1]] + [json.dumps(row["events"], ensure_ascii=False)]
        between.run(f"insert into told values ({', '.join('?' for _ in COLUMNS)})", values)
        written += 1
    between.dump("told", path)
    between.close()
    return written


def read_jsonl(lines: Iterable[str], where: str) -> Iterator[Entry | Refusal]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield parsed(line, f"{where}:{number}")


def parsed(line: str, where: str) -> Entry | Refusal:
    try:
        row = json.loads(line)
    except ValueError as error:
        return Refusal(InputError(f"no JSON: {error}", where=where, hint="one object a line"))
    return entry(row, where)


def read_parquet(paths: Iterable[Path]) -> Iterator[Entry | Refusal]:
    """Files, or folders with files under them (partitions), page by page."""
    between = DuckStore(MEMORY)
    for path in paths:
        source = str(path / "**" / "*.parquet") if path.is_dir() else str(path)
        [(rows,)] = between.run("select count(*) from read_parquet(?)", [source])
        for start in range(0, rows, PAGE):
            query = f"select {', '.join(COLUMNS)} from read_parquet(?) limit {PAGE} offset {start}"
            for number, values in enumerate(between.run(query, [source]), start + 1):
                row = dict(zip(COLUMNS, values, strict=True))
                row["events"] = json.loads(row["events"]) if isinstance(row["events"], str) else row["events"]
                yield entry(row, f"{path}:{number}")
    between.close()


def entry(row: Row, where: str) -> Entry | Refusal:
    """A report with its records; spans have to lie in its text."""
    try:
        day = date.fromisoformat(str(row["date"])[:10]) if row.get("date") else None
        report = Report(row["text"], str(row["id"]), row.get("lang"), day, row.get("title") or "")
        events = tuple(from_row(record) for record in row["events"])
        for event in events:
            if event.trigger.span.of(report.text) != event.trigger.text:
                raise ValueError(f"the trigger of {event.id} does not stand at its place in the text")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        return Refusal(InputError(f"no report with records: {what}", where=where, hint="see docs/ledger.md"))
    return Entry(report, row.get("lang"), events)
