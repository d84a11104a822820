"""Which database a URL names."""

from pathlib import Path

from verbale.ledger.store import Store
from verbale.record.errors import LedgerError


def open_store(url: str | Path, *, read_only: bool = False, wait: float = 0.0) -> Store:
    """The store that a URL names: `postgresql://…`, or a DuckDB file's path.

    `wait`: seconds to wait for another process that writes. Raises LedgerError.
    """
    where = str(url)
    if where.startswith(("postgresql://", "postgres://")):
        from verbale.ledger.postgres import PostgresStore

        return PostgresStore(where, wait=wait)
    if "://" in where:
        raise LedgerError("no such kind of ledger", where=where, hint="give a file's path or postgresql://…")
    from verbale.ledger.duck import DuckStore

    return DuckStore(where, read_only=read_only, wait=wait)
