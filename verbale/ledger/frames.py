"""Answers as tables of polars and Arrow (the extra `verbale[frames]`)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from verbale.ledger.store import Store
from verbale.record.errors import LedgerError

if TYPE_CHECKING:
    import polars
    import pyarrow


def as_polars(store: Store, query: str, values: Sequence[Any] = ()) -> "polars.DataFrame":
    """The answer to a query. Raises LedgerError where polars is not installed."""
    try:
        import polars
    except ImportError as error:
        raise LedgerError("tables need polars", where="polars", hint="pip install 'verbale[frames]'") from error
    names, lines = store.table(query, values)
    return polars.DataFrame(lines, schema=names, orient="row", infer_schema_length=None)


def as_arrow(store: Store, query: str, values: Sequence[Any] = ()) -> "pyarrow.Table":
    """The same as an Arrow table."""
    return as_polars(store, query, values).to_arrow()
