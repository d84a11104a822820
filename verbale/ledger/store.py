"""Where a ledger lives: the few calls that a database has to answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

Line = tuple[Any, ...]
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # databases refuse NUL and halves of surrogate pairs


class Store(Protocol):
    """A database. `?` marks a value in all SQL; `append` takes rows of a table of `tables.TABLES`."""

    where: str
    schema: str

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Line]:
        """All lines of the answer."""

    def table(self, sql: str, values: Sequence[Any] = ()) -> tuple[list[str], list[Line]]:
        """The names of the answer's columns, and its lines."""

    def append(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Add rows; a column that a row lacks is null."""

    def transaction(self) -> AbstractContextManager[None]:
        """Kept whole at its end, or not at all. A second one waits for the first, or is refused."""

    def dump(self, table: str, path: Path) -> None:
        """Write a table as a Parquet file."""

    def fill(self, table: str, path: Path) -> None:
        """Add the rows of such a file."""

    def indexes(self) -> Sequence[str]:
        """Statements that make ways to find rows, once the tables stand."""

    def close(self) -> None: ...


def storable(value: Any) -> Any:
    """The value with characters that no database keeps replaced, one by one: spans stay true."""
    return UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def next_key(store: Store, table: str) -> Iterator[int]:
    """Keys that no row of the table has yet; safe within the one writer's transaction."""
    [(last,)] = store.run(f"select coalesce(max(key), 0) from {table}")
    return count(last + 1)


def among(keys: Iterable[int]) -> str:
    """SQL for these keys, to stand after `in`: a table, which databases look up faster than a long list.

    >>> among([3, 1]), among([])
    ('(select key from (values (1), (3)) as listed(key))', '(select 0 where false)')
    """
    values = ", ".join(f"({int(key)})" for key in sorted(set(keys)))
    return f"(select key from (values {values}) as listed(key))" if values else "(select 0 where false)"
