"""A ledger in PostgreSQL: many read while one writes. Needs the extra `verbale[postgres]`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from verbale.ledger.store import Line, storable
from verbale.ledger.tables import INDEXES, TABLES
from verbale.record.errors import LedgerError

PAGE = 20_000  # rows that travel at a time
WRITING = 0x5645_5242  # the advisory lock of whoever writes


class PostgresStore:
    """Raises LedgerError where the server cannot be reached, or another process writes for longer than `wait`."""

    schema = "public"

    def __init__(self, url: str, *, wait: float = 0.0) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise LedgerError(
                "PostgreSQL needs its driver", where="postgresql", hint="pip install 'verbale[postgres]'"
            ) from error
        # The address may hold a password: it is not repeated.
        self.where = "postgresql://…/" + url.rpartition("/")[2].partition("?")[0]
        self._errors = psycopg.errors
        try:
            self._db = psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError as error:
            raise LedgerError(
                f"cannot be reached: {error}", where=self.where, hint="is the server running, and the address right?"
            ) from error
        self._db.execute("set time zone 'UTC'")
        self._db.execute(f"set lock_timeout = {max(1, int(wait * 1000))}")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Line]:
        return self.table(sql, values)[1]

    def table(self, sql: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Line]]:
        found = self._db.execute(sql.replace("%", "%%").replace("?", "%s"), list(values))
        return [column.name for column in found.description or ()], found.fetchall() if found.description else []

    def append(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        columns = TABLES[table]
        with self._db.cursor().copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
            for row in rows:
                copy.write_row([storable(row.get(name)) for name in columns])

    def dump(self, table: str, path: Path) -> None:
        """By way of a DuckDB table in memory, which writes Parquet; a page of rows at a time."""
        from verbale.ledger.duck import MEMORY, DuckStore

        between = DuckStore(MEMORY)
        between.run(f"create table {table} ({', '.join(f'{n} {kind}' for n, kind in TABLES[table].items())})")
        with self._db.transaction(), self._db.cursor(name="dump") as cursor:
            cursor.execute(f"select {', '.join(TABLES[table])} from {table}")
            while page := cursor.fetchmany(PAGE):
                between.append(table, [dict(zip(TABLES[table], line, strict=True)) for line in page])
        between.dump(table, path)
        between.close()

    def fill(self, table: str, path: Path) -> None:
        from verbale.ledger.duck import MEMORY, DuckStore

        between = DuckStore(MEMORY)
        columns = ", ".join(TABLES[table])
        [(rows,)] = between.run("select count(*) from read_parquet(?)", [str(path)])
        for start in range(0, rows, PAGE):
            page = between.run(f"select {columns} from read_parquet(?) limit {PAGE} offset {start}", [str(path)])
            self.append(table, [dict(zip(TABLES[table], line, strict=True)) for line in page])
        between.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._db.transaction():
            try:
                self._db.execute(f"select pg_advisory_xact_lock({WRITING})")
            except self._errors.LockNotAvailable as error:
                raise LedgerError(
                    "another process writes", where=self.where, hint="wait until it ends, or give --wait SECONDS"
                ) from error
            yield

    def indexes(self) -> Sequence[str]:
        return [f"create index {table}_found on {table} ({columns})" for table, columns in INDEXES.items()]

    def close(self) -> None:
        self._db.close()
