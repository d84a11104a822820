"""A ledger in one DuckDB file: one process writes, or many read."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from verbale.ledger.store import Line, storable
from verbale.ledger.tables import TABLES
from verbale.record.errors import LedgerError

MEMORY = ":memory:"
MEMORY_LIMIT = "1GB"  # of what the database keeps of its file; what is beyond goes to disk
PAUSE = 0.1  # seconds between two tries to open a file that another process holds


class DuckStore:
    """Raises LedgerError where the file is damaged, or held by another process for longer than `wait`."""

    schema = "main"

    def __init__(self, path: str, *, read_only: bool = False, wait: float = 0.0) -> None:
        self.where = path
        # A file that is not there cannot be read; the ledger decides who may make one.
        self._db = self._opened(read_only and Path(path).exists(), wait)
        self._db.execute("set TimeZone = 'UTC'")
        self._db.execute(f"set memory_limit = '{MEMORY_LIMIT}'")

    def _opened(self, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
        until = time.monotonic() + wait
        while True:
            try:
                return duckdb.connect(self.where, read_only=read_only)
            except duckdb.IOException as error:
                if "lock" not in str(error).casefold():
                    raise LedgerError(
                        f"cannot be opened: {error}", where=self.where, hint="is it a ledger of verbale?"
                    ) from error
                if time.monotonic() >= until:
                    raise LedgerError(
                        "another process holds the ledger", where=self.where,
                        hint="wait until it ends, or give --wait SECONDS",
                    ) from error  # fmt: skip
                time.sleep(PAUSE)
            except duckdb.Error as error:
                raise LedgerError(f"damaged: {error}", where=self.where, hint="restore a backup") from error

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Line]:
        return self.table(sql, values)[1]

    def table(self, sql: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Line]]:
        try:
            found = self._db.execute(sql, list(values))
            return [column[0] for column in found.description or ()], found.fetchall()
        except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException) as error:
            raise LedgerError(f"damaged: {error}", where=self.where, hint="restore a backup") from error

    def append(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Rows travel as one JSON value: some fifty times faster than a statement a row."""
        if not rows:
            return
        columns = TABLES[table]
        plain = [{name: storable(row.get(name)) for name in columns} for row in rows]
        self._db.execute(
            f"insert into {table} ({', '.join(columns)}) select {', '.join(f'r.{name}' for name in columns)} "
            "from (select unnest(from_json(?::json, ?)) as r)",
            [json.dumps(plain, default=str, ensure_ascii=False), json.dumps([columns])],
        )

    def dump(self, table: str, path: Path) -> None:
        self._db.execute(f"copy (select * from {table}) to ? (format parquet)", [str(path)])

    def fill(self, table: str, path: Path) -> None:
        columns = ", ".join(TABLES[table])
        self._db.execute(f"insert into {table} ({columns}) select {columns} from read_parquet(?)", [str(path)])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._db.execute("begin")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def indexes(self) -> Sequence[str]:
        return ()  # columns' ranges do; indexes would live in memory

    def close(self) -> None:
        self._db.close()
