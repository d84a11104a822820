"""A ledger's version: how an empty one is made, and how an older one becomes today's."""

import json
from collections.abc import Callable

from verbale.ledger.intake import Added, Entry, Intake, batches
from verbale.ledger.store import Store
from verbale.ledger.tables import VERSION, statements
from verbale.record.errors import LedgerError
from verbale.record.report import Report
from verbale.record.rows import from_row


def prepare(store: Store, *, read_only: bool = False) -> None:
    """Make the tables of a new ledger, or bring an older one up to date.

    Raises LedgerError where the database is somebody else's, or of a version to come.
    """
    version = version_of(store)
    if version == VERSION:
        return
    if version is not None and version > VERSION:
        raise LedgerError(
            f"of version {version}, this program reads {VERSION}", where=store.where, hint="update verbale"
        )
    if read_only:
        what = "no ledger yet" if version is None else f"of version {version}"
        raise LedgerError(what, where=store.where, hint="`verbale add` makes one, or brings it up to date")
    with store.transaction():
        if version is None:
            make(store)
        else:
            for number in range(version, VERSION):
                STEPS[number](store)


def version_of(store: Store) -> int | None:
    """The version of a ledger; None where the database is empty."""
    tables = {
        row[0]
        for row in store.run("select table_name from information_schema.tables where table_schema = ?", [store.schema])
    }
    if not tables:
        return None
    if "about" not in tables:
        raise LedgerError("a database, but not a ledger of verbale", where=store.where, hint="give another path")
    found = store.run("select version from about")
    return int(found[0][0]) if found else None


def make(store: Store) -> None:
    for statement in statements(store.schema):
        store.run(statement)
    for statement in store.indexes():
        store.run(statement)
    store.run("delete from about")
    store.run("insert into about values (?)", [VERSION])


def from_1(store: Store) -> None:
    """Version 1 had reports by content, and records as JSON: they are added anew."""
    reports = store.run("select content, id, lang, date, title, text from reports")
    records = store.run("select content, record from events order by content, place")
    for table in ("events", "reports", "about"):
        store.run(f"drop table {table}")
    make(store)
    by_content: dict[str, list[str]] = {}
    for content, record in records:
        by_content.setdefault(content, []).append(record)
    entries = (
        Entry(
            Report(text, id, lang, day, title or ""), lang,
            tuple(from_row(json.loads(record)) for record in by_content.get(content, ())),
        )
        for content, id, lang, day, title, text in reports
    )  # fmt: skip
    added, intake = Added(), Intake(store, "")
    for batch in batches(entries):
        intake.keep(batch, added)


STEPS: dict[int, Callable[[Store], None]] = {1: from_1}
